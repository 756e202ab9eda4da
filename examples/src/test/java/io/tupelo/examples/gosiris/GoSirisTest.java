package io.tupelo.examples.gosiris;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Supervisor;
import io.tupelo.actor.test.Faults;
import io.tupelo.actor.test.Probe;
import io.tupelo.actor.test.SimulatedDispatcher;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.examples.gosiris.Calculator.Operation;
import io.tupelo.examples.stage.Printed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GoSirisTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Random random = Seed.random("GoSirisTest");
    private final List<ActorHost.DeadLetter> dead = new ArrayList<>();
    private final ActorHost host = ActorHost.open(new SimulatedDispatcher(random.nextLong()), dead::add);
    private final Probe<Long> results = Probe.on(host);
    private final Faults faults = new Faults(random.nextLong());
    private final ActorSpec<Operation> spec = faults.in(Calculator.spec());

    @Test
    void showsWhatItSays() throws Exception {
        assertThat(Printed.by(() -> GoSiris.main(new String[0])))
                .containsExactly(
                        "7 times 6: 42",
                        "asked while it is off: Optional[Because[term=off]]",
                        "on again, and nothing was added: 42",
                        "what waited behind a division by zero is done anew: 5",
                        "who watches was told of the failure: true",
                        "closed: Normal[]");
    }

    private ActorRef<Operation> addOneToTen(int restarts) {
        ActorRef<Supervisor.Command> parent = host.spawn(GoSiris.parent(spec, restarts).actor());
        results.watch(parent);
        ActorRef<Operation> calculator = host.find(spec).orElseThrow();
        for (int number = 1; number <= 10; number++) {
            calculator.tell(new Operation.Add(number));
        }
        calculator.tell(new Operation.Result(results.ref()));
        if (restarts < 2) {
            assertThat(results.expectDown(parent, SECOND)).isEqualTo(ExitReason.SHUTDOWN);
        }
        return calculator;
    }

    @Test
    void whatComesAfterACrashIsAddedToNothing() {
        faults.crashAt(4).crashAt(8);
        addOneToTen(2);
        results.expect(9L + 10, SECOND);
        assertThat(host.find(spec)).isPresent();
        assertThat(dead).isEmpty();
    }

    @Test
    void oneCrashTooManyEndsItsParentAndWhatWaitsIsDead() {
        faults.crashAt(4).crashAt(8);
        ActorRef<Operation> calculator = addOneToTen(1);
        results.expectNothing(SECOND);
        assertThat(host.find(spec)).isEmpty();
        assertThat(dead)
                .extracting(ActorHost.DeadLetter::message)
                .containsExactly(new Operation.Add(9), new Operation.Add(10), new Operation.Result(results.ref()));
        assertThat(dead).allMatch(letter -> letter.to().equals(calculator));
    }

    @Test
    void whoWasClosedStaysSo() {
        ActorRef<Operation> calculator = addOneToTen(2);
        results.expect(55L, SECOND);
        results.watch(calculator);
        calculator.tell(new Operation.Close());
        assertThat(results.expectDown(calculator, SECOND)).isEqualTo(ExitReason.NORMAL);
        results.expectNothing(SECOND);
        assertThat(host.find(spec)).isEmpty();
    }
}
