package io.tupelo.reliability.actors;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.client.SpaceClient;
import io.tupelo.reliability.crash.ServerProcess;
import io.tupelo.space.Space;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A process that hosts actors of a space on a server elsewhere, until it is killed.
final class HostProcess {
    private static final Duration LEASE = Duration.ofSeconds(1);

    private HostProcess() {}

    static ServerProcess start(int port, String name) throws IOException {
        return ServerProcess.start(List.of(), HostProcess.class, Integer.toString(port), name);
    }

    /// Hosts, and prints a line once it does.
    ///
    /// @param arguments the port of the server, and the name of this host
    public static void main(String[] arguments) {
        Space space = SpaceClient.connect("tupelo://127.0.0.1:" + arguments[0]);
        SpaceActors actors = SpaceActors.open(space, ActorHost.open(), (_, _) -> {});
        actors.host(arguments[1], LEASE, Counters.COUNTER);
        while (actors.ownedShards() == 0) {
            Thread.onSpinWait();
        }
        System.out.println("Tupelo serves as " + arguments[1]);
        while (true) {
            LockSupport.park();
        }
    }
}
