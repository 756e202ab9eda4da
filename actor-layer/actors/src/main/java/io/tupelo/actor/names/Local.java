package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.durable.Messages;

/// An actor of this process that has an address.
record Local<M>(Class<M> messages, ActorRef<M> actor) {
    /// Puts what came by mail into the mailbox.
    void deliver(Incoming letter, References references) {
        M message = Messages.of(messages).decode(letter.message(), references);
        Answering answering = letter.answering();
        if (answering == null) {
            actor.tell(message);
        } else {
            actor.question(message, answering);
        }
    }
}
