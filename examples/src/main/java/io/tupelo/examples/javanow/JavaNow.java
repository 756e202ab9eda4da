package io.tupelo.examples.javanow;

import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.examples.stage.Stage;
import io.tupelo.operation.Receipt;
import io.tupelo.space.Space;
import java.util.List;
import java.util.Optional;

/// JavaNOW in Tupelo: entity spaces with their IfExists operations, and listeners of two qualities.
public final class JavaNow {
    private JavaNow() {}

    /// Runs it on a node of its own or, if an address is given, on that one.
    public static void main(String[] address) throws Exception {
        try (Stage stage = Stage.open(address); Space space = stage.connect()) {
            stage.create(space, EntitySpace.SPEC);
            EntitySpace entities = new EntitySpace(space);
            operations(entities);
            notification(entities);
        }
    }

    private static void operations(EntitySpace entities) {
        Entity pi = new Entity("pi", 3.14159);
        show("readIfExists before the put", Optional.empty(), entities.readIfExists("pi"));
        entities.put(pi);
        show("read", pi, entities.read("pi"));
        show("readIfExists leaves it", Optional.of(pi), entities.readIfExists("pi"));
        show("getIfExists removes it", Optional.of(pi), entities.getIfExists("pi"));
        show("getIfExists once more", Optional.empty(), entities.getIfExists("pi"));
        Thread.startVirtualThread(() -> entities.put(new Entity("answer", 42)));
        show("get waits for who puts", new Entity("answer", 42), entities.get("answer"));
    }

    /// Both listeners are away while 2 and 3 are put.
    private static void notification(EntitySpace entities) {
        Receipt lastSeen;
        try (EntityListener listener = entities.listen()) {
            entities.put(new Entity("tick", 1));
            show("a listener hears", List.of(1.0), listener.hear(1));
            lastSeen = listener.lastSeen();
        }
        entities.put(new Entity("tick", 2));
        entities.put(new Entity("tick", 3));
        try (EntityListener bestEffort = entities.listen();
                EntityListener guaranteed = entities.listenFrom(lastSeen)) {
            entities.put(new Entity("tick", 4));
            show("best effort: it missed what happened meanwhile", List.of(4.0), bestEffort.hear(1));
            show("guaranteed: it goes on where it was", List.of(2.0, 3.0, 4.0), guaranteed.hear(3));
        }
    }
}
