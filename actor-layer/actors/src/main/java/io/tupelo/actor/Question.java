package io.tupelo.actor;

/// A question among the messages.
final class Question extends Mailbox.Node {
    private final Reply<?> reply;

    Question(Object message, Reply<?> reply) {
        super(message);
        this.reply = reply;
    }

    /// Returns who waits for the answer.
    Reply<?> reply() {
        return reply;
    }

    @Override
    @SuppressWarnings("unchecked") // who asks for it knows
    <M> void sendTo(ActorRef<M> other) {
        other.question((M) message, reply);
    }
}
