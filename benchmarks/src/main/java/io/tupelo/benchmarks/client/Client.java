package io.tupelo.benchmarks.client;

import java.io.Closeable;
import java.util.concurrent.CompletionStage;

/// A connection to some server, and the work compared.
public interface Client extends Closeable {
    /// How much is written at a time, in ASCII characters.
    String ITEM = "x".repeat(100);

    /// Writes, and takes without waiting: two round trips.
    void pair() throws Exception;

    /// Writes, and takes waiting: two round trips.
    void waitingPair() throws Exception;

    /// Writes and takes in one round trip.
    void fusedPair() throws Exception;

    /// Sends a write, and when it is answered a take.
    CompletionStage<?> pairAsync();

    /// Sends so many pairs at once, and waits for all of their answers.
    default void pipelinedPairs(int pairs) {
        throw new UnsupportedOperationException();
    }

    @Override
    void close();
}
