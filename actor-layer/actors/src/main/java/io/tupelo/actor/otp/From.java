package io.tupelo.actor.otp;

import io.tupelo.actor.ActorRef;

/// Who has called, and waits for an answer. May be kept, and answered later, by any thread.
public final class From {
    private final ActorRef<Object> replyTo;
    private final Class<?> replyType;

    From(ActorRef<Object> replyTo, Class<?> replyType) {
        this.replyTo = replyTo;
        this.replyType = replyType;
    }

    /// Answers. The first answer counts.
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
