package io.tupelo.examples.gosiris;

import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.AskException;
import io.tupelo.actor.ChildSpec;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.SupervisorSpec;
import io.tupelo.actor.SupervisorSpec.Strategy;
import io.tupelo.actor.test.Probe;
import io.tupelo.examples.gosiris.Calculator.Operation;
import io.tupelo.examples.stage.Stage;
import java.time.Duration;
import java.util.Optional;

/// gosiris in Tupelo: a calculator whose operations are types, and whose parent begins it anew when it fails.
public final class GoSiris {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private GoSiris() {}

    /// Returns the parent, which allows so many restarts within an hour. A calculator that was closed stays so.
    static SupervisorSpec parent(ActorSpec<Operation> calculator, int restarts) {
        return SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                .allowing(restarts, Duration.ofHours(1))
                .with(ChildSpec.of("calculator", calculator).restarting(ChildSpec.Restart.TRANSIENT));
    }

    /// Runs it, in this process.
    public static void main(String[] arguments) {
        Stage.needsNoAddress("gosiris", arguments);
        try (ActorHost host = ActorHost.open()) {
            ActorSpec<Operation> spec = Calculator.spec();
            host.spawn(parent(spec, 1).actor());
            ActorRef<Operation> calculator = host.find(spec).orElseThrow();
            calculates(calculator);
            Probe<Operation> watcher = Probe.on(host);
            fails(calculator, watcher);
            watcher.watch(calculator);
            calculator.tell(new Operation.Close());
            show("closed", ExitReason.NORMAL, watcher.expectDown(calculator, PATIENCE));
        }
    }

    private static void calculates(ActorRef<Operation> calculator) {
        calculator.tell(new Operation.Add(7));
        calculator.tell(new Operation.Multiply(6));
        show("7 times 6", 42L, calculator.ask(Operation.Result::new, PATIENCE));
        calculator.tell(new Operation.Off());
        calculator.tell(new Operation.Add(1));
        show("asked while it is off", Optional.of(new ExitReason.Because("off")), refusal(calculator));
        calculator.tell(new Operation.On());
        show("on again, and nothing was added", 42L, calculator.ask(Operation.Result::new, PATIENCE));
    }

    private static Optional<ExitReason> refusal(ActorRef<Operation> calculator) {
        try {
            calculator.<Long>ask(Operation.Result::new, PATIENCE);
            return Optional.empty();
        } catch (AskException refused) {
            return Optional.of(refused.reason());
        }
    }

    private static void fails(ActorRef<Operation> calculator, Probe<Operation> watcher) {
        watcher.watch(calculator);
        calculator.tell(new Operation.Divide(0));
        calculator.tell(new Operation.Add(5));
        show("what waited behind a division by zero is done anew", 5L, calculator.ask(Operation.Result::new, PATIENCE));
        boolean failed = watcher.expectDown(calculator, PATIENCE) instanceof ExitReason.Failed(ArithmeticException _);
        show("who watches was told of the failure", true, failed);
    }
}
