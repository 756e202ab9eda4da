package io.tupelo.benchmarks.client;

import java.util.concurrent.CompletionStage;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/// Redis through Jedis: a connection of its own.
public final class JedisClient implements Client {
    private static final String NAME = "queue";
    private static final int PATIENCE_SECONDS = 10;

    private final Jedis jedis;

    public JedisClient(int port) {
        jedis = new Jedis("127.0.0.1", port);
        jedis.connect();
    }

    private static void check(Object taken) {
        if (taken == null) {
            throw new IllegalStateException("nothing was there to be taken");
        }
    }

    @Override
    public void pair() {
        jedis.rpush(NAME, ITEM);
        check(jedis.lpop(NAME));
    }

    @Override
    public void waitingPair() {
        jedis.rpush(NAME, ITEM);
        check(jedis.blpop(PATIENCE_SECONDS, NAME));
    }

    @Override
    public void fusedPair() {
        pipelinedPairs(1);
    }

    @Override
    public CompletionStage<?> pairAsync() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pipelinedPairs(int pairs) {
        try (Pipeline pipeline = jedis.pipelined()) {
            for (int i = 0; i < pairs; i++) {
                pipeline.rpush(NAME, ITEM);
                pipeline.lpop(NAME);
            }
            pipeline.syncAndReturnAll().forEach(JedisClient::check);
        }
    }

    @Override
    public void close() {
        jedis.close();
    }
}
