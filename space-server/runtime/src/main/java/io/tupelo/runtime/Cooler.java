package io.tupelo.runtime;

import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.kernel.Kernel;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Keeps what a space has in memory within its budget, for who writes its checkpoints. Takes the space's lock, for short whiles.
final class Cooler {
    private static final long PAUSE_NANOS = 100_000;

    private final SpaceRuntime space;
    private final Store store;
    private final ColdPayloads payloads;

    Cooler(SpaceRuntime space, Store store, ColdPayloads payloads) {
        this.space = space;
        this.store = store;
        this.payloads = payloads;
    }

    /// Says whether more payload is in memory than is to stay there.
    boolean isOver() {
        return underLock(kernel -> kernel.residentBytes() > payloads.residentBytesMax());
    }

    /// Says whether nothing needs a checkpoint to be read from; lets go of the one that is in use then.
    boolean isWarm() {
        return underLock(kernel -> {
            boolean isWarm = kernel.coldBytes() == 0 && kernel.residentBytes() <= payloads.residentBytesMax();
            if (isWarm) {
                payloads.swap(null);
            }
            return isWarm;
        });
    }

    /// Has cold payloads read from a newer checkpoint from now on, which is taken over, and lets go of others until the rest is
    /// within the budget. Those who use the space get their turn in between.
    ///
    /// @param upTo the last command that the checkpoint has
    void cool(Checkpoint newer, long upTo) {
        boolean isTaken = underLock(kernel -> {
            payloads.swap(newer);
            kernel.beginCooling(upTo);
            return true;
        });
        if (!isTaken) {
            newer.close();
        }
        boolean more = isTaken;
        while (more) {
            more = underLock(Kernel::cool);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /// Asks the kernel something, unless the space was given up meanwhile; then the answer is no.
    @SuppressWarnings("ReferenceEquality") // a store is itself only
    private boolean underLock(Function<Kernel, Boolean> what) {
        ReentrantLock lock = space.lock();
        lock.lock();
        try {
            return space.store() == store && !space.isClosed() && what.apply(space.kernel());
        } finally {
            lock.unlock();
        }
    }
}
