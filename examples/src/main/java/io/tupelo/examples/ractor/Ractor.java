package io.tupelo.examples.ractor;

import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.test.Probe;
import io.tupelo.examples.ractor.Calculation.Outcome;
import io.tupelo.examples.ractor.Calculation.Product;
import io.tupelo.examples.ractor.Calculation.Quotient;
import io.tupelo.examples.stage.Stage;
import java.time.Duration;

/// ractor in Tupelo: a factory of calculating workers, which hears of those that fail, and replaces them.
public final class Ractor {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Ractor() {}

    /// Runs it, in this process.
    public static void main(String[] arguments) {
        Stage.needsNoAddress("ractor", arguments);
        try (ActorHost host = ActorHost.open()) {
            Probe<SupervisionEvent> events = Probe.on(host);
            ActorRef<Factory.Message> factory = host.spawn(Factory.spec(2, Worker.spec(), events.ref()));
            show("event", new SupervisionEvent.ActorStarted("worker-1"), events.expect(PATIENCE));
            show("event", new SupervisionEvent.ActorStarted("worker-2"), events.expect(PATIENCE));
            show("6 times 7", new Outcome.Value(42), calculate(factory, new Product(6, 7)));
            show("1 by 0", new Outcome.Failed("/ by zero"), calculate(factory, new Quotient(1, 0)));
            show("event", new SupervisionEvent.ActorFailed("worker-2", "/ by zero"), events.expect(PATIENCE));
            show("event", new SupervisionEvent.ActorStarted("worker-3"), events.expect(PATIENCE));
            for (long i = 1; i <= 4; i++) {
                show(i + " times " + i, new Outcome.Value(i * i), calculate(factory, new Product(i, i)));
            }
        }
    }

    private static Outcome calculate(ActorRef<Factory.Message> factory, Calculation calculation) {
        return factory.ask(replyTo -> new Factory.Message.Dispatch(calculation, replyTo), PATIENCE);
    }
}
