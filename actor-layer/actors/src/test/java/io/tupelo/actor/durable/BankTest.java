package io.tupelo.actor.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.AskException;
import io.tupelo.actor.facet.Authorize;
import io.tupelo.actor.facet.Metrics;
import io.tupelo.actor.facet.Throttle;
import io.tupelo.actor.otp.Call;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.runtime.SpaceConfig;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Accounts: durable actors, over a space in this process.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BankTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    record Balance(long amount, String note) {}

    sealed interface Order {
        record Deposit(long amount) implements Order, Call<Long> {}

        record Transfer(String to, long amount) implements Order, Call<Boolean> {}

        record Look() implements Order, Call<Balance> {}

        record Note(String text) implements Order {}

        record Crash(boolean always) implements Order, Call<Long> {}

        record RemindMe(String name, long millis, long every, String text) implements Order, Call<Boolean> {}

        record Stop(String name) implements Order, Call<Boolean> {}

        record Forget() implements Order, Call<Boolean> {}
    }

    private static final class Account implements DurableActor<Order, Balance> {
        @Override
        public Balance begin(String key) {
            return new Balance(0, "");
        }

        @Override
        public Balance receive(StepContext<Order> step, Balance state, Order order) {
            return switch (order) {
                case Order.Deposit(long amount) -> {
                    if (amount < 0) {
                        throw new IllegalArgumentException("a negative amount");
                    }
                    step.reply(state.amount + amount);
                    yield new Balance(state.amount + amount, state.note);
                }
                case Order.Transfer(String to, long amount) -> {
                    boolean enough = state.amount >= amount;
                    step.reply(enough);
                    if (enough) {
                        step.tell(step.ref(ACCOUNT, to), new Order.Deposit(amount));
                    }
                    yield enough ? new Balance(state.amount - amount, state.note) : state;
                }
                case Order.Look() -> {
                    step.reply(state);
                    yield state;
                }
                case Order.Note(String text) when text.equals("!") -> throw new IllegalStateException("not noted");
                case Order.Note(String text) when text.equals("huge") -> {
                    step.tell(step.self(), new Order.Note("x".repeat(300_000)));
                    yield state;
                }
                case Order.Note(String text) -> new Balance(state.amount, state.note + text);
                case Order.Crash(boolean always) -> {
                    step.tell(step.self(), new Order.Note("never"));
                    throw new IllegalStateException("crashed " + always);
                }
                case Order.RemindMe(String name, long millis, long every, String text) -> {
                    if (every > 0) {
                        step.remindEvery(name, Duration.ofMillis(every), new Order.Note(text));
                    } else {
                        step.remind(name, Duration.ofMillis(millis), new Order.Note(text));
                    }
                    step.reply(true);
                    yield state;
                }
                case Order.Stop(String name) -> {
                    step.cancelReminder(name);
                    step.reply(true);
                    yield state;
                }
                case Order.Forget() -> {
                    step.forget();
                    step.reply(true);
                    yield state;
                }
            };
        }
    }

    private static final ActorType<Order, Balance> ACCOUNT = ActorType.of("account", Order.class, Balance.class, new Account())
            .retrying(new Retries(2, Duration.ofMillis(1), Duration.ofMillis(10)));

    private final ActorHost threads = ActorHost.open();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private SpaceRuntime runtime;
    private Space space;
    private SpaceActors actors;

    @BeforeEach
    void open() {
        use(SpaceRuntime.create("bank"));
    }

    private void use(SpaceRuntime made) {
        runtime = made;
        space = Space.over(runtime.port());
        actors = SpaceActors.open(space, threads, (actor, why) -> failures.add(actor + ": " + why));
        actors.host("here", Duration.ofSeconds(10), ACCOUNT);
    }

    private void end() {
        actors.close();
        space.close();
        runtime.close();
    }

    @AfterEach
    void close() {
        end();
        threads.close();
    }

    private VirtualRef<Order> account(String key) {
        return actors.ref(ACCOUNT, key);
    }

    private static Balance look(VirtualRef<Order> account) {
        return account.ask(new Order.Look(), LONG);
    }

    private static void await(VirtualRef<Order> account, String note) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!look(account).note.equals(note)) {
            assertThat(System.nanoTime()).as("%s until it has %s", look(account), note).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aQuestionIsAnsweredAndTheStateIsKept() {
        VirtualRef<Order> anna = account("anna");
        assertThat(anna.ask(new Order.Deposit(7), LONG)).isEqualTo(7);
        assertThat(anna.ask(new Order.Deposit(5), LONG)).isEqualTo(12);
        assertThat(look(anna)).isEqualTo(new Balance(12, ""));
        assertThat(space.container("actors.state").read(Coordinators.key("account/anna")).tuple())
                .contains(Tuple.of(new Balance(12, "")));
    }

    @Test
    void whatOneSenderSendsArrivesInItsOrder() {
        VirtualRef<Order> anna = account("anna");
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            anna.tell(new Order.Note(i + " "));
            expected.append(i).append(' ');
        }
        assertThat(look(anna).note).hasToString(expected.toString());
    }

    @Test
    void transfersBetweenManyConserveTheMoney() {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(account("a" + i).askAsync(new Order.Deposit(100), LONG));
        }
        for (int i = 0; i < 2_000; i++) {
            all.add(account("a" + i % 20).askAsync(new Order.Transfer("a" + (i * 7 + 3) % 20, i % 5), LONG));
        }
        all.forEach(CompletableFuture::join);
        long end = System.nanoTime() + LONG.toNanos();
        while (space.container("actors.mail").describe().entries() > 0) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
        long sum = 0;
        for (int i = 0; i < 20; i++) {
            sum += look(account("a" + i)).amount;
        }
        assertThat(sum).isEqualTo(2_000);
        assertThat(failures).isEmpty();
    }

    @Test
    void aStepThatFailsChangesNothingAndSaysWhy() {
        VirtualRef<Order> anna = account("anna");
        anna.ask(new Order.Deposit(7), LONG);
        assertThatThrownBy(() -> anna.ask(new Order.Deposit(-1), LONG))
                .isInstanceOf(AskException.class)
                .hasMessageContaining("a negative amount");
        assertThat(look(anna).amount).isEqualTo(7);
    }

    @Test
    void aPoisonedMessageGoesToTheDeadAndTheNextIsHandled() {
        VirtualRef<Order> anna = account("anna");
        anna.tell(new Order.Note("a"));
        anna.tell(new Order.Crash(true));
        anna.tell(new Order.Note("b"));
        await(anna, "ab");
        Tuple dead = space.container("actors.dead").take(Coordinators.fifo(), LONG).orElseThrow().tuple();
        assertThat(dead.string(0)).isEqualTo("account/anna");
        assertThat(dead.string(2)).contains("crashed true");
        assertThat(space.container("actors.mail").describe().entries()).isZero();
    }

    @Test
    void aMessageWhoseStepTheSpaceRefusesIsPutAside() {
        VirtualRef<Order> anna = account("anna");
        anna.tell(new Order.Note("a"));
        anna.tell(new Order.Note("huge"));
        anna.tell(new Order.Note("b"));
        await(anna, "ab");
        Tuple dead = space.container("actors.dead").take(Coordinators.fifo(), LONG).orElseThrow().tuple();
        assertThat(dead.typed(1, Tuple.class)).isEqualTo(Tuple.of(new Order.Note("huge")));
        assertThat(failures).anyMatch(failure -> failure.contains("could not be written"));
    }

    @Test
    void nothingIsLostWhileActorsComeAndGo() {
        ActorType<Order, Balance> fleeting = ActorType.of("fleeting", Order.class, Balance.class, new Account())
                .passivatedAfter(Duration.ofNanos(1));
        try (Space other = Space.over(runtime.port());
                SpaceActors second = SpaceActors.open(other, threads, (actor, why) -> failures.add(actor + ": " + why))) {
            second.host("second", Duration.ofSeconds(10), fleeting);
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                VirtualRef<Order> one = second.ref(fleeting, "a" + i % 7);
                all.add(i % 2 == 0 ? one.send(new Order.Deposit(1)) : one.askAsync(new Order.Deposit(1), LONG));
            }
            all.forEach(CompletableFuture::join);
            long sum = 0;
            for (int i = 0; i < 7; i++) {
                VirtualRef<Order> one = second.ref(fleeting, "a" + i);
                one.send(new Order.Deposit(0)).join();
                sum += one.ask(new Order.Look(), LONG).amount;
            }
            assertThat(sum).isEqualTo(20_000);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void aReminderComesOnceAndOneThatIsCancelledNever() {
        VirtualRef<Order> anna = account("anna");
        anna.ask(new Order.RemindMe("one", 30, 0, "1"), LONG);
        anna.ask(new Order.RemindMe("two", 3_000, 0, "2"), LONG);
        anna.ask(new Order.RemindMe("three", 60_000, 0, "3"), LONG);
        anna.ask(new Order.RemindMe("three", 4_000, 0, "4"), LONG);
        anna.ask(new Order.Stop("two"), LONG);
        await(anna, "14");
        assertThat(space.container("actors.reminders").describe().entries()).isZero();
    }

    @Test
    void aReminderComesAgainAndAgainUntilItIsCancelled() {
        VirtualRef<Order> anna = account("anna");
        anna.ask(new Order.RemindMe("tick", 0, 5, "x"), LONG);
        await(anna, "xxx".substring(0, 3));
        anna.ask(new Order.Stop("tick"), LONG);
        String then = look(anna).note;
        assertThat(then).startsWith("xxx");
    }

    @Test
    void aReminderThatFailsIsPutAsideAndTheNextOneComes() {
        VirtualRef<Order> anna = account("anna");
        anna.ask(new Order.RemindMe("once", 1, 0, "!"), LONG);
        anna.ask(new Order.RemindMe("often", 0, 5, "!"), LONG);
        for (int i = 0; i < 3; i++) {
            assertThat(space.container("actors.dead").take(Coordinators.fifo(), LONG).isFound()).isTrue();
        }
        anna.ask(new Order.Stop("often"), LONG);
        assertThat(space.container("actors.reminders").describe().entries()).isZero();
        assertThat(look(anna).note).isEmpty();
    }

    record Change(long by) {}

    private static final class Ledger implements EventSourcedActor<Order, Change, Balance> {
        @Override
        public Balance begin(String key) {
            return new Balance(0, "");
        }

        @Override
        public List<Change> receive(StepContext<Order> step, Balance state, Order order) {
            return switch (order) {
                case Order.Deposit(long amount) -> {
                    step.reply(state.amount + amount);
                    yield List.of(new Change(amount));
                }
                case Order.Look() -> {
                    step.reply(state);
                    yield List.of();
                }
                case Order.Forget() -> {
                    step.forget();
                    step.reply(true);
                    yield List.of();
                }
                default -> throw new IllegalArgumentException("not kept: " + order);
            };
        }

        @Override
        public Balance apply(Balance state, Change event) {
            return new Balance(state.amount + event.by, state.note + event.by + " ");
        }
    }

    @Test
    void whatHasHappenedIsReplayedFromTheLastSnapshot() {
        ActorType<Order, Balance> ledgers =
                ActorType.eventSourced("ledger", Order.class, Change.class, Balance.class, new Ledger(), 4);
        StringBuilder expected = new StringBuilder();
        for (int round = 0; round < 10; round++) {
            try (Space other = Space.over(runtime.port());
                    SpaceActors second = SpaceActors.open(other, threads, (actor, why) -> failures.add(why))) {
                second.host("round" + round, Duration.ofSeconds(10), ledgers);
                VirtualRef<Order> anna = second.ref(ledgers, "anna");
                assertThat(anna.ask(new Order.Look(), LONG).note).hasToString(expected.toString());
                if (round == 7) {
                    anna.ask(new Order.Forget(), LONG);
                    expected.setLength(0);
                }
                for (int i = 0; i <= round % 3; i++) {
                    anna.ask(new Order.Deposit(i), LONG);
                    expected.append(i).append(' ');
                }
            }
        }
        assertThat(space.container("actors.events").readAll(Coordinators.label("ledger/anna").all()))
                .extracting(event -> event.integer(1))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
        assertThat(failures).isEmpty();
    }

    @Test
    void facetsStandAroundStepsAndRefuse() {
        Metrics<Order> metrics = new Metrics<>();
        ActorType<Order, Balance> guarded = ActorType.of("guarded", Order.class, Balance.class, new Account())
                .with(metrics)
                .with(new Authorize<>((actor, order) -> !(order instanceof Order.Transfer)))
                .with(new Throttle<>(5, Duration.ofHours(1)));
        try (Space other = Space.over(runtime.port());
                SpaceActors second = SpaceActors.open(other, threads, (_, _) -> {})) {
            second.host("second", Duration.ofSeconds(10), guarded);
            VirtualRef<Order> anna = second.ref(guarded, "anna");
            assertThatThrownBy(() -> anna.ask(new Order.Transfer("bob", 1), LONG)).hasMessageContaining("Transfer is not allowed");
            for (int i = 1; i <= 5; i++) {
                assertThat(anna.ask(new Order.Deposit(1), LONG)).isEqualTo(i);
            }
            assertThatThrownBy(() -> anna.ask(new Order.Deposit(1), LONG)).hasMessageContaining("takes 5 messages in PT1H");
            anna.send(new Order.Transfer("bob", 1)).join();
            Tuple dead = other.container("actors.dead").take(Coordinators.fifo(), LONG).orElseThrow().tuple();
            assertThat(dead.string(2)).contains("not allowed");
            assertThat(metrics.figures().handled()).isEqualTo(8);
            assertThat(metrics.figures().failed()).isZero();
        }
    }

    @Test
    void whoForgetsBeginsAnew() {
        VirtualRef<Order> anna = account("anna");
        anna.ask(new Order.Deposit(7), LONG);
        anna.ask(new Order.Forget(), LONG);
        assertThat(look(anna)).isEqualTo(new Balance(0, ""));
        assertThat(space.container("actors.state").describe().entries()).isZero();
    }

    @Test
    void whoDoesntHostAsksThroughTheMail() {
        try (Space other = Space.over(runtime.port())) {
            SpaceActors elsewhere = SpaceActors.open(other, threads, (_, _) -> {});
            VirtualRef<Order> anna = elsewhere.ref(ACCOUNT, "anna");
            assertThat(anna.ask(new Order.Deposit(7), LONG)).isEqualTo(7);
            assertThat(anna.ask(new Order.Look(), LONG)).isEqualTo(new Balance(7, ""));
            assertThatThrownBy(() -> anna.ask(new Order.Crash(true), LONG))
                    .isInstanceOf(AskException.class)
                    .hasMessageContaining("crashed");
            assertThat(other.container("actors.replies").describe().entries()).isZero();
        }
    }

    @Test
    void asHostsComeAndGoTheOthersTakeOver() {
        VirtualRef<Order> anna = account("anna");
        for (int round = 0; round < 3; round++) {
            Space other = Space.over(runtime.port());
            try (SpaceActors second = SpaceActors.open(other, threads, (_, _) -> {})) {
                second.host("second" + round, Duration.ofSeconds(1), ACCOUNT);
                for (int i = 0; i < 50; i++) {
                    second.ref(ACCOUNT, "a" + i).ask(new Order.Deposit(1), LONG);
                    account("a" + i).ask(new Order.Deposit(1), LONG);
                }
            }
            other.close();
        }
        for (int i = 0; i < 50; i++) {
            assertThat(look(account("a" + i)).amount).isEqualTo(6);
        }
        assertThat(look(anna).amount).isZero();
    }

    @Test
    void afterARestartAllIsThereAndRemindersCome(@TempDir Path folder) throws IOException {
        end();
        use(SpaceRuntime.open("bank", folder, SpaceConfig.DEFAULT.withGraceMillis(0)));
        VirtualRef<Order> anna = account("anna");
        anna.ask(new Order.Deposit(7), LONG);
        anna.ask(new Order.RemindMe("later", 200, 0, "reminded"), LONG);
        end();
        use(SpaceRuntime.open("bank", folder, SpaceConfig.DEFAULT.withGraceMillis(0)));
        await(account("anna"), "reminded");
        assertThat(look(account("anna")).amount).isEqualTo(7);
    }
}
