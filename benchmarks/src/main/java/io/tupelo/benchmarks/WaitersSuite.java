package io.tupelo.benchmarks;

import static io.tupelo.coordinator.Coordinators.linda;
import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Template.template;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Wait;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/// What those who wait cost those who write.
final class WaitersSuite implements Suite {
    private static final double PACED_MICROS_MAX = 10;
    private static final double FLOODED_LEAST = 1_000_000;

    @Override
    public String name() {
        return "space-waiters";
    }

    @Override
    public String description() {
        return "a write that serves one of many waiting templates; 64 consumers at one container";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (boolean distinct : new boolean[] {true, false}) {
            String label = distinct ? "serving one of different templates" : "serving one of equal templates";
            if (settings.wants(label)) {
                rows.addAll(serving(settings, label, distinct));
            }
        }
        if (settings.wants("64 consumers")) {
            rows.addAll(consumers(settings));
        }
        return rows;
    }

    private List<Row> serving(Settings settings, String label, boolean distinct) throws Exception {
        int waiters = settings.waiters();
        try (Waiting one = new Waiting(1, distinct);
                Waiting many = new Waiting(waiters, distinct)) {
            Map<String, Sample> medians =
                    new Rounds(settings).add("one", one::serve).add("many", many::serve).run();
            String among = Report.number((double) waiters) + " waiting";
            return List.of(
                    Row.compared(name(), label + ", " + among, "µs/write, p50", p50(medians, "many"), "1 waiting", p50(medians, "one"))
                            .ratioAtMost(2),
                    Row.alone(name(), label + ", woken by a write", "waiters", many.wokenPerWrite())
                            .exactly(1));
        }
    }

    private List<Row> consumers(Settings settings) throws Exception {
        try (Space space = EmbeddedSpace.open()) {
            Way ours = Way.through(space, "items");
            Way queue = Way.throughQueue();
            Map<String, Sample> medians = new Rounds(settings)
                    .add("paced", time -> Crowd.paced(time, ours))
                    .add("queue paced", time -> Crowd.paced(time, queue))
                    .add("flooded", time -> Crowd.flooded(time, ours))
                    .add("queue flooded", time -> Crowd.flooded(time, queue))
                    .run();
            String peer = "LinkedTransferQueue";
            return List.of(
                    Row.compared(name(), "64 consumers, paced", "µs, p50", p50(medians, "paced"), peer, p50(medians, "queue paced"))
                            .atMost(PACED_MICROS_MAX),
                    Row.compared(name(), "64 consumers, flooded", "items/s", rate(medians, "flooded"), peer, rate(medians, "queue flooded"))
                            .atLeast(FLOODED_LEAST));
        }
    }

    private static double p50(Map<String, Sample> medians, String side) {
        return Objects.requireNonNull(medians.get(side)).p50Micros();
    }

    private static double rate(Map<String, Sample> medians, String side) {
        return Objects.requireNonNull(medians.get(side)).perSecond();
    }

    /// Templates that wait. Each write serves one, which then waits again.
    private static final class Waiting implements AutoCloseable {
        private final Space space;
        private final Container container;
        private final int waiters;
        private final boolean distinct;
        private final SplittableRandom random = new SplittableRandom(7);
        private long writes;
        private long woken;

        Waiting(int waiters, boolean distinct) {
            this.waiters = waiters;
            this.distinct = distinct;
            space = EmbeddedSpace.open(Limits.DEFAULT.withWaitersMax(waiters + 1));
            container = space.create(ContainerSpec.named("waited").with("linda"));
            for (int i = 0; i < waiters; i++) {
                await(i);
            }
        }

        private void await(int which) {
            var template = distinct ? template("job", which, any()) : template("job", any(), any());
            var _ = container.takeAsync(linda(template), Wait.FOREVER).thenRun(() -> woken++);
        }

        Sample serve(Duration time) {
            Histogram histogram = new Histogram(3);
            long stop = System.nanoTime() + time.toNanos();
            long end;
            do {
                int which = random.nextInt(waiters);
                var job = tuple("job", which, writes);
                long begin = System.nanoTime();
                var _ = container.write(job);
                end = System.nanoTime();
                histogram.recordValue(end - begin);
                writes++;
                await(which);
            } while (end < stop);
            return new Sample(1e9 / histogram.getMean(), histogram.getValueAtPercentile(50) / 1e3);
        }

        double wokenPerWrite() {
            return woken / (double) writes;
        }

        @Override
        public void close() {
            space.close();
        }
    }
}
