package io.tupelo.actor.durable;

import static io.tupelo.coordinator.Coordinators.labels;

import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Wait;
import io.tupelo.tuple.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps what has happened, and now and then a snapshot. Events stay: those before the last snapshot are history.
final class EventKeeping<S extends Record> implements Keeping<S> {
    private final ActorType<?, S> type;
    private final EventSourced<?, ?, S> how;
    private final String address;
    /// How many events there were at the last snapshot, and how many there are.
    private long snapshot;
    private long count;

    EventKeeping(ActorType<?, S> type, EventSourced<?, ?, S> how, String address) {
        this.type = type;
        this.how = how;
        this.address = address;
    }

    @Override
    public String eventsAfter(@Nullable Tuple kept) {
        snapshot = kept == null ? 0 : kept.integer(1);
        return label();
    }

    private String label() {
        return address + '@' + snapshot;
    }

    @Override
    public S load(@Nullable Tuple kept, List<Tuple> events) {
        S state = kept == null ? how.begin(type.keyOf(address)) : type.upgrade().apply(kept.typed(2, Tuple.class));
        for (Tuple event : events) {
            state = how.apply(state, event.typed(2, Tuple.class));
        }
        count = snapshot + events.size();
        return state;
    }

    @Override
    public @Nullable Operation keep(S before, S after, boolean forgets, List<Tuple> happened, List<Operation> writes) {
        for (Tuple event : happened) {
            count++;
            writes.add(Names.write(
                    Names.EVENTS, Draft.of(Tuple.tuple(address, count, event), labels(address, label()))));
        }
        if (!forgets && count - snapshot < how.snapshotEvery()) {
            return null;
        }
        snapshot = count;
        Tuple kept = Tuple.tuple("Snapshot", count, Tuple.of(after));
        return new Operation.Put(Names.STATE, address, Draft.of(kept), -1, Wait.NOW);
    }
}
