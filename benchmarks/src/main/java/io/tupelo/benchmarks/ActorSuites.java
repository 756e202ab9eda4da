package io.tupelo.benchmarks;

import io.tupelo.benchmarks.actor.ActorSide;
import io.tupelo.benchmarks.actor.ErlangNode;
import io.tupelo.benchmarks.actor.PekkoSide;
import io.tupelo.benchmarks.actor.TupeloSide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/// The suites over actors. The sides run in this process, each with a thread for each processor, in turns; Erlang, where it is
/// installed, in a process of its own.
final class ActorSuites {
    private static final String OURS = "ours";
    private static final String PEKKO = "Pekko";
    private static final String ERLANG = "Erlang";

    private ActorSuites() {}

    private static double of(Map<String, Sample> medians, String side, ToDoubleFunction<Sample> what) {
        return what.applyAsDouble(Objects.requireNonNull(medians.get(side)));
    }

    // ---- messages ----

    /// How many messages a second go through actors.
    static final class Tell implements Suite {
        private static final int MESSAGES = 200_000;
        private static final int PAIRS = 500;
        private static final int RING = 1_000;
        private static final int TOKENS = 100;

        @Override
        public String name() {
            return "actors-tell";
        }

        @Override
        public String description() {
            return "messages between actors, beside Pekko's";
        }

        @Override
        public List<Row> run(Settings settings) throws Exception {
            List<Row> rows = new ArrayList<>();
            try (ActorSide ours = new TupeloSide();
                    ActorSide pekko = new PekkoSide()) {
                List<ActorSide> sides = List.of(ours, pekko);
                add(rows, settings, sides, "1 to 1", 1, side -> side.flood(1));
                add(rows, settings, sides, "8 to 1", 1, side -> side.flood(8));
                add(rows, settings, sides, "ring of 1,000, 1 token", 2, side -> side.rings(1, RING, 1));
                add(rows, settings, sides, "ring of 1,000, 100 tokens", 1, side -> side.rings(1, RING, TOKENS));
                add(rows, settings, sides, "500 pairs, ping-pong", 1.3, side -> side.rings(PAIRS, 2, 1));
            }
            return rows;
        }

        private void add(
                List<Row> rows,
                Settings settings,
                List<ActorSide> sides,
                String label,
                double least,
                Function<ActorSide, ActorSide.Load> load)
                throws Exception {
            if (!settings.wants(label)) {
                return;
            }
            ActorSide.Load ours = load.apply(sides.getFirst());
            ActorSide.Load pekkos = load.apply(sides.getLast());
            Map<String, Sample> medians = new Rounds(settings)
                    .add(OURS, time -> rate(time, ours))
                    .add(PEKKO, time -> rate(time, pekkos))
                    .run();
            double reached = of(medians, OURS, Sample::perSecond);
            rows.add(Row.compared(name(), label, "messages/s", reached, PEKKO, of(medians, PEKKO, Sample::perSecond))
                    .ratioAtLeast(least));
        }

        private static Sample rate(Duration time, ActorSide.Load load) throws Exception {
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            long count = 0;
            long now;
            do {
                load.run(MESSAGES);
                count += MESSAGES;
                now = System.nanoTime();
            } while (now < end);
            return new Sample(count * 1e9 / (now - begin), Double.NaN);
        }
    }

    private static Sample timed(Duration time, ActorSide.Timed timed) throws Exception {
        int atOnce = 200;
        Histogram nanos = new Histogram(3);
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long now;
        do {
            Histogram some = new Histogram(3);
            timed.run(atOnce, some);
            nanos.add(some);
            now = System.nanoTime();
        } while (now < end);
        return Sample.of(nanos, (now - begin) / 1e9);
    }

    private static Rounds rounds(Settings settings, ActorSide.Timed ours, ActorSide.Timed pekkos) {
        return new Rounds(settings).add(OURS, time -> timed(time, ours)).add(PEKKO, time -> timed(time, pekkos));
    }

    // ---- questions ----

    /// How long an actor is waited for that is asked.
    static final class Ask implements Suite {
        private static final double MOST = 0.5;

        @Override
        public String name() {
            return "actors-ask";
        }

        @Override
        public String description() {
            return "asking an actor, one question after the other, beside Pekko's and Erlang's gen_server:call";
        }

        @Override
        public List<Row> run(Settings settings) throws Exception {
            List<Row> rows = new ArrayList<>();
            Optional<ErlangNode> erlang = ErlangNode.start();
            try (ActorSide ours = new TupeloSide();
                    ActorSide pekko = new PekkoSide()) {
                add(rows, settings, "by an actor", erlang, ours.askedByActor(), pekko.askedByActor());
                add(rows, settings, "by a virtual thread", erlang, ours.askedByThread(), pekko.askedByThread());
            } finally {
                if (erlang.isPresent()) {
                    erlang.get().close();
                }
            }
            return rows;
        }

