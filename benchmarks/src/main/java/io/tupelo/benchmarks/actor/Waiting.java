package io.tupelo.benchmarks.actor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What a side waits for.
final class Waiting {
    private Waiting() {}

    static void await(CountDownLatch done) throws InterruptedException {
        if (!done.await(ActorSide.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("actors don't do what they are to do");
        }
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(ActorSide.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Does something on a virtual thread, and times it one by one.
    static void timed(int times, Histogram nanos, Runnable action) throws InterruptedException {
        Thread.startVirtualThread(() -> {
                    for (int i = 0; i < times; i++) {
                        long began = System.nanoTime();
                        action.run();
                        nanos.recordValue(System.nanoTime() - began);
                    }
                })
                .join();
        if (nanos.getTotalCount() < times) {
            throw new IllegalStateException("an actor doesn't answer");
        }
    }
}
