package io.tupelo.actor.otp;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a callback of an [EventHandler] returns. Immutable.
///
/// @param <E> the events
/// @param reply what is answered to a call; null if none was made
/// @param next what becomes of the handler
public record Handled<E>(@Nullable Object reply, Next<E> next) {
    /// What becomes of the handler.
    ///
    /// @param <E> the events
    public sealed interface Next<E> {
        /// It stays.
        record Stay<E>() implements Next<E> {}

        /// It is removed.
        record Remove<E>() implements Next<E> {}

        /// Another takes its place.
        record Swap<E>(@Nullable Object args, Object id, EventHandler<E> handler) implements Next<E> {}
    }

    /// Checks that it is said what comes next.
    public Handled {
        Objects.requireNonNull(next, "next");
    }

    /// Goes on: `{ok, State}`.
    public static <E> Handled<E> ok() {
        return new Handled<>(null, new Next.Stay<>());
    }

    /// Answers a call, and goes on: `{ok, Reply, State}`.
    public static <E> Handled<E> reply(Object reply) {
        return new Handled<>(Objects.requireNonNull(reply, "a reply"), new Next.Stay<>());
    }

    /// Returns this, and the handler is removed: `remove_handler`.
    public Handled<E> andRemove() {
        return new Handled<>(reply, new Next.Remove<>());
    }

    /// Returns this, and another handler takes the place of this one, and its owner: `swap_handler`.
    ///
    /// @param args what the [EventHandler#terminate] of this one gets; what that returns, the other one gets
    public Handled<E> andSwap(@Nullable Object args, Object id, EventHandler<E> handler) {
        return new Handled<>(reply, new Next.Swap<>(args, id, handler));
    }
}
