package io.tupelo.benchmarks.client;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/// Redis through Lettuce: a connection of its own.
public final class LettuceClient implements Client {
    private static final String NAME = "queue";
    private static final long PATIENCE_SECONDS = 10;

    private final StatefulRedisConnection<String, String> connection;

    public LettuceClient(RedisClient client, int port) {
        connection = client.connect(RedisURI.create("127.0.0.1", port));
    }

    @Override
    public void pair() {
        var _ = connection.sync().rpush(NAME, ITEM);
        var _ = Objects.requireNonNull(connection.sync().lpop(NAME));
    }

    @Override
    public void waitingPair() {
        var _ = connection.sync().rpush(NAME, ITEM);
        var _ = Objects.requireNonNull(connection.sync().blpop(PATIENCE_SECONDS, NAME));
    }

    @Override
    public void fusedPair() throws InterruptedException, ExecutionException {
        var _ = connection.async().rpush(NAME, ITEM);
        var _ = Objects.requireNonNull(connection.async().lpop(NAME).get());
    }

    @Override
    public CompletionStage<?> pairAsync() {
        return connection.async().rpush(NAME, ITEM).thenCompose(_ -> connection.async().lpop(NAME));
    }

    @Override
    public void close() {
        connection.close();
    }
}
