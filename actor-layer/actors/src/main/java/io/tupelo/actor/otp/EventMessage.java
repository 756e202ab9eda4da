package io.tupelo.actor.otp;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ExitReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [GenEvent] may be sent: by [GenEventRef] from a thread that may wait, by [io.tupelo.actor.Context#ask] from an actor.
///
/// @param <E> the events
public sealed interface EventMessage<E> {
    /// An event.
    record Notify<E>(E event) implements EventMessage<E> {}

    /// An event; answered once every handler has handled it.
    record SyncNotify<E>(E event, ActorRef<Outcome> replyTo) implements EventMessage<E> {}

    /// Something else, for every handler.
    record Other<E>(Object info) implements EventMessage<E> {}

    /// Adds a handler, before the others.
    ///
    /// @param owner who supervises it; null for nobody
    record Add<E>(Object id, EventHandler<E> handler, @Nullable HandlerOwner owner, ActorRef<Outcome> replyTo)
            implements EventMessage<E> {}

    /// Ends a handler; answered by what its [EventHandler#terminate] returns.
    record Delete<E>(Object id, @Nullable Object args, ActorRef<Outcome> replyTo) implements EventMessage<E> {}

    /// Ends a handler, if it is there, and adds another one that gets what the first has returned.
    ///
    /// @param owner who supervises the other one; null for who has supervised the first
    record Swap<E>(
            Object id,
            @Nullable Object args,
            Object newId,
            EventHandler<E> handler,
            @Nullable HandlerOwner owner,
            ActorRef<Outcome> replyTo)
            implements EventMessage<E> {}

    /// A request to one handler.
    record Query<E>(Object id, Object request, ActorRef<Outcome> replyTo) implements EventMessage<E> {}

    /// Lists the ids of the handlers, in the order in which they are called.
    record Handlers<E>(ActorRef<List<Object>> replyTo) implements EventMessage<E> {}

    /// Ends the manager, for that reason.
    record Stop<E>(ExitReason reason, ActorRef<Outcome> replyTo) implements EventMessage<E> {}

    /// What became of it.
    sealed interface Outcome {
        /// It was done.
        ///
        /// @param value what was answered, if anything
        record Done(@Nullable Object value) implements Outcome {}

        /// It wasn't, or the handler has failed.
        ///
        /// @param error `module_not_found` or `bad_module` if there is no such handler, `error` if one has failed
        /// @param reason how it has failed; null if it hasn't
        record Refused(String error, @Nullable ExitReason reason) implements Outcome {}
    }
}
