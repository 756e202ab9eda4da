package io.tupelo.benchmarks;

import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/// What a resident entry costs beyond what was written.
final class MemorySuite implements Suite {
    private static final int PAYLOAD_BYTES = 100;
    private static final int COLLECTIONS = 3;
    private static final double BYTES_MAX = 250;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "bytes of heap for a resident entry over its payload of 100 bytes, beside a ConcurrentHashMap";
    }

    @Override
    public List<Row> run(Settings settings) {
        List<Row> rows = new ArrayList<>();
        double map = map(settings.many());
        for (String coordinator : List.of("fifo", "linda", "key")) {
            if (settings.wants(coordinator)) {
                rows.add(Row.compared(name(), coordinator, "bytes/entry", space(settings.many(), coordinator), "ConcurrentHashMap", map)
                        .atMost(BYTES_MAX));
            }
        }
        return rows;
    }

    private static double space(int entries, String coordinator) {
        try (Space space = EmbeddedSpace.open()) {
            Container container = space.create(ContainerSpec.named("resident").with(coordinator));
            boolean byKey = coordinator.equals("key");
            double bytes = growth(entries, id -> {
                if (byKey) {
                    container.write(tuple(payload(id)), key(id));
                } else {
                    container.write(tuple(payload(id)));
                }
            });
            if (container.describe().entries() != entries) {
                throw new IllegalStateException("entries are missing");
            }
            return bytes;
        }
    }

    private static double map(int entries) {
        ConcurrentHashMap<Long, Object> map = new ConcurrentHashMap<>();
        double bytes = growth(entries, id -> map.put(id, tuple(payload(id))));
        if (map.size() != entries) {
            throw new IllegalStateException("entries are missing");
        }
        return bytes;
    }

    /// Writes what can't be shared: a text of 100 ASCII characters, for which the JDK keeps as many bytes.
    private static String payload(long id) {
        String number = Long.toString(id);
        return number + "x".repeat(PAYLOAD_BYTES - number.length());
    }

    private static double growth(int entries, LongConsumer write) {
        long before = used();
        for (long id = 0; id < entries; id++) {
            write.accept(id);
        }
        return (used() - before) / (double) entries - PAYLOAD_BYTES;
    }

    static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
