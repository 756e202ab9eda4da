package io.tupelo.benchmarks;

import io.tupelo.actor.ActorHost;
import io.tupelo.benchmarks.actor.Counters;
import io.tupelo.benchmarks.client.Clients;
import io.tupelo.benchmarks.client.CounterClient;
import io.tupelo.benchmarks.client.HttpCounters;
import io.tupelo.benchmarks.client.TupeloCounters;
import io.tupelo.node.ServerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Durable counters addressed by key, over the network, beside Durable Objects in `workerd`. In the end the servers are killed.
final class ObjectSuite implements Suite {
    private static final String OURS = "ours";
    private static final String WORKERD = "workerd";
    private static final int CONNECTIONS = 32;
    private static final int OBJECTS = 64;
    private static final double RATIO_LEAST = 5;

    /// Which counters are added to.
    private enum Work {
        ONE("1 object", "increments/s", 0),
        SOME("64 objects", "increments/s", RATIO_LEAST),
        FIRST("first touches", "objects/s", RATIO_LEAST);

        private final String label;
        private final String unit;
        private final double least;

        Work(String label, String unit, double least) {
            this.label = label;
            this.unit = unit;
            this.least = least;
        }
    }

    @Override
    public String name() {
        return "actors-object";
    }

    @Override
    public String description() {
        return "durable counters addressed by key, over 32 connections, beside Durable Objects in workerd; and what kill -9 loses";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        List<Row> rows = new ArrayList<>();
        Optional<Workerd> workerd = Workerd.find();
        try (Scratch folder = Scratch.make();
                ActorHost threads = ActorHost.open();
                Pinning _ = Pinning.load()) {
            Path jar = Counters.jar(folder.path("counters.jar"));
            List<Side> sides = new ArrayList<>();
            sides.add(new Side(
                    OURS,
                    () -> ServerProcess.java(
                            settings, ServerMain.class, "--port", "0", "--data", folder.path("data").toString(), "--actors", jar.toString()),
                    port -> new TupeloCounters(port, threads)));
            workerd.ifPresent(
                    each -> sides.add(new Side(WORKERD, () -> each.start(folder.path(WORKERD)), HttpCounters::new)));
            try {
                for (Side side : sides) {
                    side.open();
                }
                rates(rows, settings, sides);
                losses(rows, settings, sides);
            } finally {
                for (Side side : sides) {
                    side.close();
                }
            }
        }
        return rows;
    }

    private void rates(List<Row> rows, Settings settings, List<Side> sides) throws Exception {
        Rounds rounds = new Rounds(settings);
        List<Work> works = List.of(Work.values()).stream().filter(work -> settings.wants(work.label)).toList();
        for (Work work : works) {
            for (Side side : sides) {
                rounds.add(side.name + work, time -> Throughput.ofClients(time, side.actions(work)));
            }
        }
        Map<String, Sample> medians = rounds.run();
        for (Work work : works) {
            double ours = Objects.requireNonNull(medians.get(OURS + work)).perSecond();
            Sample peers = medians.get(WORKERD + work);
            if (peers == null) {
                rows.add(Row.alone(name(), work.label, work.unit, ours));
            } else {
                Row row = Row.compared(name(), work.label, work.unit, ours, WORKERD, peers.perSecond());
                rows.add(work.least == 0 ? row : row.ratioAtLeast(work.least));
            }
        }
    }

    private void losses(List<Row> rows, Settings settings, List<Side> sides) throws Exception {
        String label = "acknowledged, and lost by kill -9";
        if (!settings.wants(label)) {
            return;
        }
        Map<String, Double> lost = new LinkedHashMap<>();
        for (Side side : sides) {
            lost.put(side.name, side.lost(settings.round()));
        }
        Double peers = lost.get(WORKERD);
        Row row = Row.alone(name(), label, "increments", Objects.requireNonNull(lost.get(OURS)));
        rows.add((peers == null ? row : Row.compared(name(), label, "increments", row.ours(), WORKERD, peers)).exactly(0));
    }

    /// What starts a server, the first time or again.
    private interface Starting {
        ServerProcess start() throws IOException, InterruptedException;
    }

    private interface Connecting {
        CounterClient connect(int port) throws IOException;
    }

    /// One server, and its clients.
    private static final class Side implements AutoCloseable {
        private final String name;
        private final Starting starting;
        private final Connecting connecting;
        private final AtomicLong touched = new AtomicLong();
        private @Nullable ServerProcess server;
        private @Nullable Clients<CounterClient> clients;

        Side(String name, Starting starting, Connecting connecting) {
            this.name = name;
            this.starting = starting;
            this.connecting = connecting;
        }

        void open() throws Exception {
            ServerProcess started = starting.start();
            server = started;
            clients = new Clients<>(CONNECTIONS, () -> connecting.connect(started.port()));
        }

        private List<CounterClient> clients() {
            return Objects.requireNonNull(clients).all();
        }

        List<Action> actions(Work work) {
            return actions(number -> {
                CounterClient client = clients().get(number);
                AtomicLong next = new AtomicLong(number);
                return switch (work) {
                    case ONE -> () -> client.add("one");
                    case SOME -> () -> client.add("some-" + next.getAndAdd(CONNECTIONS) % OBJECTS);
                    case FIRST -> () -> {
                        if (client.add("first-" + touched.getAndIncrement()) != 1) {
                            throw new IllegalStateException("it was touched before");
                        }
                    };
                };
            });
        }

        private static List<Action> actions(IntFunction<Action> each) {
            List<Action> actions = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                actions.add(each.apply(i));
            }
            return actions;
        }

        /// Kills the server while all add, starts it again, and counts what had been acknowledged and isn't there.
        double lost(Duration time) throws Exception {
            Map<String, Long> acknowledged = new ConcurrentHashMap<>();
            try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
                List<Future<?>> adding = new ArrayList<>();
                for (int i = 0; i < CONNECTIONS; i++) {
                    CounterClient client = clients().get(i);
                    int first = i;
                    adding.add(threads.submit(() -> addUntilItFails(client, first, acknowledged)));
                }
                Thread.sleep(time);
                Objects.requireNonNull(server).kill();
                // A client of ours waits for its server to come back; closed, it fails.
                close();
                for (Future<?> client : adding) {
                    client.get();
                }
            }
            open();
            long lost = 0;
            for (Map.Entry<String, Long> each : acknowledged.entrySet()) {
                lost += Math.max(0, each.getValue() + 1 - clients().getFirst().add(each.getKey()));
            }
            return lost;
        }

        private static void addUntilItFails(CounterClient client, int first, Map<String, Long> acknowledged) {
            for (int number = first; ; number = (number + CONNECTIONS) % OBJECTS) {
                String key = "kill-" + number;
                try {
                    acknowledged.merge(key, client.add(key), Math::max);
                } catch (IOException | RuntimeException _) {
                    // That server is gone: it was killed.
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (clients != null) {
                clients.close();
                clients = null;
            }
            if (server != null) {
                server.close();
                server = null;
            }
        }
    }
}
