package io.tupelo.actor;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Where one reply goes, to a thread that waits for it. What comes later is dropped.
final class ReplySlot<R> implements Reply<R> {
    private static final VarHandle OUTCOME = Mailbox.handle(ReplySlot.class, "outcome", Object.class);
    /// A hand-over to another thread takes about as long; where there is one processor, it is needed by that.
    private static final long SPIN_NANOS = Runtime.getRuntime().availableProcessors() > 1 ? 20_000 : 0;
    private static final int SPINS_BETWEEN_LOOKS = 64;

    private volatile @Nullable Object outcome;
    private volatile @Nullable Thread waiting;

    private record Failure(ExitReason reason) {}

    @Override
    public void tell(R message) {
        complete(Objects.requireNonNull(message, "a reply"));
    }

    @Override
    public void fail(ExitReason reason) {
        complete(new Failure(reason));
    }

    @Override
    public boolean isOpen() {
        return outcome == null;
    }

    private void complete(Object value) {
        if (OUTCOME.compareAndSet(this, null, value)) {
            Thread waiter = waiting;
            if (waiter != null) {
                LockSupport.unpark(waiter);
            }
        }
    }

    /// Waits for a reply that comes soon: looks again and again for a while, before it sleeps.
    R awaitSoon(Duration timeout) {
        long began = System.nanoTime();
        long end = began + Math.min(timeout.toNanos(), SPIN_NANOS);
        while (outcome == null && System.nanoTime() < end) {
            for (int i = 0; i < SPINS_BETWEEN_LOOKS && outcome == null; i++) {
                Thread.onSpinWait();
            }
        }
        return await(timeout.minusNanos(System.nanoTime() - began));
    }

    /// Waits for a reply that has a way to go.
    @SuppressWarnings("unchecked") // only replies are told
    R await(Duration timeout) {
        Object came = outcome;
        if (came == null) {
            came = sleep(timeout.toNanos());
        }
        if (came instanceof Failure(ExitReason reason)) {
            throw new AskException(reason, "no reply came: " + reason);
        }
        return (R) came;
    }

    private Object sleep(long nanos) {
        long began = System.nanoTime();
        waiting = Thread.currentThread();
        boolean interrupted = false;
        try {
            for (Object came = outcome; ; came = outcome) {
                if (came != null) {
                    return came;
                }
                long left = nanos - (System.nanoTime() - began);
                if (left <= 0 || interrupted) {
                    fail(interrupted ? new ExitReason.Because("interrupted") : new ExitReason.Because("timeout"));
                } else {
                    LockSupport.parkNanos(this, left);
                    interrupted = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String name() {
        return "reply";
    }
}
