package io.tupelo.benchmarks.remote;

import org.apache.pekko.actor.typed.ActorRef;

/// What actors of Pekko's tell each other across processes.
public sealed interface PekkoMessage {
    /// From now on the actor tells `sender` each time it has received [RemoteSide#ACKNOWLEDGED] items.
    record Begin(ActorRef<PekkoMessage> sender) implements PekkoMessage {}

    /// Something that is told.
    record Item(String payload) implements PekkoMessage {}

    /// Something that is asked: it answers with an item.
    record Ask(String payload, ActorRef<PekkoMessage> replyTo) implements PekkoMessage {}

    /// So many items were received.
    record Received(int items) implements PekkoMessage {}
}
