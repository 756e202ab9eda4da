package io.tupelo.benchmarks.client;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.benchmarks.actor.Counters;
import io.tupelo.client.SpaceClient;
import io.tupelo.space.Space;
import java.time.Duration;

/// Durable actors that a server of Tupelo hosts.
public final class TupeloCounters implements CounterClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Space space;
    private final SpaceActors actors;

    /// Connects.
    ///
    /// @param host who handles what isn't an answer; it may serve many connections
    public TupeloCounters(int port, ActorHost host) {
        space = SpaceClient.connect("tupelo://127.0.0.1:" + port);
        actors = SpaceActors.open(space, host, (actor, why) -> System.err.println(actor + ": " + why));
    }

    @Override
    public long add(String key) {
        return actors.ref(Counters.COUNTER, key).ask(new Counters.Add(1), PATIENCE);
    }

    @Override
    public void close() {
        actors.close();
        space.close();
    }
}
