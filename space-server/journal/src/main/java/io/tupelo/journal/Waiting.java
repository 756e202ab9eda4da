package io.tupelo.journal;

import java.util.concurrent.locks.LockSupport;

/// A thread that waits for what it appended to be on the disk, or for its turn to write for all.
final class Waiting {
    private enum State {
        WAITS,
        SERVED,
        LEADS
    }

    final long sequence;
    private final Thread thread = Thread.currentThread();
    private volatile State state = State.WAITS;

    /// One of this thread.
    Waiting(long sequence) {
        this.sequence = sequence;
    }

    /// Ends the waiting: what it waits for is on the disk, or never will be.
    void served() {
        state = State.SERVED;
        LockSupport.unpark(thread);
    }

    /// Ends the waiting: this thread is the one to write.
    void lead() {
        state = State.LEADS;
        LockSupport.unpark(thread);
    }

    /// Blocks until the waiting is over, whoever interrupts, and says whether this thread is to write.
    boolean await() {
        boolean interrupted = false;
        while (state == State.WAITS) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return state == State.LEADS;
    }
}
