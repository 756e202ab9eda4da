package io.tupelo.benchmarks;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.benchmarks.client.Client;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Draft;
import io.tupelo.runtime.SpaceConfig;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/// How long a durable space leaves its callers waiting while it writes a checkpoint.
final class PauseSuite implements Suite {
    private static final double PAUSE_MILLIS_MAX = 20;
    private static final int BATCH = 1_000;
    private static final long TICK_NANOS = 1_000_000;
    private static final String NO_CHECKPOINT = "none is written";

    @Override
    public String name() {
        return "checkpoint-pause";
    }

    @Override
    public String description() {
        return "operations of a large durable space while it writes a checkpoint, beside those while it writes none";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        // The only checkpoints are those that are asked for.
        SpaceConfig config = SpaceConfig.DEFAULT.withCheckpointEveryBytes(Long.MAX_VALUE);
        try (Scratch folder = Scratch.make();
                SpaceRuntime runtime = SpaceRuntime.open("pause", folder.path("space"), config);
                Space space = Space.over(runtime.port())) {
            Container resident = space.create(ContainerSpec.named("resident").with("key"));
            fill(resident, settings.many());
            Load load = new Load(resident, settings.many(), space.create(ContainerSpec.named("queue").with("fifo")));
            // The first one reads all of the journal.
            runtime.checkpoint();
            // What is resident has been there for long, as far as the collector can see.
            System.gc();
            Turn written = load.during(runtime::checkpoint);
            List<Turn> without = new ArrayList<>();
            List<Turn> with = new ArrayList<>();
            for (int round = 0; round < settings.rounds(); round++) {
                long nanos = written.nanos();
                without.add(load.during(() -> pause(nanos)));
                written = load.during(runtime::checkpoint);
                with.add(written);
            }
            return rows(settings.many(), without, with);
        }
    }

    private static void fill(Container resident, int entries) {
        for (int from = 0; from < entries; from += BATCH) {
            List<Draft> drafts = new ArrayList<>();
            for (int i = from; i < Math.min(entries, from + BATCH); i++) {
                drafts.add(Draft.of(tuple(i, "resident"), key(i)));
            }
            var _ = resident.writeAll(drafts);
        }
    }

    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private List<Row> rows(int entries, List<Turn> without, List<Turn> with) {
        String label = Report.number((double) entries) + " entries, ";
        List<Row> rows = new ArrayList<>();
        rows.add(row(label + "write or take, longest", without, with, turn -> longest(turn.changes()))
                .atMost(PAUSE_MILLIS_MAX));
        rows.add(row(label + "write or take, p99.9", without, with, turn -> seldom(turn.changes())));
        rows.add(row(label + "read, longest", without, with, turn -> longest(turn.reads())).atMost(PAUSE_MILLIS_MAX));
        rows.add(row(label + "read, p99.9", without, with, turn -> seldom(turn.reads())));
        rows.add(row(label + "a thread that only sleeps, longest", without, with, turn -> longest(turn.stalls())));
        rows.add(row(label + "a thread that only sleeps, p99.9", without, with, turn -> seldom(turn.stalls())));
        rows.add(Row.alone(name(), label + "a checkpoint, written", "ms", median(with, turn -> turn.nanos() / 1e6)));
        return rows;
    }

    private Row row(String label, List<Turn> without, List<Turn> with, ToDoubleFunction<Turn> of) {
        return Row.compared(name(), label, "ms", median(with, of), NO_CHECKPOINT, median(without, of));
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> of) {
        return Sample.median(turns.stream()
                        .map(turn -> new Sample(of.applyAsDouble(turn), Double.NaN))
                        .toList())
                .perSecond();
    }

    private static double longest(Histogram nanos) {
        return nanos.getMaxValue() / 1e6;
    }

    private static double seldom(Histogram nanos) {
        return nanos.getValueAtPercentile(99.9) / 1e6;
    }

    /// What was measured while something went on.
    ///
    /// @param nanos how long it went on, in nanoseconds
    /// @param changes how long each write and each take took, in nanoseconds
    /// @param reads how long each read took, in nanoseconds
    /// @param stalls how much too long a thread slept that slept for a millisecond at a time, in nanoseconds: what the machine, the
    ///     scheduler and the garbage collector do to a thread that asks nothing of the space
    private record Turn(long nanos, Histogram changes, Histogram reads, Histogram stalls) {}

    /// One thread that writes and takes, one that reads, and one that sleeps.
    private record Load(Container resident, int entries, Container queue) {
        Turn during(Action action) throws Exception {
            AtomicBoolean isOver = new AtomicBoolean();
            Random random = new Random(1);
            try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().name("pause-", 0).factory())) {
                Future<Histogram> changes = threads.submit(
                        () -> timed(isOver, 0, () -> queue.write(tuple(Client.ITEM)), () -> queue.take(fifo())));
                Future<Histogram> reads =
                        threads.submit(() -> timed(isOver, 0, () -> resident.read(key(random.nextInt(entries)))));
                Future<Histogram> stalls = threads.submit(() -> timed(isOver, TICK_NANOS, () -> pause(TICK_NANOS)));
                long nanos;
                try {
                    long begin = System.nanoTime();
                    action.run();
                    nanos = System.nanoTime() - begin;
                } finally {
                    isOver.set(true);
                }
                return new Turn(nanos, changes.get(), reads.get(), stalls.get());
            }
        }

        private static Histogram timed(AtomicBoolean isOver, long expectedNanos, Action... actions) throws Exception {
            Histogram nanos = new Histogram(3);
            while (!isOver.get()) {
                for (Action action : actions) {
                    long begin = System.nanoTime();
                    action.run();
                    nanos.recordValue(Math.max(0, System.nanoTime() - begin - expectedNanos));
                }
            }
            return nanos;
        }
    }
}
