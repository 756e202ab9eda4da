package io.tupelo.actor.durable;

import io.tupelo.tuple.Tuple;
import java.util.List;

/// An actor that keeps events, as one whose step gathers them. Immutable.
///
/// @param events the class of the events
/// @param actor what follows from them
/// @param snapshotEvery after how many events a snapshot is kept
record EventSourced<M, E, S extends Record>(Class<E> events, EventSourcedActor<M, E, S> actor, int snapshotEvery)
        implements DurableActor<M, S> {
    EventSourced {
        if (snapshotEvery < 1) {
            throw new IllegalArgumentException("a snapshot comes after at least one event, not after " + snapshotEvery);
        }
        var _ = Messages.of(events);
    }

    @Override
    public S begin(String key) {
        return actor.begin(key);
    }

    @Override
    public S receive(StepContext<M> step, S state, M message) throws Exception {
        List<E> happened = actor.receive(step, state, message);
        S after = state;
        for (E event : happened) {
            ((StepResult<?, ?>) step).happened(Messages.of(events).encode(event, step.actor()));
            after = actor.apply(after, event);
        }
        return after;
    }

    S apply(S state, Tuple event) {
        return actor.apply(state, Messages.of(events).decode(event));
    }

    @Override
    public void activated(String key, S state) throws Exception {
        actor.activated(key, state);
    }

    @Override
    public void passivated(String key, S state) {
        actor.passivated(key, state);
    }
}
