package io.tupelo.client;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import java.util.concurrent.CompletableFuture;

/// The future of an answer. Cancelling it withdraws the wait, and it is cancelled once the server has said that it was in
/// time: an entry that was taken meanwhile is returned and not lost.
final class PendingAnswer extends CompletableFuture<Answer> {
    private final Runnable withdraw;
    private volatile boolean isWithdrawn;

    /// @param withdraw asks the server to end the wait
    PendingAnswer(java.util.function.Consumer<PendingAnswer> withdraw) {
        this.withdraw = () -> withdraw.accept(this);
    }

    /// Asks for the wait to end. The future completes when the server has answered.
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (isDone()) {
            return isCancelled();
        }
        isWithdrawn = true;
        withdraw.run();
        return true;
    }

    void arrived(Answer answer) {
        if (isWithdrawn && answer instanceof Answer.Failed failed && failed.code() == ErrorCode.CANCELLED) {
            super.cancel(false);
        } else {
            complete(answer);
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
