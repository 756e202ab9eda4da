package io.tupelo.benchmarks.remote;

import io.tupelo.actor.ActorRef;

/// What the actor in the other process accepts.
public sealed interface TupeloMessage {
    /// From now on it tells `sender` each time it has received [RemoteSide#ACKNOWLEDGED] items.
    record Begin(ActorRef<Received> sender) implements TupeloMessage {}

    /// Something that is told.
    record Item(String payload) implements TupeloMessage {}

    /// Something that is asked: it answers with the same.
    record Ask(String payload, ActorRef<String> replyTo) implements TupeloMessage {}

    /// So many items were received.
    record Received(int items) {}
}
