package io.tupelo.actor.durable;

import io.tupelo.actor.ActorHost;
import io.tupelo.space.Space;
import java.time.Duration;

/// What the actors in this process need of it.
interface Hosting {
    Space space();

    /// Returns where turns are run.
    ActorHost actors();

    void later(Duration delay, Runnable action);

    <N> VirtualRef<N> ref(ActorType<N, ?> type, String key);

    /// The host has lost a shard.
    void lost(Shard shard);

    /// Something has gone wrong with an actor.
    void failed(String actor, String why);
}
