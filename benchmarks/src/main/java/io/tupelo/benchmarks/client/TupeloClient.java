package io.tupelo.benchmarks.client;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Wait;
import io.tupelo.space.BatchOutcome;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// Tupelo through its client: a session, and so a connection, of its own.
public final class TupeloClient implements Client {
    private static final String NAME = "queue";
    private static final Wait PATIENCE = Wait.atMost(Duration.ofSeconds(10));

    private final Space space;
    private final Container queue;

    public TupeloClient(int port) {
        space = SpaceClient.connect("tupelo://127.0.0.1:" + port);
        queue = space.createIfAbsent(ContainerSpec.named(NAME).with("fifo"));
    }

    @Override
    public void pair() {
        var _ = queue.write(tuple(ITEM));
        var _ = queue.take(fifo()).orElseThrow();
    }

    @Override
    public void waitingPair() {
        var _ = queue.write(tuple(ITEM));
        var _ = queue.take(fifo(), PATIENCE).orElseThrow();
    }

    @Override
    public void fusedPair() {
        BatchOutcome outcome =
                space.batch().write(NAME, tuple(ITEM)).take(NAME, fifo()).run();
        if (!outcome.isApplied()) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    @Override
    public CompletionStage<?> pairAsync() {
        return queue.writeAsync(tuple(ITEM)).thenCompose(_ -> queue.takeAsync(fifo()));
    }

    @Override
    public void close() {
        space.close();
    }
}