        private void add(
                List<Row> rows,
                Settings settings,
                String label,
                Optional<ErlangNode> erlang,
                ActorSide.Timed ours,
                ActorSide.Timed pekkos)
                throws Exception {
            if (!settings.wants(label)) {
                return;
            }
            Rounds rounds = rounds(settings, ours, pekkos);
            if (erlang.isPresent()) {
                ErlangNode node = erlang.get();
                rounds.add(ERLANG, time -> called(time, node));
            }
            Map<String, Sample> medians = rounds.run();
            row(rows, medians, label, "p50", Sample::p50Micros);
            row(rows, medians, label, "p99", Sample::p99Micros);
        }

        private static Sample called(Duration time, ErlangNode node) throws Exception {
            double[] nanos = node.call(Math.max(1, time.toMillis()));
            return new Sample(Double.NaN, nanos[0] / 1e3, nanos[1] / 1e3);
        }

        private void row(
                List<Row> rows, Map<String, Sample> medians, String label, String which, ToDoubleFunction<Sample> what) {
            String unit = "µs, " + which;
            double reached = of(medians, OURS, what);
            rows.add(Row.compared(name(), label, unit, reached, PEKKO, of(medians, PEKKO, what)).ratioAtMost(MOST));
            if (medians.containsKey(ERLANG)) {
                rows.add(Row.compared(name(), label, unit, reached, ERLANG, of(medians, ERLANG, what)));
            }
        }
    }

    // ---- beginnings ----

    /// What it costs to have many actors, and to restart one.
    static final class Spawn implements Suite {
        private static final double BYTES_MOST = 300;
        private static final double RATE_LEAST = 3;
        /// An Erlang node can't have names for a million, and starts fewer.
        private static final int ERLANG_PART = 10;

        @Override
        public String name() {
            return "actors-spawn";
        }

        @Override
        public String description() {
            return "many idle actors under a supervisor, each with a name, and the restart of one, beside Pekko's";
        }

        @Override
        public List<Row> run(Settings settings) throws Exception {
            List<Row> rows = new ArrayList<>();
            if (settings.wants("idle")) {
                idle(rows, settings);
            }
            if (settings.wants("restart")) {
                restart(rows, settings);
            }
            return rows;
        }

        private void idle(List<Row> rows, Settings settings) throws Exception {
            String label = "%,d idle actors".formatted(settings.many());
            List<Double> bytes = new ArrayList<>();
            List<Double> pekkosBytes = new ArrayList<>();
            Optional<ErlangNode> erlang = ErlangNode.start();
            try {
                Rounds rounds = new Rounds(settings)
                        .add(OURS, _ -> spawned(settings.many(), TupeloSide::new, bytes))
                        .add(PEKKO, _ -> spawned(settings.many(), PekkoSide::new, pekkosBytes));
                if (erlang.isPresent()) {
                    ErlangNode node = erlang.get();
                    int some = settings.many() / ERLANG_PART;
                    rounds.add(ERLANG, _ -> new Sample(some * 1e9 / node.spawn(some)[0], Double.NaN));
                }
                Map<String, Sample> medians = rounds.run();
                double reached = of(medians, OURS, Sample::perSecond);
                rows.add(Row.compared(name(), label, "bytes/actor", Sample.middle(bytes), PEKKO, Sample.middle(pekkosBytes))
                        .atMost(BYTES_MOST));
                rows.add(Row.compared(name(), label, "actors/s", reached, PEKKO, of(medians, PEKKO, Sample::perSecond))
                        .ratioAtLeast(RATE_LEAST));
                if (erlang.isPresent()) {
                    rows.add(Row.compared(
                            name(), label, "actors/s", reached, "Erlang, a tenth, without names", of(medians, ERLANG, Sample::perSecond)));
                }
            } finally {
                if (erlang.isPresent()) {
                    erlang.get().close();
                }
            }
        }

        private static Sample spawned(int actors, Supplier<ActorSide> side, List<Double> bytes) throws Exception {
            try (ActorSide each = side.get()) {
                long before = MemorySuite.used();
                long begin = System.nanoTime();
                each.spawn(actors);
                double seconds = (System.nanoTime() - begin) / 1e9;
                bytes.add((MemorySuite.used() - before) / (double) actors);
                return new Sample(actors / seconds, Double.NaN);
            }
        }

        private void restart(List<Row> rows, Settings settings) throws Exception {
            try (ActorSide ours = new TupeloSide();
                    ActorSide pekko = new PekkoSide()) {
                Map<String, Sample> medians = rounds(settings, ours.restarted(), pekko.restarted()).run();
                rows.add(Row.compared(
                                name(),
                                "a crash, a restart, and the next answer",
                                "µs, p50",
                                of(medians, OURS, Sample::p50Micros),
                                PEKKO,
                                of(medians, PEKKO, Sample::p50Micros))
                        .ratioAtMost(1));
            }
        }
    }
}
