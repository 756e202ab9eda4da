package io.tupelo.actor.durable;

import io.tupelo.actor.AskException;
import io.tupelo.actor.ExitReason;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Wait;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// What questions and their answers have in common.
final class Asks {
    /// How long one waits for an answer, if nothing is said.
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Asks() {}

    static <R> R join(CompletableFuture<R> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AskException why) {
                throw new AskException(why.reason(), String.valueOf(why.getMessage()));
            }
            throw failed;
        }
    }

    static AskException failed(String actor, String why) {
        return new AskException(new ExitReason.Because(why), "no answer of " + actor + ": " + why);
    }

    /// Asks by mail: in the order of what is sent over this space. Cancelling what is returned ends the wait.
    ///
    /// @return completes with `("reply", value)` or `("failed", why)`
    static CompletableFuture<Tuple> byMail(Space space, String actor, Tuple message) {
        String replyTo = UUID.randomUUID().toString();
        CompletableFuture<Tuple> answer = new CompletableFuture<>();
        var _ = space.container(Names.MAIL)
                .writeAllAsync(List.of(Names.mail(actor, message, replyTo)))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    }
                });
        CompletableFuture<Outcome> reply = space.container(Names.REPLIES).takeAsync(Coordinators.key(replyTo), Wait.FOREVER);
        var _ = reply.whenComplete((outcome, failure) -> {
            if (outcome != null && outcome.isFound()) {
                answer.complete(outcome.orElseThrow().tuple());
            } else {
                answer.completeExceptionally(failure != null ? failure : failed(actor, "the wait ended: " + outcome));
            }
        });
        var _ = answer.whenComplete((_, _) -> reply.cancel(false));
        return answer;
    }

    /// Returns what a question came to, as an entry of [Names#REPLIES] says it.
    static Tuple toReply(@Nullable Object answer, @Nullable Throwable failure) {
        if (answer != null) {
            return Tuple.tuple("reply", Messages.toField(answer));
        }
        if (failure instanceof AskException told && told.reason() instanceof ExitReason.Because(Object why)) {
            return Tuple.tuple("failed", String.valueOf(why));
        }
        return Tuple.tuple("failed", String.valueOf(failure));
    }
}
