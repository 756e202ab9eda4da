package io.tupelo.space;

import io.tupelo.operation.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The future of what an answer means. Cancelling it withdraws the request, unless the answer is there already.
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

    /// Asks the source first: were this future cancelled before, an answer just arriving would get lost.
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return answer.cancel(mayInterruptIfRunning) && super.cancel(mayInterruptIfRunning);
    }
}
