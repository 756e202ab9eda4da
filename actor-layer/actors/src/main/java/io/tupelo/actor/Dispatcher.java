package io.tupelo.actor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// Who runs the turns of actors, and knows the time: threads and a clock, or a test.
public interface Dispatcher extends AutoCloseable {
    /// Runs a turn, once, some time.
    ///
    /// @param blocking whether it may wait for others
    void execute(Runnable turn, boolean blocking);

    /// Does something later. It is short, and doesn't wait.
    Future<?> after(Duration delay, Runnable action);

    /// Returns a time that only passes, in nanoseconds.
    long nanos();

    /// Waits for something that turns bring about.
    <T> T await(CompletableFuture<T> future);

    /// Runs nothing any more.
    @Override
    void close();
}
