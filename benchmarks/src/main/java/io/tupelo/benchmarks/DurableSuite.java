package io.tupelo.benchmarks;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;

import io.lettuce.core.RedisClient;
import io.tupelo.benchmarks.client.Client;
import io.tupelo.benchmarks.client.Clients;
import io.tupelo.benchmarks.client.EchoClient;
import io.tupelo.benchmarks.client.EchoMain;
import io.tupelo.benchmarks.client.JedisClient;
import io.tupelo.benchmarks.client.LettuceClient;
import io.tupelo.benchmarks.client.TupeloClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.node.ServerMain;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// Write and take where an answer means that what it says is on the disk.
final class DurableSuite implements Suite {
    private static final ContainerSpec QUEUE = ContainerSpec.named("queue").with("fifo");
    private static final int MANY = 64;
    private static final double ONE_LEAST = 1;
    private static final double MANY_LEAST = 1.7;
    private static final String TCP = "over TCP";
    private static final String FUSED = ", write + take in one round trip";
    private static final String ECHO = "bare MINA echo, synced";
    private static final String EMBEDDED = "embedded";
    private static final String MEMORY = "in memory";
    private static final String IN_MEMORY = "container in memory";
    private static final String JEDIS = "Redis, Jedis";
    private static final String LETTUCE = "Redis, Lettuce";

    @Override
    public String name() {
        return "space-durable";
    }

    @Override
    public String description() {
        return "write and take by 1 and 64 clients of a durable space, beside Redis with appendfsync always on the same disk";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Scratch folder = Scratch.make();
                Space durable = EmbeddedSpace.open(folder.path("embedded"));
                Space memory = EmbeddedSpace.open();
                ServerProcess ours = ServerProcess.java(
                        settings, ServerMain.class, "--port", "0", "--data", folder.path("server").toString());
                ServerProcess echo = ServerProcess.java(settings, EchoMain.class, folder.path("echo").toString())) {
            Optional<ServerProcess> redis = ServerProcess.durableRedis(folder.path("redis"));
            try {
                // The many first: one alone asks too little for the servers' code to be compiled by the time it is measured, and
                // compiling needs the processor that the server answers on.
                for (int clients : List.of(MANY, 1)) {
                    if (settings.wants(label(clients))) {
                        Rounds rounds = new Rounds(settings)
                                .add(EMBEDDED, embedded(durable, QUEUE, clients))
                                .add(IN_MEMORY, embedded(durable, ContainerSpec.named("cache").with("fifo").inMemory(), clients))
                                .add(MEMORY, embedded(memory, QUEUE, clients));
                        rows.addAll(compare(rounds, clients, ours.port(), echo.port(), redis));
                    }
                }
            } finally {
                redis.ifPresent(ServerProcess::close);
            }
        }
        return rows;
    }

    private static String label(int clients) {
        return clients == 1 ? "1 client" : clients + " clients";
    }

    private List<Row> compare(Rounds rounds, int count, int ours, int echo, Optional<ServerProcess> redis)
            throws Exception {
        int redisClients = redis.isPresent() ? count : 0;
        int redisPort = redis.map(ServerProcess::port).orElse(0);
        try (RedisClient lettuce = RedisClient.create();
                Clients<Client> us = new Clients<>(count, () -> new TupeloClient(ours));
                Clients<Client> jedises = new Clients<>(redisClients, () -> new JedisClient(redisPort));
                Clients<Client> lettuces = new Clients<>(redisClients, () -> new LettuceClient(lettuce, redisPort));
                Clients<EchoClient> echos = new Clients<>(count, () -> new EchoClient(echo))) {
            rounds.add(TCP, remote(us, client -> client::pair))
                    .add(TCP + FUSED, remote(us, client -> client::fusedPair))
                    .add(ECHO, remote(echos, client -> client::pair));
            if (redis.isPresent()) {
                rounds.add(JEDIS, remote(jedises, client -> client::pair))
                        .add(LETTUCE, remote(lettuces, client -> client::pair))
                        .add(JEDIS + FUSED, remote(jedises, client -> client::fusedPair))
                        .add(LETTUCE + FUSED, remote(lettuces, client -> client::fusedPair));
            }
            return rows(count, rounds.run());
        }
    }

    /// Clients that have a processor, and a server that has the other one.
    private static <C extends Closeable> Trial remote(Clients<C> clients, Function<C, Action> work) {
        List<Action> actions = clients.all().stream().map(work).toList();
        return time -> {
            try (Pinning _ = Pinning.load()) {
                return Throughput.ofClients(time, actions);
            }
        };
    }

    /// Threads of this process, which have all processors.
    private static Trial embedded(Space space, ContainerSpec spec, int count) {
        Container queue = space.createIfAbsent(spec);
        Action pair = () -> {
            var _ = queue.write(tuple(Client.ITEM));
            var _ = queue.take(fifo()).orElseThrow();
        };
        return time -> Throughput.ofClients(time, Collections.nCopies(count, pair));
    }

    private List<Row> rows(int count, Map<String, Sample> medians) {
        List<Row> rows = new ArrayList<>();
        String label = label(count);
        Sample tcp = sample(medians, TCP);
        Sample fused = sample(medians, TCP + FUSED);
        Sample embedded = sample(medians, EMBEDDED);
        if (medians.containsKey(JEDIS)) {
            String peer = faster(medians, "");
            String pipelined = faster(medians, FUSED);
            Sample redis = sample(medians, peer);
            String remote = label + ", " + TCP;
            rows.add(Row.compared(name(), remote, "pairs/s", tcp.perSecond(), peer, redis.perSecond())
                    .ratioAtLeast(count == 1 ? ONE_LEAST : MANY_LEAST));
            rows.add(Row.compared(name(), remote, "µs/pair, p50", tcp.p50Micros(), peer, redis.p50Micros()));
            rows.add(Row.compared(name(), remote + FUSED, "pairs/s", fused.perSecond(), pipelined + ", pipelined",
                    sample(medians, pipelined + FUSED).perSecond()));
            rows.add(Row.compared(
                    name(), label + ", " + EMBEDDED, "pairs/s", embedded.perSecond(), peer, redis.perSecond()));
        } else {
            rows.add(Row.alone(name(), label + ", " + TCP, "pairs/s", tcp.perSecond()));
            rows.add(Row.alone(name(), label + ", " + TCP + FUSED, "pairs/s", fused.perSecond()));
        }
        rows.add(Row.compared(
                name(), label + ", " + TCP + ", limit", "pairs/s", tcp.perSecond(), ECHO, sample(medians, ECHO).perSecond()));
        double memory = sample(medians, MEMORY).perSecond();
        rows.add(Row.compared(
                name(), label + ", " + EMBEDDED + ", kept or not", "pairs/s", embedded.perSecond(), MEMORY, memory));
        rows.add(Row.compared(
                name(),
                label + ", " + EMBEDDED + ", " + IN_MEMORY,
                "pairs/s",
                sample(medians, IN_MEMORY).perSecond(),
                MEMORY,
                memory));
        return rows;
    }

    /// Returns which of Redis's clients has made more of some work.
    private static String faster(Map<String, Sample> medians, String work) {
        boolean isJedis = sample(medians, JEDIS + work).perSecond() >= sample(medians, LETTUCE + work).perSecond();
        return isJedis ? JEDIS : LETTUCE;
    }

    private static Sample sample(Map<String, Sample> medians, String side) {
        return Objects.requireNonNull(medians.get(side));
    }
}
