package io.tupelo.reliability.history;

import io.tupelo.operation.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Finds out, without a clock, when nothing can happen any more: each client has finished or waits without end, and no
/// answer is on its way. Thread-safe.
final class Stillness {
    private static final CompletableFuture<Answer> NEVER = new CompletableFuture<>();

    private final Runnable roundTrips;
    /// What each client waits for; null for one that moves.
    private final AtomicReferenceArray<@Nullable CompletableFuture<Answer>> awaited;
    private final AtomicInteger moving;
    /// How often anyone has come to rest or woken.
    private final AtomicLong changes = new AtomicLong();
    private final CompletableFuture<Answer> reached = new CompletableFuture<>();

    /// @param roundTrips returns once all answers that were given have arrived
    Stillness(int clients, Runnable roundTrips) {
        this.roundTrips = roundTrips;
        this.awaited = new AtomicReferenceArray<>(clients);
        this.moving = new AtomicInteger(clients);
    }

    boolean isReached() {
        return reached.isDone();
    }

    /// Waits for an answer, and returns null if none can come.
    @Nullable Answer await(int client, CompletableFuture<Answer> future) {
        rest(client, future);
        CompletableFuture.anyOf(future, reached).join();
        changes.incrementAndGet();
        awaited.set(client, null);
        moving.incrementAndGet();
        return future.isDone() ? future.join() : null;
    }

    /// A client has finished.
    void leave(int client) {
        rest(client, NEVER);
    }

    /// A client has failed: nobody is to wait for what it would have done.
    void fail(Throwable failed) {
        reached.completeExceptionally(failed);
    }

    /// The last one to rest looks whether anyone will wake.
    private void rest(int client, CompletableFuture<Answer> future) {
        awaited.set(client, future);
        changes.incrementAndGet();
        if (moving.decrementAndGet() > 0) {
            return;
        }
        long before = changes.get();
        roundTrips.run();
        for (int i = 0; i < awaited.length(); i++) {
            CompletableFuture<Answer> other = awaited.get(i);
            if (other == null || other.isDone()) {
                return;
            }
        }
        if (changes.get() == before) {
            reached.complete(null);
        }
    }
}
