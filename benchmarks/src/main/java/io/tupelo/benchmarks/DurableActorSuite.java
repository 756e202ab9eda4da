package io.tupelo.benchmarks;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.durable.VirtualRef;
import io.tupelo.benchmarks.actor.Counters;
import io.tupelo.benchmarks.actor.Counters.Add;
import io.tupelo.runtime.SpaceConfig;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Space;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Steps of durable actors, each with its own state on the disk before its answer is given.
final class DurableActorSuite implements Suite {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OBJECTS = 64;
    private static final int MANY = 64;
    private static final double MANY_LEAST = 50_000;
    private static final int CROWD = 512;
    private static final double CROWD_LEAST = 250_000;
    private static final double COST_RATIO_MAX = 1.5;
    private static final int RECORD_BYTES = 128;
    private static final int COLD = 100_000;
    /// A first message takes so much longer than another one, at most, in microseconds.
    private static final double FIRST_MOST = 1_000;

    @Override
    public String name() {
        return "actors-durable";
    }

    @Override
    public String description() {
        return "steps of durable actors that are on the disk, 1, 64 and 512 at a time, and the first one of an actor";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Scratch folder = Scratch.make();
                JournalSuite.BareFile bare = JournalSuite.BareFile.create(folder.path("bare"), RECORD_BYTES);
                Kept counters = new Kept(folder, Math.min(settings.many(), COLD))) {
            VirtualRef<Add> one = counters.ref("one");
            List<VirtualRef<Add>> some = new ArrayList<>();
            for (int i = 0; i < OBJECTS; i++) {
                some.add(counters.ref("some-" + i));
            }
            Map<String, Sample> medians = new Rounds(settings)
                    .add("bare", time -> Throughput.ofClients(time, List.of(bare::append)))
                    .add("first", time -> Throughput.ofClients(time, List.of(counters::first)))
                    .add("1", time -> Throughput.ofClients(time, List.of(() -> one.ask(new Add(1), PATIENCE))))
                    .add("64 on 1", time -> ahead(time, MANY, List.of(one)))
                    .add("64 on 64", time -> ahead(time, MANY, some))
                    .add("512 on 1", time -> ahead(time, CROWD, List.of(one)))
                    .add("512 on 64", time -> ahead(time, CROWD, some))
                    .run();
            double alone = of(medians, "1").p50Micros();
            rows.add(Row.compared(name(), "1 at a time", "µs, p50", alone, "write and fdatasync", of(medians, "bare").p50Micros())
                    .ratioAtMost(COST_RATIO_MAX));
            rows.add(rate(medians, "64 on 1", "64 at a time, 1 actor").atLeast(MANY_LEAST));
            rows.add(rate(medians, "64 on 64", "64 at a time, 64 actors").atLeast(MANY_LEAST));
            rows.add(rate(medians, "512 on 1", "512 at a time, 1 actor").atLeast(CROWD_LEAST));
            rows.add(rate(medians, "512 on 64", "512 at a time, 64 actors").atLeast(CROWD_LEAST));
            rows.add(Row.alone(name(), "a first message, over another one", "µs, p50", of(medians, "first").p50Micros() - alone)
                    .atMost(FIRST_MOST));
        }
        return rows;
    }

    private Row rate(Map<String, Sample> medians, String side, String label) {
        return Row.alone(name(), label, "steps/s", of(medians, side).perSecond());
    }

    private static Sample of(Map<String, Sample> medians, String side) {
        return Objects.requireNonNull(medians.get(side));
    }

    /// Asks without waiting for answers, as long as fewer than `most` are due.
    private static Sample ahead(Duration time, int most, List<VirtualRef<Add>> actors) throws Exception {
        Semaphore room = new Semaphore(most);
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long asked = 0;
        while (System.nanoTime() < end) {
            room.acquire();
            VirtualRef<Add> actor = actors.get((int) (asked++ % actors.size()));
            var _ = actor.askAsync(new Add(1), PATIENCE).whenComplete((_, failure) -> {
                if (failure != null) {
                    failed.set(failure);
                }
                room.release();
            });
        }
        room.acquire(most);
        if (failed.get() != null) {
            throw new IllegalStateException("a step failed", failed.get());
        }
        return new Sample(asked * 1e9 / (System.nanoTime() - begin), Double.NaN, Double.NaN);
    }

    /// Counters in a space on the disk, hosted by this process.
    private static final class Kept implements AutoCloseable {
        private final SpaceRuntime runtime;
        private final Space space;
        private final ActorHost threads = ActorHost.open();
        private final SpaceActors actors;
        private final AtomicInteger known = new AtomicInteger();

        Kept(Scratch folder, int cold) throws IOException {
            runtime = SpaceRuntime.open("counters", folder.path("space"), SpaceConfig.DEFAULT);
            space = Space.over(runtime.port());
            actors = SpaceActors.open(space, threads, (actor, why) -> System.err.println(actor + ": " + why));
            actors.host("bench", SpaceActors.LEASE, Counters.COUNTER);
            Counters.keep(space, "cold-", cold);
            // Its shard is here once it answers.
            for (int i = 0; i < OBJECTS; i++) {
                var _ = ref("some-" + i).ask(new Add(0), PATIENCE);
            }
        }

        VirtualRef<Add> ref(String key) {
            return actors.ref(Counters.COUNTER, key);
        }

        /// Asks an actor that has a state and isn't in memory.
        void first() {
            if (ref("cold-" + known.getAndIncrement()).ask(new Add(1), PATIENCE) != 2) {
                throw new IllegalStateException("there are no more cold actors");
            }
        }

        @Override
        public void close() {
            actors.close();
            space.close();
            runtime.close();
            threads.close();
        }
    }
}
