package io.tupelo.client;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// One thread for what is due at a time, for all sessions of this process: none of it may block.
final class Ticker {
    private static final ScheduledThreadPoolExecutor THREAD = thread();

    private Ticker() {}

    private static ScheduledThreadPoolExecutor thread() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("tupelo-client-ticker").factory());
        thread.setRemoveOnCancelPolicy(true);
        return thread;
    }

    static Future<?> after(long millis, Runnable action) {
        return THREAD.schedule(action, millis, TimeUnit.MILLISECONDS);
    }

    static Future<?> every(long millis, Runnable action) {
        return THREAD.scheduleWithFixedDelay(action, millis, millis, TimeUnit.MILLISECONDS);
    }
}
