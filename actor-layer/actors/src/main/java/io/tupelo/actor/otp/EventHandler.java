package io.tupelo.actor.otp;

import io.tupelo.actor.ExitReason;
import org.jspecify.annotations.Nullable;

/// Handles the events of a [GenEvent], in its turn. Its state is its fields. One that throws, or returns what it may not, is removed; the
/// others and the manager go on.
///
/// @param <E> the events
public interface EventHandler<E> {
    /// Why a handler ends.
    sealed interface Why {
        /// Somebody has deleted it, with these arguments.
        record Deleted(@Nullable Object args) implements Why {}

        /// It has removed itself: `remove_handler`.
        record Removed() implements Why {}

        /// Another takes its place; these are the arguments that come with that.
        record Swapped(@Nullable Object args) implements Why {}

        /// A callback has failed: `{error, Term}`.
        record Failed(ExitReason reason) implements Why {}

        /// The manager ends: `stop`.
        record Stopped() implements Why {}

        /// Its owner has ended: `{stop, Reason}`.
        record OwnerEnded(ExitReason reason) implements Why {}
    }

    /// Begins. If this throws, the handler isn't added.
    ///
    /// @param handover what the [#terminate] of the handler has returned whose place this one takes; null if there was none
    default void init(@Nullable Object handover) throws Exception {}

    /// Handles an event.
    Handled<E> handleEvent(E event) throws Exception;

    /// Handles a request to this handler; what it returns has a reply.
    default Handled<E> handleCall(Object request) throws Exception {
        throw new UnsupportedOperationException("no call is answered here: " + request);
    }

    /// Handles what else the manager is sent. Exits of actors that it is linked to come as their [io.tupelo.actor.Signal].
    default Handled<E> handleInfo(Object info) throws Exception {
        return Handled.ok();
    }

    /// Is told that it ends.
    ///
    /// @return what whoever has deleted it is told, or the handler that takes its place
    default @Nullable Object terminate(Why why) throws Exception {
        return null;
    }
}
