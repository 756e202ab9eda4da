package io.tupelo.examples.akka;

import static io.tupelo.examples.stage.Stage.say;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.client.SpaceClient;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A process that hosts carts until it is killed.
final class CartHost {
    /// What it prints when another one has the other half.
    static final String READY = "I host half of the shards";

    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final int HALF_OF_THE_SHARDS = 32;

    private CartHost() {}

    /// Runs it.
    ///
    /// @param arguments the address of the space, and the name of the host
    public static void main(String[] arguments) {
        String host = arguments[1];
        SpaceActors actors = SpaceActors.open(
                SpaceClient.connect(arguments[0]), ActorHost.open(), (actor, why) -> System.err.println(actor + ": " + why));
        actors.host(host, LEASE, Cart.type(host));
        while (actors.ownedShards() != HALF_OF_THE_SHARDS) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        say(READY);
        while (true) {
            LockSupport.park();
        }
    }
}
