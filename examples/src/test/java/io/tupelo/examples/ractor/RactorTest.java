package io.tupelo.examples.ractor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.test.Faults;
import io.tupelo.actor.test.Probe;
import io.tupelo.actor.test.SimulatedDispatcher;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.examples.ractor.Calculation.Outcome;
import io.tupelo.examples.ractor.SupervisionEvent.ActorFailed;
import io.tupelo.examples.ractor.SupervisionEvent.ActorStarted;
import io.tupelo.examples.stage.Printed;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RactorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int WORKERS = 4;
    private static final int JOBS = 100;

    private final Random random = Seed.random("RactorTest");
    private final SimulatedDispatcher time = new SimulatedDispatcher(random.nextLong());
    private final ActorHost host = ActorHost.open(time, _ -> {});
    private final Probe<SupervisionEvent> events = Probe.on(host);
    private final Probe<Outcome> outcomes = Probe.on(host);
    private final Faults faults = new Faults(random.nextLong());

    @Test
    void showsWhatItSays() throws Exception {
        assertThat(Printed.by(() -> Ractor.main(new String[0])))
                .contains(
                        "1 by 0: Failed[why=/ by zero]",
                        "event: ActorFailed[worker=worker-2, why=/ by zero]",
                        "event: ActorStarted[worker=worker-3]",
                        "4 times 4: Value[number=16]");
    }

    private ActorRef<Factory.Message> dispatch() {
        ActorRef<Factory.Message> factory = host.spawn(Factory.spec(WORKERS, faults.in(Worker.spec()), events.ref()));
        for (long job = 1; job <= JOBS; job++) {
            Calculation calculation = job == 7 ? new Calculation.Quotient(1, 0) : new Calculation.Product(job, job);
            factory.tell(new Factory.Message.Dispatch(calculation, outcomes.ref()));
        }
        return factory;
    }

    private static List<Long> numbers(List<Outcome> all) {
        return all.stream()
                .filter(Outcome.Value.class::isInstance)
                .map(outcome -> ((Outcome.Value) outcome).number())
                .toList();
    }

    @Test
    void workersThatFailAreReplacedAndTheJobsBehindThemDone() {
        faults.crashAt(50).crashAt(51).crashAt(JOBS);
        dispatch();
        List<Outcome> all = outcomes.collect(SECOND);
        assertThat(all).hasSize(JOBS);
        assertThat(numbers(all)).doesNotHaveDuplicates().hasSize(JOBS - 4).doesNotContain(49L);
        List<SupervisionEvent> happened = events.collect(SECOND);
        assertThat(happened).filteredOn(ActorStarted.class::isInstance).hasSize(WORKERS + 4);
        assertThat(happened)
                .filteredOn(ActorFailed.class::isInstance)
                .extracting(event -> ((ActorFailed) event).why())
                .containsExactlyInAnyOrder(
                        "/ by zero", "made to crash at message 50", "made to crash at message 51", "made to crash at message 100");
    }

    @Test
    void aWorkerThatHangsIsKilledAndReplaced() {
        faults.dropAt(20);
        ActorRef<Factory.Message> factory = dispatch();
        assertThat(numbers(outcomes.collect(Factory.LIMIT.minus(SECOND)))).hasSize(JOBS - 2);
        outcomes.expect(new Outcome.Failed("timeout"), SECOND.plusSeconds(1));
        assertThat(events.collect(SECOND)).contains(new ActorStarted("worker-" + (WORKERS + 2))).hasSize(WORKERS + 4);
        factory.tell(new Factory.Message.Dispatch(new Calculation.Product(2, 3), outcomes.ref()));
        outcomes.expect(new Outcome.Value(6), SECOND);
    }
}
