package io.tupelo.actor.durable;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.operation.Receipt;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The virtual actors of a space, seen from this process: where to send to them, and, if it hosts some, where they run. Any number of
/// processes may host the same types; they share the actors, and take over from one that has died once its lease is over. Thread-safe.
public final class SpaceActors implements AutoCloseable {
    /// How long a host that isn't heard of keeps its actors, if nothing is said.
    public static final Duration LEASE = Duration.ofSeconds(10);

    private final Space space;
    private final ActorHost actors;
    private final BiConsumer<String, String> failures;
    /// Asks the node; null if it hosts none, or is this process.
    private final @Nullable NodeAsks node;
    private final Map<String, Shard> shards = new ConcurrentHashMap<>();
    private volatile @Nullable ShardKeeper keeper;

    private SpaceActors(
            Space space, ActorHost actors, BiConsumer<String, String> failures, @Nullable NodeAsks node) {
        this.space = space;
        this.actors = actors;
        this.failures = failures;
        this.node = node;
    }

    /// Opens the actors of a space. Blocks until the containers are there, and it is known whether the node hosts actors: those are asked
    /// in one round trip, and without mail.
    ///
    /// @param space the space, embedded or across the network; not closed with this
    /// @param actors where actors run that this process hosts; not closed with this
    /// @param failures is told what goes wrong with an actor: which, and why
    public static SpaceActors open(Space space, ActorHost actors, BiConsumer<String, String> failures) {
        Names.create(space);
        return new SpaceActors(space, actors, failures, NodeAsks.find(space));
    }

    /// As [#open], on the node itself.
    static SpaceActors openOnNode(Space space, ActorHost actors, BiConsumer<String, String> failures) {
        Names.create(space);
        return new SpaceActors(space, actors, failures, null);
    }

    /// Returns where to reach an actor; no round trip.
    public <M> VirtualRef<M> ref(ActorType<M, ?> type, String key) {
        return new SpaceRef<>(this, type, key);
    }

    /// Hosts actors of these types from now on.
    ///
    /// @param host the name of this host, unlike that of any other
    /// @param lease how long others wait until they take over, should this process die
    /// @throws IllegalStateException if it hosts some already
    public synchronized void host(String host, Duration lease, ActorType<?, ?>... types) {
        if (keeper != null) {
            throw new IllegalStateException("this process hosts actors already");
        }
        keeper = ShardKeeper.start(hosting, shards, host, lease, List.of(types));
    }

    /// Returns the space they are in.
    public Space space() {
        return space;
    }

    /// Returns where actors run in this process.
    public ActorHost actors() {
        return actors;
    }

    /// Tells who was given to [#open] what has gone wrong with an actor.
    public void report(String actor, String why) {
        failures.accept(actor, why);
    }

    Future<?> later(Duration delay, Runnable action) {
        return actors.dispatcher().after(delay, action);
    }

    /// Asks an actor that another process may host: by the node if it can, or by mail.
    ///
    /// @return completes with `("reply", value)` or `("failed", why)`; cancelling it ends the wait
    CompletableFuture<Tuple> askElsewhere(String actor, Tuple message, @Nullable Receipt after, Duration timeout) {
        return node != null && node.isThere() ? node.ask(actor, message, after, timeout) : Asks.byMail(space, actor, message);
    }

    /// Returns a shard that this process owns, or null.
    @Nullable Shard shard(String type, int number) {
        return shards.get(Shard.nameOf(type, number));
    }

    /// Ends an actor in the memory of this process, as [ActorHost#stop] does. The next message brings it back.
    ///
    /// @param actor its address, `type/key`
    /// @return completes when it has ended; empty if it isn't in memory here
    public Optional<CompletableFuture<ActorHost.Ending>> stop(String actor) {
        return Optional.ofNullable(mailbox(actor)).map(actors::stop);
    }

    /// Ends an actor in the memory of this process, as [ActorHost#restart] does. The next message brings it back; if it was at one that
    /// was sent to it, it is that.
    ///
    /// @return as [#stop]
    public Optional<CompletableFuture<ActorHost.Ending>> restart(String actor) {
        return Optional.ofNullable(mailbox(actor)).map(actors::restart);
    }

    private @Nullable ActorRef<Delivery> mailbox(String actor) {
        int slash = actor.indexOf('/');
        Shard here = slash < 0 ? null : shard(actor.substring(0, slash), Names.shardOf(actor.substring(slash + 1)));
        return here == null ? null : here.mailbox(actor);
    }

    /// An actor for which messages wait.
    ///
    /// @param name its address, `type/key`
    /// @param waiting how many, about
    public record Fullest(String name, int waiting) {}

    /// Returns for which actor in the memory of this process most messages wait; empty if none waits. Looks at all of them.
    public Optional<Fullest> fullest() {
        Fullest[] most = {new Fullest("", 0)};
        for (Shard shard : shards.values()) {
            shard.countWaiting((actor, waiting) -> {
                if (waiting > most[0].waiting) {
                    most[0] = new Fullest(actor, waiting);
                }
            });
        }
        return most[0].waiting == 0 ? Optional.empty() : Optional.of(most[0]);
    }

    /// Returns how many shards this process owns.
    public int ownedShards() {
        return shards.size();
    }

    /// Returns how many actors are in the memory of this process.
    public int activeActors() {
        return shards.values().stream().mapToInt(Shard::activeCount).sum();
    }

    private final Hosting hosting = new Hosting() {
        @Override
        public Space space() {
            return space;
        }

        @Override
        public ActorHost actors() {
            return actors;
        }

        @Override
        public void later(Duration delay, Runnable action) {
            var _ = SpaceActors.this.later(delay, action);
        }

        @Override
        public <N> VirtualRef<N> ref(ActorType<N, ?> type, String key) {
            return SpaceActors.this.ref(type, key);
        }

        @Override
        public void lost(Shard shard) {
            shards.remove(shard.name(), shard);
        }

        @Override
        public void failed(String actor, String why) {
            report(actor, why);
        }
    };

    /// Hosts nothing any more: passivates the actors that run here, and gives up their shards, so that others can go on at once.
    @Override
    public void close() {
        ShardKeeper keeping = keeper;
        if (keeping != null) {
            keeping.close();
        }
    }
}
