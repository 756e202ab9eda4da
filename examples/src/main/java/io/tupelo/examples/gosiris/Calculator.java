package io.tupelo.examples.gosiris;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;

/// A calculator that reacts to each operation, and becomes another one while it is off.
final class Calculator implements Behavior<Calculator.Operation> {
    private long number;

    /// What it reacts to.
    sealed interface Operation {
        /// Adds.
        record Add(long number) implements Operation {}

        /// Multiplies.
        record Multiply(long by) implements Operation {}

        /// Divides; by zero, it ends by what it throws.
        record Divide(long by) implements Operation {}

        /// Looks.
        record Result(ActorRef<Long> replyTo) implements Operation {}

        /// Becomes one that refuses everything until it is on.
        record Off() implements Operation {}

        /// Becomes what it was.
        record On() implements Operation {}

        /// Ends it in good order.
        record Close() implements Operation {}
    }

    private Calculator() {}

    static ActorSpec<Operation> spec() {
        return ActorSpec.<Operation>of(_ -> new Calculator()).named("calculator");
    }

    @Override
    public Behavior<Operation> receive(Context<Operation> context, Operation operation) {
        switch (operation) {
            case Operation.Add(long more) -> number += more;
            case Operation.Multiply(long by) -> number *= by;
            case Operation.Divide(long by) -> number /= by;
            case Operation.Result(ActorRef<Long> replyTo) -> replyTo.tell(number);
            case Operation.Off() -> {
                return this::receiveOff;
            }
            case Operation.On() -> {}
            case Operation.Close() -> {
                return Behavior.stop();
            }
        }
        return this;
    }

    private Behavior<Operation> receiveOff(Context<Operation> context, Operation operation) {
        if (operation instanceof Operation.On) {
            return this;
        }
        context.refuse(new ExitReason.Because("off"));
        return this::receiveOff;
    }
}
