package io.tupelo.benchmarks;

import io.lettuce.core.RedisClient;
import io.tupelo.benchmarks.client.Client;
import io.tupelo.benchmarks.client.Clients;
import io.tupelo.benchmarks.client.JedisClient;
import io.tupelo.benchmarks.client.LettuceClient;
import io.tupelo.benchmarks.client.TupeloClient;
import io.tupelo.node.ServerMain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/// Few connections with many requests in flight.
final class PipelinedSuite implements Suite {
    static final int CONNECTIONS = 8;
    static final int IN_FLIGHT = 32;

    @Override
    public String name() {
        return "space-tcp-pipelined";
    }

    @Override
    public String description() {
        return "write and take over 8 connections with 32 requests in flight each, beside Redis";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        Optional<ServerProcess> redis = ServerProcess.redis();
        int redisClients = redis.isPresent() ? CONNECTIONS : 0;
        int redisPort = redis.map(ServerProcess::port).orElse(0);
        try (Pinning _ = Pinning.load();
                ServerProcess server = ServerProcess.java(settings, ServerMain.class, "--port", "0", "--memory");
                RedisClient lettuce = RedisClient.create();
                Clients<Client> us = new Clients<>(CONNECTIONS, () -> new TupeloClient(server.port()));
                Clients<Client> jedises = new Clients<>(redisClients, () -> new JedisClient(redisPort));
                Clients<Client> lettuces = new Clients<>(redisClients, () -> new LettuceClient(lettuce, redisPort))) {
            Rounds rounds = new Rounds(settings).add("ours", time -> sliding(time, us.all()));
            if (redis.isPresent()) {
                rounds.add("lettuce", time -> sliding(time, lettuces.all()))
                        .add("jedis", time -> inBlocks(time, jedises.all()));
            }
            return rows(rounds.run(), redis.isPresent());
        } finally {
            redis.ifPresent(ServerProcess::close);
        }
    }

    private List<Row> rows(Map<String, Sample> medians, boolean withRedis) {
        List<Row> rows = new ArrayList<>();
        String label = CONNECTIONS + " connections, " + IN_FLIGHT + " in flight";
        double ours = Objects.requireNonNull(medians.get("ours")).perSecond();
        if (!withRedis) {
            rows.add(Row.alone(name(), label, "pairs/s", ours));
            return rows;
        }
        double lettuce = Objects.requireNonNull(medians.get("lettuce")).perSecond();
        double jedis = Objects.requireNonNull(medians.get("jedis")).perSecond();
        boolean byLettuce = lettuce >= jedis;
        rows.add(Row.compared(name(), label, "pairs/s", ours, byLettuce ? "Redis, Lettuce" : "Redis, Jedis", Math.max(lettuce, jedis))
                .ratioAtLeast(0.5));
        rows.add(Row.compared(name(), label + ", the other client", "pairs/s", ours, byLettuce ? "Redis, Jedis" : "Redis, Lettuce", Math.min(lettuce, jedis)));
        return rows;
    }

    /// Each answer brings the next request about.
    static Sample sliding(Duration time, List<Client> clients) {
        Phaser running = new Phaser(1);
        LongAdder count = new LongAdder();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        for (Client client : clients) {
            for (int i = 0; i < IN_FLIGHT; i++) {
                running.register();
                next(client, end, count, running, failure);
            }
        }
        running.arriveAndAwaitAdvance();
        if (failure.get() != null) {
            throw new CompletionException(failure.get());
        }
        return new Sample(count.sum() * 1e9 / (System.nanoTime() - begin), Double.NaN);
    }

    private static void next(
            Client client, long end, LongAdder count, Phaser running, AtomicReference<Throwable> failure) {
        var _ = client.pairAsync().whenComplete((taken, failed) -> {
            count.increment();
            if (failed != null) {
                failure.set(failed);
                running.arriveAndDeregister();
            } else if (System.nanoTime() < end) {
                next(client, end, count, running, failure);
            } else {
                running.arriveAndDeregister();
            }
        });
    }

    /// All requests are sent together, and their answers awaited together.
    private static Sample inBlocks(Duration time, List<Client> clients) throws Exception {
        int pairs = IN_FLIGHT / 2;
        List<Action> actions = clients.stream()
                .<Action>map(client -> () -> client.pipelinedPairs(pairs))
                .toList();
        return new Sample(Throughput.ofClients(time, actions).perSecond() * pairs, Double.NaN);
    }
}
