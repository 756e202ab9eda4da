package io.tupelo.actor.durable;

import static io.tupelo.coordinator.Coordinators.key;

import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Wait;
import io.tupelo.tuple.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the state itself, whenever it has changed.
record StateKeeping<S extends Record>(ActorType<?, S> type, DurableActor<?, S> actor, String address) implements Keeping<S> {
    @Override
    public @Nullable String eventsAfter(@Nullable Tuple kept) {
        return null;
    }

    @Override
    public S load(@Nullable Tuple kept, List<Tuple> events) {
        return kept == null ? actor.begin(type.keyOf(address)) : type.upgrade().apply(kept);
    }

    @Override
    public @Nullable Operation keep(S before, S after, boolean forgets, List<Tuple> happened, List<Operation> writes) {
        if (forgets) {
            return new Operation.Get(Operation.Pick.DELETE, Names.STATE, key(address).available(), Wait.NOW);
        }
        return after.equals(before) ? null : new Operation.Put(Names.STATE, address, Draft.of(Tuple.of(after)), -1, Wait.NOW);
    }
}
