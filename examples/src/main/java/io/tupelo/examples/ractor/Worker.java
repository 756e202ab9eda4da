package io.tupelo.examples.ractor;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;

/// Does one calculation after the other, until one fails.
final class Worker implements Behavior<Worker.Job> {
    /// One calculation, and where the number goes.
    record Job(Calculation calculation, ActorRef<Long> replyTo) {}

    private Worker() {}

    static ActorSpec<Job> spec() {
        return ActorSpec.always(new Worker());
    }

    @Override
    public Behavior<Job> receive(Context<Job> context, Job job) {
        job.replyTo().tell(switch (job.calculation()) {
            case Calculation.Product(long left, long right) -> left * right;
            // A virtual machine that has seen many says nothing more of them; the factory wants a reason.
            case Calculation.Quotient(_, long right) when right == 0 -> throw new ArithmeticException("/ by zero");
            case Calculation.Quotient(long left, long right) -> left / right;
        });
        return this;
    }
}
