package io.tupelo.examples.luats;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.matching;
import static io.tupelo.examples.stage.Stage.show;
import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Matchers.rest;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selection;
import io.tupelo.examples.stage.Stage;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;

/// LuaTS in Tupelo: what happens to a tuple is an event, and an event has a reaction, which may use the space itself.
///
/// The producer and the subscriber have a session each, and share nothing but the shape of tuples: each could be a
/// process of its own.
public final class LuaTs {
    static final ContainerSpec SENSORS = ContainerSpec.named("luats.sensors").with("fifo").with("linda");
    static final ContainerSpec REACTIONS = ContainerSpec.named("luats.reactions").with("fifo").with("linda");

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration HEARTBEAT = Duration.ofMillis(150);

    private LuaTs() {}

    /// Runs it on a node of its own or, if an address is given, on that one.
    public static void main(String[] address) throws Exception {
        try (Stage stage = Stage.open(address); Space producer = stage.connect(); Space subscriber = stage.connect()) {
            stage.create(producer, SENSORS);
            stage.create(producer, REACTIONS);
            try (Reactions _ = Reactions.start(subscriber)) {
                produce(producer);
            }
        }
    }

    /// Knows nothing of reactions: it writes, takes, lets a lease end, and finds what has come of it in the space.
    private static void produce(Space space) {
        Container sensors = space.container(SENSORS.name());
        Container reactions = space.container(REACTIONS.name());

        sensors.write(tuple("temperature", "cellar", 12));
        sensors.write(tuple("temperature", "kitchen", 41));
        show("reaction to a tuple written", tuple("alarm", "kitchen", 41), await(reactions, "alarm"));

        sensors.take(matching("temperature", "kitchen", any())).orElseThrow();
        show("reaction to a tuple taken", tuple("handled", "kitchen"), await(reactions, "handled"));

        sensors.write(tuple("alive", "boiler"), WriteOptions.DEFAULT.lease(HEARTBEAT));
        show("reaction to a tuple expired", tuple("silent", "boiler"), await(reactions, "silent"));

        show("and to nothing else", 0L, reactions.count(fifo().available()));
    }

    private static Tuple await(Container reactions, String kind) {
        Selection wanted = matching(kind, rest());
        return reactions.take(wanted, PATIENCE).orElseThrow().tuple();
    }
}
