package io.tupelo.actor.names;

import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Reply;
import io.tupelo.actor.durable.Messages;
import io.tupelo.tuple.Tuple;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where the answer to a question goes that has come by post.
final class Answering implements Reply<Object> {
    private final SpaceNames names;
    private final long process;
    private final long number;
    private final AtomicBoolean done = new AtomicBoolean();
    /// When nobody looks after it any more.
    private final long deadline;

    /// @param process the number of the process that asks
    /// @param number that of its question
    Answering(SpaceNames names, long process, long number) {
        this.names = names;
        this.process = process;
        this.number = number;
        this.deadline = names.nanos() + Registry.POST_LEASE.toNanos();
    }

    /// Sends the answer.
    ///
    /// @throws IllegalArgumentException if it can't be written to a space
    @Override
    public void tell(Object answer) {
        Tuple letter = Tuple.tuple(number, "reply", Messages.toField(answer));
        if (done.compareAndSet(false, true)) {
            names.answer(process, letter);
        }
    }

    @Override
    public void fail(ExitReason reason) {
        if (done.compareAndSet(false, true)) {
            Object why = reason instanceof ExitReason.Because(Object told) ? told : reason;
            names.answer(process, Tuple.tuple(number, "failed", why.toString()));
        }
    }

    @Override
    public boolean isOpen() {
        return !done.get() && names.nanos() < deadline;
    }

    @Override
    public String name() {
        return "reply to process " + process;
    }
}
