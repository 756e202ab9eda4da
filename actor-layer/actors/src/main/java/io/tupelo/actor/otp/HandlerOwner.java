package io.tupelo.actor.otp;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who supervises an [EventHandler]: it is linked to the manager, told when the handler ends, and takes the handler along when it ends
/// itself. Immutable.
///
/// @param actor who
/// @param told is called in the manager's turn
public record HandlerOwner(ActorRef<?> actor, Consumer<Exit> told) {
    /// A handler has ended: `{gen_event_EXIT, Handler, Reason}`.
    ///
    /// @param handler its id
    /// @param reason `normal` if it was deleted, or has removed itself; `shutdown` if the manager ends; [Swapped] if another has taken its
    ///     place; or how it has failed
    public record Exit(Object handler, ExitReason reason) {}

    /// The term of [ExitReason.Because] if another handler has taken the place: `{swapped, NewHandler, Pid}`.
    ///
    /// @param handler the id of the other one
    /// @param owner who supervises that; null if nobody does
    public record Swapped(Object handler, @Nullable ActorRef<?> owner) {}

    /// Returns the actor whose turn it is as an owner.
    ///
    /// @param message makes the message to it
    public static <N> HandlerOwner of(Context<N> context, Function<Exit, ? extends N> message) {
        ActorRef<N> self = context.self();
        return new HandlerOwner(self, exit -> self.tell(message.apply(exit)));
    }
}
