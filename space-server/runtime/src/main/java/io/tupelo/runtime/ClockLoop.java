package io.tupelo.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/// Waits for what is due in a space, and lets it happen. Owns a thread.
final class ClockLoop {
    private final SpaceRuntime space;
    private final Condition set;
    private long sleepsUntil = Long.MAX_VALUE;

    ClockLoop(SpaceRuntime space) {
        this.space = space;
        set = space.lock().newCondition();
    }

    void start() {
        Thread.ofPlatform().daemon().name("tupelo-clock-" + space.name()).start(this::run);
    }

    /// Something is due then. Under the space's lock.
    void dueAt(long millis) {
        if (millis < sleepsUntil) {
            set.signal();
        }
    }

    /// Something else has changed. Under the space's lock.
    void wake() {
        set.signal();
    }

    private void run() {
        space.lock().lock();
        try {
            while (!space.isClosed()) {
                sleepUntil(space.tick());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            space.lock().unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops, and looks what is due each time
    private void sleepUntil(long due) throws InterruptedException {
        long left = due - space.now();
        if (space.isClosed() || left <= 0) {
            return;
        }
        sleepsUntil = due;
        if (due == Long.MAX_VALUE) {
            set.await();
        } else {
            var _ = set.await(left, TimeUnit.MILLISECONDS);
        }
        sleepsUntil = 0;
    }
}
