package io.tupelo.benchmarks.client;

import java.io.Closeable;
import java.io.IOException;

/// A connection to a server of durable counters that are addressed by key.
public interface CounterClient extends Closeable {
    /// Adds one, and returns the sum once it is on the disk.
    long add(String key) throws IOException;
}
