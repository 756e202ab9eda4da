package io.tupelo.benchmarks.remote;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// Actors of Pekko's over Artery with TCP.
public final class PekkoRemote implements RemoteSide {
    /// The program of the other process.
    public static final Class<?> PEER = PekkoPeer.class;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Semaphore room = new Semaphore(AHEAD);
    private final ActorSystem<PekkoMessage> system;
    private final ActorRef<PekkoMessage> echo;

    /// Connects to a peer.
    public PekkoRemote(int port) {
        system = ActorSystem.create(Behaviors.receiveMessage(this::received), "bench", PekkoPeer.config());
        echo = ActorRefResolver.get(system)
                .resolveActorRef("pekko://%s@127.0.0.1:%d/user/%s".formatted(PekkoPeer.SYSTEM, port, NAME));
        echo.tell(new PekkoMessage.Begin(system));
    }

    private Behavior<PekkoMessage> received(PekkoMessage message) {
        room.release(((PekkoMessage.Received) message).items());
        return Behaviors.same();
    }

    @Override
    public void tell() {
        echo.tell(new PekkoMessage.Item(PAYLOAD));
    }

    @Override
    public void ask() throws InterruptedException, ExecutionException {
        PekkoMessage answer = AskPattern.<PekkoMessage, PekkoMessage>ask(
                        echo, replyTo -> new PekkoMessage.Ask(PAYLOAD, replyTo), PATIENCE, system.scheduler())
                .toCompletableFuture()
                .get();
        if (((PekkoMessage.Item) answer).payload().length() != PAYLOAD.length()) {
            throw new IllegalStateException("another answer: " + answer);
        }
    }

    @Override
    public Semaphore room() {
        return room;
    }

    @Override
    public void close() {
        system.terminate();
    }
}
