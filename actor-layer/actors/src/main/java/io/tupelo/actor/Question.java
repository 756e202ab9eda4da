package io.tupelo.actor;

/// A question among the messages of an actor.
final class Question extends Mailbox.Node {
    final Reply reply;

    Question(Object message, Reply reply) {
        super(message);
        this.reply = reply;
    }
}
