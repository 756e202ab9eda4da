package io.tupelo.benchmarks.remote;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.names.NamedRef;
import io.tupelo.actor.names.SpaceNames;
import io.tupelo.client.SpaceClient;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Actors that have names in a space, over its protocol.
public final class TupeloRemote implements RemoteSide {
    /// The program of the other process; to be given a folder.
    public static final Class<?> PEER = TupeloPeer.class;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Semaphore room = new Semaphore(AHEAD);
    private final ActorHost host = ActorHost.open();
    private final Space space;
    private final NamedRef<TupeloMessage> echo;

    /// Connects to a peer.
    public TupeloRemote(int port) {
        space = SpaceClient.connect("tupelo://127.0.0.1:" + port);
        SpaceActors actors = SpaceActors.open(space, host, (actor, why) -> System.err.println(actor + ": " + why));
        echo = SpaceNames.open(actors, "bench").named(NAME, TupeloMessage.class);
        echo.tell(new TupeloMessage.Begin(host.spawn(ActorSpec.of(_ -> this::received))));
    }

    private Behavior<TupeloMessage.Received> received(Context<TupeloMessage.Received> context, TupeloMessage.Received message) {
        room.release(message.items());
        return this::received;
    }

    @Override
    public void tell() {
        echo.tell(new TupeloMessage.Item(PAYLOAD));
    }

    @Override
    public void ask() {
        String answer = echo.ask(replyTo -> new TupeloMessage.Ask(PAYLOAD, replyTo), PATIENCE);
        if (answer.length() != PAYLOAD.length()) {
            throw new IllegalStateException("another answer: " + answer);
        }
    }

    @Override
    public Semaphore room() {
        return room;
    }

    @Override
    public void close() {
        space.close();
        host.close();
    }
}
