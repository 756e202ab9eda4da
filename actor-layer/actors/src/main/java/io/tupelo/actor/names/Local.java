package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.durable.Messages;
import io.tupelo.tuple.Tuple;

/// An actor of this process that has an address.
record Local<M>(Class<M> messages, ActorRef<M> actor) {
    /// Puts what came by mail into the mailbox.
    void deliver(Tuple message) {
        actor.tell(Messages.of(messages).decode(message));
    }

    /// Says whether it is that actor.
    @SuppressWarnings("ReferenceEquality") // an actor is itself only
    boolean is(ActorRef<?> other) {
        return actor == other;
    }
}
