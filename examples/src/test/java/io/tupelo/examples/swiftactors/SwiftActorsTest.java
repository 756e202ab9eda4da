package io.tupelo.examples.swiftactors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.test.Faults;
import io.tupelo.actor.test.Probe;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.examples.stage.Printed;
import io.tupelo.examples.stage.ProgramContract;
import io.tupelo.examples.swiftactors.Bank.Approve;
import io.tupelo.examples.swiftactors.Bank.Order.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SwiftActorsTest implements ProgramContract {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int TRANSFERS = 500;

    private final Random random = Seed.random("SwiftActorsTest");
    private final ActorHost host = ActorHost.open();
    private final Probe<Boolean> answers = Probe.on(host);

    @Override
    public void run(String... arguments) throws Exception {
        SwiftActors.main(arguments);
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void showsWhatItSays() throws Exception {
        assertThat(Printed.by(() -> run()))
                .containsExactly(
                        "two transfers of 80 out of 100: [true, false]",
                        "balances: {ann=20, bob=80}",
                        "one: " + GreeterProcess.STANDS_BY,
                        "one: " + GreeterProcess.RUNS,
                        "an actor of another process, found in a tuple: Hello, Ann, from one",
                        "two: " + GreeterProcess.STANDS_BY,
                        "killed one",
                        "two: " + GreeterProcess.RUNS,
                        "the same reference: Hello, Bob, from two");
    }

    private static final class Obliging implements Behavior<Approve> {
        @Override
        public Behavior<Approve> receive(Context<Approve> context, Approve question) {
            question.replyTo().tell(true);
            return this;
        }
    }

    private static Map<String, Long> balances(ActorRef<Bank.Order> bank) {
        return bank.ask(Bank.Order.Balances::new, LONG);
    }

    @Test
    void noQuestionIsAskedForATransferThatCannotBeMade() {
        Probe<Approve> authority = Probe.on(host);
        ActorRef<Bank.Order> bank = host.spawn(Bank.spec(Map.of("ann", 100L), authority.ref()));
        IntStream.range(0, 5).forEach(_ -> bank.tell(new Transfer("ann", "bob", 30, answers.ref())));
        for (int i = 0; i < 3; i++) {
            authority.reply(Approve.class, Approve::replyTo, true, LONG);
            answers.expect(true, LONG);
        }
        answers.expect(false, LONG);
        answers.expect(false, LONG);
        assertThat(balances(bank)).isEqualTo(Map.of("ann", 10L, "bob", 90L));
        authority.expectNothing(Duration.ofMillis(1));
    }

    @Test
    void manySendersOverdrawNothingAndLoseNothing() {
        ActorRef<Approve> authority = host.spawn(ActorSpec.always(new Obliging()));
        ActorRef<Bank.Order> bank = host.spawn(Bank.spec(Map.of("a", 50L, "b", 50L, "c", 50L), authority));
        List<Transfer> transfers = IntStream.range(0, TRANSFERS)
                .mapToObj(_ -> new Transfer(account(), account(), random.nextLong(60), answers.ref()))
                .toList();
        transfers.parallelStream().forEach(bank::tell);
        IntStream.range(0, TRANSFERS).forEach(_ -> answers.expect(LONG));
        assertThat(balances(bank).values()).allMatch(balance -> balance >= 0);
        assertThat(balances(bank).values().stream().mapToLong(Long::longValue).sum()).isEqualTo(150);
    }

    private String account() {
        return List.of("a", "b", "c").get(random.nextInt(3));
    }

    @Test
    void anAuthorityThatEndsWhileItIsAskedHasNotApproved() {
        ActorSpec<Approve> crashing = new Faults(random.nextLong()).crashAt(2).in(ActorSpec.always(new Obliging()));
        ActorRef<Bank.Order> bank = host.spawn(Bank.spec(Map.of("ann", 100L), host.spawn(crashing)));
        for (boolean expected : new boolean[] {true, false, false}) {
            bank.tell(new Transfer("ann", "bob", 10, answers.ref()));
            answers.expect(expected, LONG);
        }
        assertThat(balances(bank)).isEqualTo(Map.of("ann", 90L, "bob", 10L));
    }
}
