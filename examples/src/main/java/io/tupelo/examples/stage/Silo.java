package io.tupelo.examples.stage;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.ActorTypes;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.space.Space;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/// What hosts durable actors: a session, threads, and the actors on them; or what only sends to some and asks them. Closing it gives the
/// actors up, then ends the rest. Used by one thread.
public final class Silo implements AutoCloseable {
    /// What a process prints when it has its share of the actors.
    public static final String HOSTS = "hosts actors";

    /// How long the actors of one that was killed are nobody's.
    private static final Duration LEASE = Duration.ofSeconds(2);
    /// How long a server may be away.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Space space;
    private final ActorHost threads;
    private final SpaceActors actors;

    private Silo(Space space, ActorHost threads, SpaceActors actors) {
        this.space = space;
        this.threads = threads;
        this.actors = actors;
    }

    /// Starts one in this process, with a session of its own.
    ///
    /// @param types what it hosts; without any, it only sends and asks
    public static Silo start(String address, String name, ActorType<?, ?>... types) {
        Space space = SpaceClient.connect(address, ClientConfig.DEFAULT.withConnectTimeout(PATIENCE));
        ActorHost threads = ActorHost.open();
        SpaceActors actors =
                SpaceActors.open(space, threads, (actor, why) -> System.err.println(name + ": " + actor + ": " + why));
        if (types.length > 0) {
            actors.host(name, LEASE, types);
        }
        return new Silo(space, threads, actors);
    }

    /// Starts one in a process of its own, and waits until it has its share of the actors. It can be killed; if it is stopped, it gives
    /// them up first.
    public static JavaProcess startProcess(String address, String name, Class<? extends ActorTypes> types)
            throws IOException, InterruptedException {
        JavaProcess process = JavaProcess.start(name, Silo.class, List.of(address, name, types.getName()));
        process.awaitLine(HOSTS);
        return process;
    }

    /// Hosts actors until nobody is there any more who may write to its standard input.
    ///
    /// @param arguments the server's address, the name of the silo, and the class that says what it hosts
    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        Object types = Class.forName(arguments[2]).getConstructor().newInstance();
        ActorType<?, ?>[] hosted = ((ActorTypes) types).types().toArray(ActorType<?, ?>[]::new);
        try (Silo silo = start(arguments[0], arguments[1], hosted)) {
            Stage.awaitThat("it has its share", () -> silo.actors.ownedShards() > 0);
            Stage.say(HOSTS);
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /// Returns the space they are in.
    public Space space() {
        return space;
    }

    /// Returns the actors, seen from here.
    public SpaceActors actors() {
        return actors;
    }

    @Override
    public void close() {
        actors.close();
        space.close();
        threads.close();
    }
}
