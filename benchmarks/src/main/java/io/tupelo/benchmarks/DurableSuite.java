package io.tupelo.benchmarks;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;

import io.lettuce.core.RedisClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.node.ServerMain;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Write and take where an answer means that what it says is on the disk.
final class DurableSuite implements Suite {
    private static final ContainerSpec QUEUE = ContainerSpec.named("queue").with("fifo");
    private static final int MANY = 64;
    private static final double ONE_LEAST = 1;
    private static final double MANY_LEAST = 1.7;
    private static final String TCP = "over TCP";
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
                        settings, ServerMain.class, "--port", "0", "--data", folder.path("server").toString())) {
            Optional<ServerProcess> redis = ServerProcess.durableRedis(folder.path("redis"));
            try {
                for (int clients : List.of(1, MANY)) {
                    if (settings.wants(label(clients))) {
                        Rounds rounds = new Rounds(settings)
                                .add(EMBEDDED, embedded(durable, QUEUE, clients))
                                .add(IN_MEMORY, embedded(durable, ContainerSpec.named("cache").with("fifo").inMemory(), clients))
                                .add(MEMORY, embedded(memory, QUEUE, clients));
                        rows.addAll(compare(rounds, clients, ours.port(), redis));
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

    private List<Row> compare(Rounds rounds, int count, int ours, Optional<ServerProcess> redis) throws Exception {
        int redisClients = redis.isPresent() ? count : 0;
        int redisPort = redis.map(ServerProcess::port).orElse(0);
        try (RedisClient lettuce = RedisClient.create();
                Clients<Client> us = new Clients<>(count, () -> new TupeloClient(ours));
                Clients<Client> jedises = new Clients<>(redisClients, () -> new JedisClient(redisPort));
                Clients<Client> lettuces = new Clients<>(redisClients, () -> new LettuceClient(lettuce, redisPort))) {
            rounds.add(TCP, remote(us));
            if (redis.isPresent()) {
                rounds.add(JEDIS, remote(jedises)).add(LETTUCE, remote(lettuces));
            }
            return rows(count, rounds.run());
        }
    }

    /// Clients that have a processor, and a server that has the other one.
    private static Trial remote(Clients<Client> clients) {
        List<Action> actions =
                clients.all().stream().<Action>map(client -> client::pair).toList();
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
        Sample embedded = sample(medians, EMBEDDED);
        if (medians.containsKey(JEDIS)) {
            boolean isJedis = sample(medians, JEDIS).perSecond() >= sample(medians, LETTUCE).perSecond();
            String peer = isJedis ? JEDIS : LETTUCE;
            Sample redis = sample(medians, peer);
            String remote = label + ", " + TCP;
            rows.add(Row.compared(name(), remote, "pairs/s", tcp.perSecond(), peer, redis.perSecond())
                    .ratioAtLeast(count == 1 ? ONE_LEAST : MANY_LEAST));
            rows.add(Row.compared(name(), remote, "µs/pair, p50", tcp.p50Micros(), peer, redis.p50Micros()));
            rows.add(Row.compared(
                    name(), label + ", " + EMBEDDED, "pairs/s", embedded.perSecond(), peer, redis.perSecond()));
        } else {
            rows.add(Row.alone(name(), label + ", " + TCP, "pairs/s", tcp.perSecond()));
        }
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

    private static Sample sample(Map<String, Sample> medians, String side) {
        return Objects.requireNonNull(medians.get(side));
    }
}
