package io.tupelo.actor.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs turns on a thread for each processor, those that block on virtual threads, and what is due on one more.
public final class ThreadDispatcher implements Dispatcher {
    private final WorkerPool workers;
    private final ScheduledThreadPoolExecutor timers;

    /// Starts the threads.
    ///
    /// @param name what they are called
    public ThreadDispatcher(String name) {
        workers = new WorkerPool(name, Runtime.getRuntime().availableProcessors());
        timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name + "-timers").factory());
        timers.setRemoveOnCancelPolicy(true);
    }

    /// Says whether this thread is one that runs turns that don't block.
    public static boolean isWorker() {
        return Thread.currentThread() instanceof WorkerPool.Worker;
    }

    @Override
    public void execute(Runnable turn, boolean blocking) {
        if (blocking) {
            var _ = Thread.startVirtualThread(turn);
        } else {
            workers.execute(turn);
        }
    }

    @Override
    public Future<?> after(Duration delay, Runnable action) {
        return timers.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
        return future.join();
    }

    @Override
    public List<Running> running() {
        return workers.running();
    }

    @Override
    public boolean isSpare() {
        return workers.isSpare();
    }

    @Override
    public void giveUp(Thread lost) {
        workers.replace(lost);
    }

    @Override
    public void close() {
        timers.shutdownNow();
        workers.close();
    }
}
