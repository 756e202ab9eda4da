package io.tupelo.actor.durable;

import io.tupelo.operation.Receipt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A question to an actor that lives in this process. It may be passed on several times, and is handled once.
final class Question {
    /// What is asked; or the tuple of that, if it comes from elsewhere.
    final Object message;
    /// What its asker has sent before, which comes first; null for nothing.
    final @Nullable Receipt after;
    final CompletableFuture<Object> answer = new CompletableFuture<>();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Runnable otherwise;

    /// @param otherwise sends it on if the actor has moved to another host
    Question(Object message, @Nullable Receipt after, Runnable otherwise) {
        this.otherwise = otherwise;
        this.message = message;
        this.after = after;
    }

    /// Says whether nobody has taken it before; from then on somebody has.
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /// The actor isn't here any more: sends it to where it is, unless somebody has taken it.
    void pass() {
        if (take()) {
            passOn();
        }
    }

    /// Whoever has taken it could do nothing about it: sends it to where the actor is.
    void passOn() {
        otherwise.run();
    }

    /// Says whether all that comes first is known by then.
    boolean mayFollow(Receipt seen) {
        return after == null
                || after.epoch() < seen.epoch()
                || (after.epoch() == seen.epoch() && after.sequence() <= seen.sequence());
    }
}
