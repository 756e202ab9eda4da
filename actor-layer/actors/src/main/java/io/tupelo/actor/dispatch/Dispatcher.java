package io.tupelo.actor.dispatch;

import java.time.Duration;
import java.util.List;
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

    /// A turn that a thread runs.
    ///
    /// @param number tells it from the thread's other turns
    record Running(Thread thread, Runnable turn, long number) {}

    /// Returns the turns that run just now, about, but those that may wait for others. This one knows of none.
    default List<Running> running() {
        return List.of();
    }

    /// Says whether this thread, which runs a turn, may wait for something short, about: others run what comes meanwhile. This one says no.
    default boolean isSpare() {
        return false;
    }

    /// Does without a thread that doesn't come back from its turn: others run what it would have. This one does nothing.
    default void giveUp(Thread lost) {}

    /// Runs nothing any more.
    @Override
    void close();
}
