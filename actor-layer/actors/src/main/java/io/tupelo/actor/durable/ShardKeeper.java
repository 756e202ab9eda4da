package io.tupelo.actor.durable;

import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.Signal;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.BatchOutcome;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Sees to it that this host owns its share of the shards: it counts the hosts of a type, takes shards that nobody owns, and gives up
/// those that others should have. Itself an actor.
final class ShardKeeper implements Behavior<ShardKeeper.Event> {
    private static final String TICK = "tick";
    /// So many times within a lease it looks after its shards.
    private static final int LOOKS_A_LEASE = 4;
    /// Steps of different shards needn't wait for one another: so many batches may be on their way.
    private static final int COMMITTERS = 4;

    private final Hosting hosting;
    private final Map<String, Shard> owned;
    private final String host;
    private final Duration lease;
    private final List<ActorType<?, ?>> types;
    private final List<Committer> committers = new ArrayList<>();
    /// Shards that are just taken, or given up.
    private final Set<String> moving = new HashSet<>();
    private @Nullable CompletableFuture<Void> closed;

    /// What it is told.
    sealed interface Event {
        /// Who hosts a type, and owns its shards.
        record Listed(ActorType<?, ?> type, @Nullable BatchOutcome outcome) implements Event {}

        /// A shard was taken, or couldn't be.
        record Taken(ActorType<?, ?> type, int number, Answer.@Nullable Written written) implements Event {}

        /// A shard's actors have left the memory.
        record Drained(Shard shard) implements Event {}

        /// The entry of a shard is gone, by its lease or since it was given up.
        record Ended(Shard shard) implements Event {}

        /// Everything is to be given up.
        record Close(CompletableFuture<Void> closed) implements Event {}
    }

    private ShardKeeper(Hosting hosting, Map<String, Shard> owned, String host, Duration lease, List<ActorType<?, ?>> types) {
        this.hosting = hosting;
        this.owned = owned;
        this.host = host;
        this.lease = lease;
        this.types = types;
        for (int i = 0; i < COMMITTERS; i++) {
            committers.add(new Committer(hosting.space(), hosting.actors().dispatcher()));
        }
    }

    private @Nullable ActorRef<Event> self;

    static ShardKeeper start(
            Hosting hosting, Map<String, Shard> owned, String host, Duration lease, List<ActorType<?, ?>> types) {
        ShardKeeper keeper = new ShardKeeper(hosting, owned, host, lease, types);
        keeper.self = hosting.actors().spawn(ActorSpec.of(context -> {
            keeper.look(context);
            return keeper;
        }));
        return keeper;
    }

