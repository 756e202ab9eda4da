package io.tupelo.benchmarks;

import io.lettuce.core.RedisClient;
import io.tupelo.benchmarks.client.Client;
import io.tupelo.benchmarks.client.Clients;
import io.tupelo.benchmarks.client.EchoClient;
import io.tupelo.benchmarks.client.EchoMain;
import io.tupelo.benchmarks.client.JedisClient;
import io.tupelo.benchmarks.client.LettuceClient;
import io.tupelo.benchmarks.client.TupeloClient;
import io.tupelo.node.ServerMain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Blocking clients over loopback, each with a connection and a thread of its own.
final class TcpSuite implements Suite {
    private static final List<Integer> CLIENTS = List.of(1, 8, 64);
    private static final String JEDIS = "Redis, Jedis";
    private static final String LETTUCE = "Redis, Lettuce";
    private static final String US = "Tupelo";
    private static final double RATE_LEAST = 0.9;
    private static final double P50_MOST = 1.1;

    /// What a client does over and over.
    private enum Work {
        PAIR("write + take"),
        WAITING("write + waiting take"),
        FUSED("write + take in one round trip");

        private final String label;

        Work(String label) {
            this.label = label;
        }

        private void run(Client client) throws Exception {
            switch (this) {
                case PAIR -> client.pair();
                case WAITING -> client.waitingPair();
                case FUSED -> client.fusedPair();
            }
        }
    }

    @Override
    public String name() {
        return "space-tcp";
    }

    @Override
    public String description() {
        return "write and take by 1, 8 and 64 blocking clients over loopback, beside Redis's RPUSH and LPOP or BLPOP";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        List<Row> rows = new ArrayList<>();
        Optional<ServerProcess> redis = ServerProcess.redis();
        try (Pinning _ = Pinning.load();
                ServerProcess ours = ServerProcess.java(settings, ServerMain.class, "--port", "0", "--memory");
                ServerProcess echo = ServerProcess.java(settings, EchoMain.class)) {
            for (int clients : CLIENTS) {
                if (settings.wants(label(clients))) {
                    rows.addAll(compare(settings, clients, ours.port(), echo.port(), redis));
                }
            }
        } finally {
            redis.ifPresent(ServerProcess::close);
        }
        return rows;
    }

    private static String label(int clients) {
        return clients == 1 ? "1 client" : clients + " clients";
    }

    private List<Row> compare(Settings settings, int count, int ours, int echo, Optional<ServerProcess> redis)
            throws Exception {
        int redisClients = redis.isPresent() ? count : 0;
        int redisPort = redis.map(ServerProcess::port).orElse(0);
        try (RedisClient lettuce = RedisClient.create();
                Clients<Client> us = new Clients<>(count, () -> new TupeloClient(ours));
                Clients<Client> jedises = new Clients<>(redisClients, () -> new JedisClient(redisPort));
                Clients<Client> lettuces = new Clients<>(redisClients, () -> new LettuceClient(lettuce, redisPort));
                Clients<EchoClient> echos = new Clients<>(count, () -> new EchoClient(echo))) {
            Rounds rounds = new Rounds(settings);
            for (Work work : Work.values()) {
                rounds.add(US + work, trial(us, work));
                if (redis.isPresent()) {
                    rounds.add(JEDIS + work, trial(jedises, work)).add(LETTUCE + work, trial(lettuces, work));
                }
            }
            rounds.add("echo", time -> Throughput.ofClients(
                    time, echos.all().stream().<Action>map(each -> each::pair).toList()));
            Map<String, Sample> medians = rounds.run();
            return rows(label(count), medians, redis.isPresent());
        }
    }

    private static Trial trial(Clients<Client> clients, Work work) {
        List<Action> actions = clients.all().stream()
                .<Action>map(client -> () -> work.run(client))
                .toList();
        return time -> Throughput.ofClients(time, actions);
    }

    private List<Row> rows(String label, Map<String, Sample> medians, boolean withRedis) {
        List<Row> rows = new ArrayList<>();
        Sample pair = sample(medians, US + Work.PAIR);
        if (withRedis) {
            for (Work work : List.of(Work.PAIR, Work.WAITING)) {
                rows.add(rate(label + ", " + work.label, sample(medians, US + work), medians, work)
                        .ratioAtLeast(RATE_LEAST));
                rows.add(p50(label + ", " + work.label, sample(medians, US + work), medians, work)
                        .ratioAtMost(P50_MOST));
            }
            Sample fused = sample(medians, US + Work.FUSED);
            String name = label + ", " + Work.FUSED.label;
            rows.add(rate(name + " vs. two", fused, medians, Work.PAIR).ratioAtLeast(1));
            rows.add(rate(name + " vs. two pipelined", fused, medians, Work.FUSED));
        }
        double echo = sample(medians, "echo").perSecond();
        rows.add(Row.compared(name(), label + ", " + Work.PAIR.label + ", limit", "pairs/s", pair.perSecond(), "bare MINA echo", echo));
        return rows;
    }

    private Row rate(String label, Sample ours, Map<String, Sample> medians, Work work) {
        double jedis = sample(medians, JEDIS + work).perSecond();
        double lettuce = sample(medians, LETTUCE + work).perSecond();
        return Row.compared(name(), label, "pairs/s", ours.perSecond(), jedis >= lettuce ? JEDIS : LETTUCE, Math.max(jedis, lettuce));
    }

    private Row p50(String label, Sample ours, Map<String, Sample> medians, Work work) {
        double jedis = sample(medians, JEDIS + work).p50Micros();
        double lettuce = sample(medians, LETTUCE + work).p50Micros();
        return Row.compared(name(), label, "µs/pair, p50", ours.p50Micros(), jedis <= lettuce ? JEDIS : LETTUCE, Math.min(jedis, lettuce));
    }

    private static Sample sample(Map<String, Sample> medians, String side) {
        return Objects.requireNonNull(medians.get(side));
    }
}
