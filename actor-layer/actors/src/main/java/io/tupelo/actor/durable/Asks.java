package io.tupelo.actor.durable;

import io.tupelo.actor.AskException;
import io.tupelo.actor.ExitReason;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.Objects;
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

    /// Returns an answer as a field of a tuple.
    ///
    /// @throws IllegalArgumentException if it can't be one
    static Object toField(Object answer) {
        Object field = answer instanceof Record record ? Tuple.of(record) : answer;
        return Objects.requireNonNull(Tuple.tuple(field).get(0));
    }

    /// Returns an answer again.
    ///
    /// @throws ClassCastException if it is of another type
    static Object fromField(@Nullable Object field, Class<?> type) {
        Object given = Objects.requireNonNull(field, "an answer");
        if (given instanceof Tuple tuple && type.isRecord()) {
            return tuple.as(type.asSubclass(Record.class));
        }
        if (given instanceof Long number && type == Integer.class) {
            return Math.toIntExact(number);
        }
        return type.cast(given);
    }
}
