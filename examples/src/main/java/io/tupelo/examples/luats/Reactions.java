package io.tupelo.examples.luats;

import static io.tupelo.coordinator.Coordinators.matching;
import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Matchers.greaterThan;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.Subscription;
import io.tupelo.tuple.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// The subscriber: three events, and the reaction to each, a tuple written by its own session. Reactions to one event run
/// one after the other on a virtual thread. To be closed.
final class Reactions implements AutoCloseable {
    private static final long HOT = 30;

    private final List<Subscription> subscriptions;

    private Reactions(List<Subscription> subscriptions) {
        this.subscriptions = subscriptions;
    }

    static Reactions start(Space space) {
        Selection hot = matching("temperature", any(), greaterThan(HOT));
        Selection alive = matching("alive", any());
        return new Reactions(List.of(
                on(space, EventKind.WRITTEN, hot, seen -> tuple("alarm", seen.string(1), seen.integer(2))),
                on(space, EventKind.TAKEN, hot, seen -> tuple("handled", seen.string(1))),
                on(space, EventKind.EXPIRED, alive, seen -> tuple("silent", seen.string(1)))));
    }

    private static Subscription on(Space space, EventKind kind, Selection what, Function<Tuple, Tuple> reaction) {
        Container reactions = space.container(LuaTs.REACTIONS.name());
        return space.container(LuaTs.SENSORS.name())
                .watch(what, Set.of(kind), null, event -> reactions.write(reaction.apply(tupleOf(event))));
    }

    /// Only a gap has none, and so few events leave no gap.
    private static Tuple tupleOf(Event event) {
        return Objects.requireNonNull(event.entry(), "some events are missing").tuple();
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
