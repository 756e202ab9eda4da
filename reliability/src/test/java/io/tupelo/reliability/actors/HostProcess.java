package io.tupelo.reliability.actors;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.reliability.crash.ServerProcess;
import io.tupelo.space.Space;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A process that hosts actors of a space on a server elsewhere, until it is killed.
final class HostProcess {
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int SHARDS = 64;
    private static final long PAUSE_NANOS = 1_000_000;

    private HostProcess() {}

    static ServerProcess start(int port, String name) throws IOException {
        return ServerProcess.start(List.of(), HostProcess.class, Integer.toString(port), name);
    }

    /// Starts one that stands still at some boundary. What it owns is free soon after it was killed, and not before: however slow it is,
    /// it keeps its actors. It hosts once it has all shards and knows the mail that waits, unless it stands still before.
    static ServerProcess startFreezing(int port, String name, FrozenPort.Place place) throws IOException {
        return ServerProcess.start(
                List.of(), HostProcess.class, Integer.toString(port), name, place.whom(), place.boundary(), Integer.toString(place.count()));
    }

    /// Hosts, and prints a line once it does.
    ///
    /// @param arguments the port of the server, and the name of this host; and for one that stands still, its [FrozenPort.Place]
    public static void main(String[] arguments) {
        String server = "tupelo://127.0.0.1:" + arguments[0];
        if (arguments.length == 2) {
            SpaceActors actors = open(SpaceClient.connect(server));
            actors.host(arguments[1], LEASE, Counters.COUNTER);
            await(() -> actors.ownedShards() > 0);
        } else {
            FrozenPort.Place place = new FrozenPort.Place(arguments[2], arguments[3], Integer.parseInt(arguments[4]));
            FrozenPort port = new FrozenPort(SpaceClient.port(server, ClientConfig.DEFAULT.withLease(SHORT)), place);
            open(Space.over(port)).host(arguments[1], LONG, Counters.COUNTER);
            await(() -> port.caughtUp() == SHARDS);
        }
        System.out.println("Tupelo serves as " + arguments[1]);
        LockSupport.park();
    }

    private static SpaceActors open(Space space) {
        return SpaceActors.open(space, ActorHost.open(), (_, _) -> {});
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