    void close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (self != null) {
            self.tell(new Event.Close(done));
            hosting.actors().dispatcher().await(done);
        }
    }

    @Override
    public Behavior<Event> signal(Context<Event> context, Signal signal) {
        if (signal instanceof Signal.Timeout) {
            look(context);
        }
        return this;
    }

    private void look(Context<Event> context) {
        if (closed != null) {
            return;
        }
        ActorRef<Event> me = context.self();
        for (ActorType<?, ?> type : types) {
            Draft present = new Draft(Tuple.tuple(host, type.name()), List.of(label(type.name())), leased());
            var _ = hosting.space()
                    .batch()
                    .add(new Operation.Put(Names.HOSTS, host + '/' + type.name(), present, -1, Wait.NOW))
                    .read(Names.HOSTS, label(type.name()).available())
                    .read(Names.SHARDS, label(type.name()).available())
                    .runAsync()
                    .whenComplete((outcome, _) -> me.tell(new Event.Listed(type, outcome)));
        }
        owned.values().forEach(shard -> renew(me, shard));
        context.startTimer(TICK, lease.dividedBy(LOOKS_A_LEASE));
    }

    private WriteOptions leased() {
        return WriteOptions.DEFAULT.lease(lease).endingWithSession();
    }

    private void renew(ActorRef<Event> me, Shard shard) {
        var _ = hosting.space()
                .submitAsync(Request.of(new Operation.Renew(Names.SHARDS, shard.fence(), lease.toMillis())))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        me.tell(new Event.Ended(shard));
                    }
                });
    }

    @Override
    public Behavior<Event> receive(Context<Event> context, Event event) {
        switch (event) {
            case Event.Listed(var type, var outcome) -> {
                if (outcome instanceof BatchOutcome.Applied applied && closed == null) {
                    balance(context.self(), type, applied.outcome(1).entries(), applied.outcome(2).entries());
                }
            }
            case Event.Taken(var type, int number, var written) -> taken(context.self(), type, number, written);
            case Event.Drained(Shard shard) -> giveUp(context.self(), shard);
            case Event.Ended(Shard shard) -> {
                shard.lose();
                moving.remove(shard.name());
                return finish();
            }
            case Event.Close(var done) -> {
                closed = done;
                context.cancelTimer(TICK);
                List.copyOf(owned.values()).forEach(shard -> drain(context.self(), shard));
                return finish();
            }
        }
        return this;
    }

    private Behavior<Event> finish() {
        if (closed == null || !owned.isEmpty() || !moving.isEmpty()) {
            return this;
        }
        for (ActorType<?, ?> type : types) {
            var _ = hosting.space().container(Names.HOSTS).deleteAsync(key(host + '/' + type.name()), Wait.NOW);
        }
        closed.complete(null);
        return Behavior.stop();
    }

    private void balance(ActorRef<Event> me, ActorType<?, ?> type, List<Entry> hosts, List<Entry> shards) {
        List<String> names = hosts.stream().map(entry -> entry.tuple().string(0)).sorted().toList();
        int rank = names.indexOf(host);
        if (rank < 0) {
            return;
        }
        int share = Names.SHARD_COUNT / names.size() + (rank < Names.SHARD_COUNT % names.size() ? 1 : 0);
        boolean[] taken = new boolean[Names.SHARD_COUNT];
        shards.forEach(entry -> taken[Math.toIntExact(entry.tuple().integer(1))] = true);
        List<Shard> mine = new ArrayList<>();
        int coming = 0;
        for (int number = 0; number < Names.SHARD_COUNT; number++) {
            String name = Shard.nameOf(type.name(), number);
            Shard shard = owned.get(name);
            if (shard != null && !moving.contains(name)) {
                mine.add(shard);
            } else if (shard == null && moving.contains(name)) {
                coming++;
            }
        }
        for (int number = 0; number < Names.SHARD_COUNT && mine.size() + coming < share; number++) {
            if (!taken[number] && moving.add(Shard.nameOf(type.name(), number))) {
                take(me, type, number);
                coming++;
            }
        }
        for (int surplus = mine.size() - share; surplus > 0; surplus--) {
            drain(me, mine.removeLast());
        }
    }

    private void take(ActorRef<Event> me, ActorType<?, ?> type, int number) {
        Draft entry = new Draft(Tuple.tuple(type.name(), number, host), List.of(label(type.name())), leased());
        var _ = hosting.space()
                .submitAsync(Request.of(
                        new Operation.Put(Names.SHARDS, Shard.nameOf(type.name(), number), entry, 0, Wait.NOW)))
                .whenComplete((answer, _) ->
                        me.tell(new Event.Taken(type, number, answer instanceof Answer.Written written ? written : null)));
    }

    private void taken(ActorRef<Event> me, ActorType<?, ?> type, int number, Answer.@Nullable Written written) {
        String name = Shard.nameOf(type.name(), number);
        moving.remove(name);
        if (written == null) {
            return;
        }
        Committer committer = committers.get(number % COMMITTERS);
        Shard shard = new Shard(hosting, type, number, written.ids().getFirst(), committer);
        owned.put(name, shard);
        shard.open();
        if (closed != null) {
            drain(me, shard);
        }
    }

    private void drain(ActorRef<Event> me, Shard shard) {
        if (moving.add(shard.name())) {
            shard.drain(() -> me.tell(new Event.Drained(shard)));
        }
    }

    private void giveUp(ActorRef<Event> me, Shard shard) {
        var _ = hosting.space()
                .submitAsync(Request.of(new Operation.Cancel(Names.SHARDS, shard.fence())))
                .whenComplete((_, _) -> me.tell(new Event.Ended(shard)));
    }
}
