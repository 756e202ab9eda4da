package io.tupelo.actor.durable;

import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Receipt;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Asks actors by the [AskProcedure] of the node. Thread-safe.
final class NodeAsks {
    private final Space space;
    /// The node as it was started last; null if it has no such procedure any more.
    private volatile @Nullable String incarnation;

    private NodeAsks(Space space, String incarnation) {
        this.space = space;
        this.incarnation = incarnation;
    }

    /// Returns the way to ask the node; null if it hosts no actors.
    static @Nullable NodeAsks find(Space space) {
        try {
            return new NodeAsks(space, space.execute(AskProcedure.NAME, AskProcedure.WHO).string(1));
        } catch (SpaceException failed) {
            if (failed.code() == ErrorCode.UNKNOWN_PROCEDURE) {
                return null;
            }
            throw failed;
        }
    }

    /// Says whether the node has hosted actors when it was heard of last.
    boolean isThere() {
        return incarnation != null;
    }

    /// Asks. If the node is restarted meanwhile, the question fails: whether it was carried out isn't known, and it isn't carried out anew.
    CompletableFuture<Tuple> ask(String actor, Tuple message, @Nullable Receipt after, Duration timeout) {
        String meant = incarnation;
        if (meant == null) {
            return Asks.byMail(space, actor, message);
        }
        CompletableFuture<Tuple> answer = new CompletableFuture<>();
        var _ = space.executeAsync(AskProcedure.NAME, AskProcedure.arguments(meant, actor, message, after, timeout))
                .whenComplete((reply, failure) -> {
                    if (reply == null) {
                        failed(actor, failure, answer);
                    } else if (reply.string(0).equals("restarted")) {
                        incarnation = reply.string(1);
                        answer.completeExceptionally(Asks.failed(actor, "the node was restarted"));
                    } else {
                        answer.complete(reply);
                    }
                });
        return answer;
    }

    private void failed(String actor, @Nullable Throwable failure, CompletableFuture<Tuple> answer) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof SpaceException unknown && unknown.code() == ErrorCode.UNKNOWN_PROCEDURE) {
            // It was there when the question was sent the first time.
            incarnation = null;
            answer.completeExceptionally(Asks.failed(actor, "the node was restarted, and hosts no actors any more"));
        } else {
            answer.completeExceptionally(Asks.failed(actor, "the node could not be asked: " + cause));
        }
    }
}
