package io.tupelo.actor.otp;

import io.tupelo.actor.ActorRef;

/// Who has called, and waits for an answer. May be kept, given to others, and answered later, by any actor or thread. Compared by
/// identity.
public final class From {
    private final ActorRef<Object> replyTo;
    private final Class<?> replyType;

    From(ActorRef<Object> replyTo, Class<?> replyType) {
        this.replyTo = replyTo;
        this.replyType = replyType;
    }

    /// Answers: `gen_server:reply/2`. The first answer counts. One that comes after the caller has given up is dropped, and never gets
    /// into its mailbox.
    ///
    /// @throws IllegalArgumentException if the answer isn't of the type that the call asks for
    public void reply(Object reply) {
        if (!replyType.isInstance(reply)) {
            throw new IllegalArgumentException(
                    "the call is answered by a " + replyType.getName() + ", not a " + reply.getClass().getName());
        }
        replyTo.tell(reply);
    }
}
