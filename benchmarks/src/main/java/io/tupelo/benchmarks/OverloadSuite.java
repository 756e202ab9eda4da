package io.tupelo.benchmarks;

import static io.tupelo.coordinator.Coordinators.fifo;

import io.tupelo.benchmarks.client.Client;
import io.tupelo.benchmarks.client.Clients;
import io.tupelo.benchmarks.client.TupeloClient;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.node.ServerMain;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Wait;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/// A node at its peak, and the same node asked for four times as much, some of it beyond its limits.
final class OverloadSuite implements Suite {
    private static final int TIMES = 4;
    private static final int REQUESTS_REFUSED = 32;
    private static final double RATIO_LEAST = 0.8;

    @Override
    public String name() {
        return "space-overload";
    }

    @Override
    public String description() {
        return "write and take at the peak, and by four times as many connections beside sessions over their limits";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        int connections = PipelinedSuite.CONNECTIONS;
        LongAdder refused = new LongAdder();
        try (Pinning _ = Pinning.load();
                ServerProcess server = ServerProcess.java(settings, ServerMain.class, "--port", "0", "--memory");
                Clients<Client> few = new Clients<>(connections, () -> new TupeloClient(server.port()));
                Clients<Client> many = new Clients<>(TIMES * connections, () -> new TupeloClient(server.port()));
                Clients<Greedy> greedy = new Clients<>(TIMES, () -> new Greedy(server.port(), refused))) {
            Map<String, Sample> medians = new Rounds(settings)
                    .add("peak", time -> PipelinedSuite.sliding(time, few.all()))
                    .add("overload", time -> {
                        greedy.all().forEach(Greedy::start);
                        try {
                            return PipelinedSuite.sliding(time, many.all());
                        } finally {
                            greedy.all().forEach(Greedy::stop);
                        }
                    })
                    .run();
            return rows(medians, refused.sum());
        }
    }

    private List<Row> rows(Map<String, Sample> medians, long refused) {
        double peak = Objects.requireNonNull(medians.get("peak")).perSecond();
        double overload = Objects.requireNonNull(medians.get("overload")).perSecond();
        String label = "admitted of %d connections, %d in flight, beside %d sessions over their limit of waits"
                .formatted(TIMES * PipelinedSuite.CONNECTIONS, PipelinedSuite.IN_FLIGHT, TIMES);
        return List.of(
                Row.compared(name(), label, "pairs/s", overload, PipelinedSuite.CONNECTIONS + " connections alone", peak)
                        .ratioAtLeast(RATIO_LEAST),
                Row.alone(name(), "waits refused meanwhile", "requests", (double) refused));
    }

    /// A session that asks for more waits than it may have, again as soon as it is refused.
    private static final class Greedy implements Closeable {
        private final Space space;
        private final Container empty;
        private final LongAdder refused;
        private final AtomicBoolean running = new AtomicBoolean();

        Greedy(int port, LongAdder refused) {
            this.refused = refused;
            space = SpaceClient.connect("tupelo://127.0.0.1:" + port);
            empty = space.createIfAbsent(ContainerSpec.named("empty").with("fifo"));
            for (int i = 0; i < Limits.DEFAULT.waitersMax(); i++) {
                var _ = empty.takeAsync(fifo(), Wait.FOREVER);
            }
        }

        void start() {
            running.set(true);
            for (int i = 0; i < REQUESTS_REFUSED; i++) {
                ask();
            }
        }

        void stop() {
            running.set(false);
        }

        private void ask() {
            var _ = empty.takeAsync(fifo(), Wait.FOREVER).whenComplete((_, refusal) -> {
                if (refusal != null && running.get()) {
                    refused.increment();
                    ask();
                }
            });
        }

        @Override
        public void close() {
            stop();
            space.close();
        }
    }
}
