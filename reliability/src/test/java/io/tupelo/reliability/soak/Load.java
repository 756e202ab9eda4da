package io.tupelo.reliability.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Threads at work: at first as fast as they come, then each at 70 % of what it has reached.
final class Load {
    private static final double SHARE = 0.7;
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final long peakNanos;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean hurrying;
    private volatile boolean ending;

    /// Makes one without threads.
    ///
    /// @param peak how long they don't hold back
    Load(Duration peak) {
        peakNanos = peak.toNanos();
    }

    /// Starts a thread that does steps, and then something to end with.
    @SuppressWarnings("CatchingUnchecked") // whatever it is, it is reported
    void add(String name, Runnable step, Runnable end) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                work(step);
                end.run();
            } catch (Exception | AssertionError failed) {
                failure.compareAndSet(null, failed);
            }
        }));
    }

    private void work(Runnable step) {
        long begin = System.nanoTime();
        long done = 0;
        while (!ending && System.nanoTime() - begin < peakNanos) {
            step.run();
            done++;
        }
        long intervalNanos = (long) ((System.nanoTime() - begin) / (SHARE * Math.max(1, done)));
        steps.addAndGet(done);
        long next = System.nanoTime();
        while (!ending) {
            step.run();
            steps.incrementAndGet();
            // Who is late doesn't hurry afterwards.
            next = Math.max(next + intervalNanos, System.nanoTime());
            for (long left = next - System.nanoTime(); left > 0 && !hurrying && !ending; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /// Lets them hold back no more.
    void hurry() {
        hurrying = true;
    }

    /// Returns how many steps were done.
    long steps() {
        return steps.get();
    }

    /// Throws what a thread has failed with.
    void check() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("a client failed: " + failed, failed);
        }
    }

    /// Lets all come to their end, and waits for it.
    void end() throws InterruptedException {
        ending = true;
        for (Thread thread : threads) {
            if (!thread.join(DEADLINE)) {
                throw new AssertionError(thread.getName() + " hangs at " + List.of(thread.getStackTrace()));
            }
        }
        check();
    }
}
