package io.tupelo.actor.durable;

import io.tupelo.actor.ActorHost;
import io.tupelo.space.AsyncProcedure;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceService;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hosts on a node, in each of its spaces, the actors of all [ActorTypes] that are found; and lets the space's clients ask them in one
/// round trip. Without any types it leaves the spaces alone.
public final class ActorService implements SpaceService {
    /// How long actors may take for what they are at when the node stops.
    private static final Duration DRAIN = Duration.ofSeconds(10);

    /// The system property that says after how many milliseconds at one message an actor is told of.
    private static final String LONG_TURN = "tupelo.actors.longTurnMillis";

    private @Nullable List<ActorType<?, ?>> types;
    private List<ActorTypes> givers = List.of();

    /// Makes the service; nothing is hosted before it is started.
    public ActorService() {}

    @Override
    public Optional<Class<?>> extension() {
        return Optional.of(ActorTypes.class);
    }

    @Override
    public Optional<Running> start(String name, Space space, Consumer<String> failures) {
        List<ActorType<?, ?>> all = types();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        ActorHost threads = ActorHost.open(
                _ -> {}, longTurn(), turn -> failures.accept("actor " + turn.name() + " " + turn));
        try {
            SpaceActors actors = SpaceActors.openOnNode(space, threads, (actor, why) -> failures.accept("actor " + actor + ": " + why));
            actors.host("node-" + UUID.randomUUID(), SpaceActors.LEASE, all.toArray(ActorType<?, ?>[]::new));
            begin(actors);
            return Optional.of(new Hosted(actors, threads, failures));
        } catch (RuntimeException failed) {
            threads.close();
            throw failed;
        }
    }

    private static Duration longTurn() {
        return Duration.ofMillis(Long.getLong(LONG_TURN, ActorHost.LONG.toMillis()));
    }

    private void begin(SpaceActors actors) {
        try {
            givers.forEach(giver -> giver.started(actors));
        } catch (RuntimeException failed) {
            actors.close();
            throw failed;
        }
    }

    /// Returns the types that are found, the same for each space.
    private synchronized List<ActorType<?, ?>> types() {
        if (types == null) {
            Map<String, ActorTypes> byType = new HashMap<>();
            List<ActorTypes> all = new ArrayList<>();
            List<ActorType<?, ?>> found = new ArrayList<>();
            for (ActorTypes giver : ServiceLoader.load(ActorTypes.class)) {
                List<ActorType<?, ?>> given = giver.types();
                if (given.isEmpty()) {
                    throw new IllegalArgumentException("there are no types of actors in " + nameOf(giver));
                }
                for (ActorType<?, ?> type : given) {
                    ActorTypes other = byType.put(type.name(), giver);
                    if (other != null) {
                        throw new IllegalArgumentException(
                                "the type of actors " + type.name() + " is there twice: in " + nameOf(other) + " and in " + nameOf(giver));
                    }
                }
                found.addAll(given);
                all.add(giver);
            }
            givers = List.copyOf(all);
            types = List.copyOf(found);
        }
        return types;
    }

    private static String nameOf(ActorTypes giver) {
        CodeSource source = giver.getClass().getProtectionDomain().getCodeSource();
        return giver.getClass().getName() + (source == null ? "" : " of " + source.getLocation().getPath());
    }

    /// Where actors are.
    private record Hosted(SpaceActors actors, ActorHost threads, Consumer<String> failures) implements Running {
        @Override
        public List<AsyncProcedure> procedures() {
            return List.of(new AskProcedure(actors), new HostProcedure(actors));
        }

        /// Passivates the actors, and gives up their shards. One that is stuck in its step is left alone after a while: that step has not
        /// taken effect.
        @Override
        public void close() {
            FutureTask<Void> draining = new FutureTask<>(actors::close, null);
            Thread.ofVirtual().name("actors-drain").start(draining);
            try {
                draining.get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                failures.accept("its actors have not come to an end in " + DRAIN.toSeconds() + " s, and are left as they are");
            } catch (ExecutionException failed) {
                failures.accept("its actors could not be ended: " + failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            threads.close();
        }
    }
}
