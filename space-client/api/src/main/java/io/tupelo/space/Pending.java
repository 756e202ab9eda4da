package io.tupelo.space;

import io.tupelo.operation.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The future of what an answer means. Cancelling it withdraws the request; if that comes too late, it completes with the
/// answer.
final class Pending<T> extends CompletableFuture<T> {
    private final CompletableFuture<Answer> answer;

    private Pending(CompletableFuture<Answer> answer) {
        this.answer = answer;
    }

    static <T> Pending<T> of(CompletableFuture<Answer> answer, Function<Answer, T> meaning) {
        Pending<T> pending = new Pending<>(answer);
        var _ = answer.whenComplete((given, failure) -> {
            if (failure != null) {
                pending.completeExceptionally(failure);
                return;
            }
            try {
                pending.complete(meaning.apply(given));
            } catch (RuntimeException failed) {
                pending.completeExceptionally(failed);
            }
        });
        return pending;
    }

    /// Asks the source, and does what becomes of that: were this future cancelled at once, an entry that was taken meanwhile
    /// would be lost.
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return answer.cancel(mayInterruptIfRunning);
    }
}
