package io.tupelo.benchmarks;

import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.linda;
import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Matchers.equal;
import static io.tupelo.tuple.Template.template;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/// Write and take in a space of this process, with few and with many tuples resident.
final class EmbeddedSuite implements Suite {
    private static final int FEW = 1_000;

    /// Whether what is taken is what was just written, or a tuple picked at random among those resident.
    private enum Pattern {
        FRESH,
        RANDOM
    }

    @Override
    public String name() {
        return "space-embedded";
    }

    @Override
    public String description() {
        return "write and take in this process, beside put and remove of a ConcurrentHashMap";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Pattern pattern : Pattern.values()) {
            for (String by : List.of("key", "last-field")) {
                String label = by + (pattern == Pattern.RANDOM ? ", a random one" : "");
                if (settings.wants(label)) {
                    rows.addAll(compare(settings, label, by.equals("key"), pattern));
                }
            }
        }
        return rows;
    }

    private List<Row> compare(Settings settings, String label, boolean byKey, Pattern pattern) throws Exception {
        try (Space few = EmbeddedSpace.open();
                Space many = EmbeddedSpace.open()) {
            Map<String, Sample> medians = new Rounds(settings)
                    .add("few", space(few, byKey, FEW, pattern))
                    .add("map few", map(FEW, pattern))
                    .add("many", space(many, byKey, settings.many(), pattern))
                    .add("map many", map(settings.many(), pattern))
                    .run();
            return rows(settings, label, medians);
        }
    }

    private List<Row> rows(Settings settings, String label, Map<String, Sample> medians) {
        double few = perSecond(medians, "few");
        double many = perSecond(medians, "many");
        String map = "ConcurrentHashMap";
        String at = label + ", " + Report.number((double) settings.many()) + " resident";
        return List.of(
                Row.compared(name(), label + ", 1,000 resident", "pairs/s", few, map, perSecond(medians, "map few"))
                        .ratioAtLeast(0.25),
                Row.compared(name(), at, "pairs/s", many, map, perSecond(medians, "map many"))
                        .ratioAtLeast(0.25),
                Row.alone(name(), at, "pairs/s", many).atLeast(500_000),
                Row.compared(name(), at + ", cost", "ns/pair", 1e9 / many, "1,000 resident", 1e9 / few)
                        .ratioAtMost(3));
    }

    private static double perSecond(Map<String, Sample> medians, String side) {
        return Objects.requireNonNull(medians.get(side)).perSecond();
    }

    private static Trial space(Space space, boolean byKey, int residents, Pattern pattern) {
        Container container =
                space.create(ContainerSpec.named("resident").with(byKey ? "key" : "linda"));
        Keys keys = new Keys(residents, pattern);
        LongConsumer write = id -> {
            Tuple tuple = tuple("order", "open", id);
            if (byKey) {
                container.write(tuple, key(id));
            } else {
                container.write(tuple);
            }
        };
        LongFunction<Tuple> take = id -> container
                .take(byKey ? key(id) : linda(template(any(), any(), equal(id))))
                .orElseThrow()
                .tuple();
        for (long id = 0; id < residents; id++) {
            write.accept(id);
        }
        return time -> Throughput.of(time, () -> keys.pair(write, take));
    }

    private static Trial map(int residents, Pattern pattern) {
        Map<Long, Tuple> map = new ConcurrentHashMap<>();
        Keys keys = new Keys(residents, pattern);
        LongConsumer write = id -> map.put(id, tuple("order", "open", id));
        LongFunction<Tuple> take = id -> Objects.requireNonNull(map.remove(id));
        for (long id = 0; id < residents; id++) {
            write.accept(id);
        }
        return time -> Throughput.of(time, () -> keys.pair(write, take));
    }

    /// The numbers of what is resident, so that the next one to be taken can be told.
    private static final class Keys {
        private final long[] resident;
        private final Pattern pattern;
        private final SplittableRandom random = new SplittableRandom(7);
        private long next;

        Keys(int residents, Pattern pattern) {
            this.pattern = pattern;
            resident = new long[residents];
            for (int i = 0; i < residents; i++) {
                resident[i] = i;
            }
            next = residents;
        }

        void pair(LongConsumer write, LongFunction<Tuple> take) {
            long written = next++;
            long taken = written;
            if (pattern == Pattern.RANDOM) {
                int place = random.nextInt(resident.length);
                taken = resident[place];
                resident[place] = written;
            }
            write.accept(written);
            if (take.apply(taken).integer(2) != taken) {
                throw new IllegalStateException("took another one than " + taken);
            }
        }
    }
}
