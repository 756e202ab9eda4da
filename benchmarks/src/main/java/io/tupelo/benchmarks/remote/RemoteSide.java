package io.tupelo.benchmarks.remote;

import java.util.concurrent.Semaphore;

/// An actor in another process, which is told and asked from this one.
public interface RemoteSide extends AutoCloseable {
    /// What each message carries, and each answer.
    String PAYLOAD = "x".repeat(100);

    /// After how many messages the actor says that it has received them.
    int ACKNOWLEDGED = 1_024;

    /// How many messages are sent before that was heard.
    int AHEAD = 16 * ACKNOWLEDGED;

    /// The name of the actor.
    String NAME = "echo";

    /// Sends a message, and doesn't wait.
    void tell();

    /// Asks, and waits for the answer.
    void ask() throws Exception;

    /// Returns the permits to send, of which a message takes one. [#ACKNOWLEDGED] of them come back at once.
    Semaphore room();

    @Override
    void close();
}
