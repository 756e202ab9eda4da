package io.tupelo.actor.otp;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.AskException;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.otp.EventMessage.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where to reach a [GenEvent]. Thread-safe. All that waits is for a thread that may, and at most 5 seconds; it throws an [AskException] if
/// no answer came in time, the manager doesn't exist, or it ended.
///
/// @param <E> the events
/// @param actor the actor
public record GenEventRef<E>(ActorRef<EventMessage<E>> actor) {
    /// Sends an event, and doesn't wait: `notify`. Never fails.
    public void notify(E event) {
        actor.tell(new EventMessage.Notify<>(event));
    }

    /// Sends an event, and waits until every handler has handled it: `sync_notify`.
    ///
    /// @throws AskException as above
    public void syncNotify(E event) {
        var _ = ask(replyTo -> new EventMessage.SyncNotify<>(event, replyTo));
    }

    /// Sends something else to every handler.
    public void info(Object info) {
        actor.tell(new EventMessage.Other<>(info));
    }

    /// Adds a handler: `add_handler`.
    ///
    /// @throws HandlerException if it can't begin
    public void add(Object id, EventHandler<E> handler) {
        var _ = ask(replyTo -> new EventMessage.Add<>(id, handler, null, replyTo));
    }

    /// Adds a handler that is supervised: `add_sup_handler`.
    ///
    /// @throws HandlerException if it can't begin; the owner stays linked to the manager, as in OTP
    public void addSupervised(HandlerOwner owner, Object id, EventHandler<E> handler) {
        var _ = ask(replyTo -> new EventMessage.Add<>(id, handler, owner, replyTo));
    }

    /// Ends a handler: `delete_handler`.
    ///
    /// @return what its [EventHandler#terminate] has returned
    /// @throws HandlerException if there is none: `module_not_found`
    public Optional<Object> delete(Object id, @Nullable Object args) {
        return ask(replyTo -> new EventMessage.Delete<>(id, args, replyTo));
    }

    /// Puts a handler in the place of another, which needn't be there: `swap_handler`. It has the same owner.
    ///
    /// @param args what the [EventHandler#terminate] of the first one gets
    /// @throws HandlerException if the new one can't begin; the first one has ended then
    public void swap(Object id, @Nullable Object args, Object newId, EventHandler<E> handler) {
        var _ = ask(replyTo -> new EventMessage.Swap<>(id, args, newId, handler, null, replyTo));
    }

    /// As [#swap], for one that is supervised: `swap_sup_handler`.
    ///
    /// @throws HandlerException as [#swap]
    public void swapSupervised(
            HandlerOwner owner, Object id, @Nullable Object args, Object newId, EventHandler<E> handler) {
        var _ = ask(replyTo -> new EventMessage.Swap<>(id, args, newId, handler, owner, replyTo));
    }

    /// Asks one handler: `call`.
    ///
    /// @throws HandlerException if there is none (`bad_module`), or it has failed
    /// @throws IllegalStateException if its answer isn't of the type that the call asks for
    @SuppressWarnings("unchecked") // checked by its type
    public <R> R call(Object id, Call<R> request) {
        Object reply = ask(replyTo -> new EventMessage.Query<>(id, request, replyTo)).orElseThrow();
        Class<?> type = ReplyTypes.of(request);
        if (!type.isInstance(reply)) {
            throw new IllegalStateException("the call is answered by a " + type.getName() + ", not a " + reply.getClass().getName());
        }
        return (R) reply;
    }

    /// Returns the ids of the handlers, in the order in which they are called: `which_handlers`.
    public List<Object> handlers() {
        return actor.<List<Object>>ask(EventMessage.Handlers::new, ServerRef.CALL_TIMEOUT);
    }

    /// Ends the manager, and waits until its handlers have ended: `stop`.
    public void stop() {
        var _ = ask(replyTo -> new EventMessage.Stop<>(ExitReason.NORMAL, replyTo));
    }

    private Optional<Object> ask(Function<ActorRef<Outcome>, EventMessage<E>> question) {
        Duration timeout = ServerRef.CALL_TIMEOUT;
        return switch (actor.<Outcome>ask(question, timeout)) {
            case Outcome.Done(@Nullable Object value) -> Optional.ofNullable(value);
            case Outcome.Refused refused -> throw new HandlerException(refused);
        };
    }
}
