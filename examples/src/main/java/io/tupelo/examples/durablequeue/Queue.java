package io.tupelo.examples.durablequeue;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// What producers and consumers know of each other: two containers, and the files of the script that starts them.
final class Queue {
    /// The jobs. Who asks for more than consumers get done waits.
    static final ContainerSpec JOBS =
            ContainerSpec.named("durable-queue.jobs").with("fifo").bounded(100, ContainerSpec.WhenFull.WAIT);
    /// What came of them. No keys: a second result for one job would be kept, and counted.
    static final ContainerSpec RESULTS = ContainerSpec.named("durable-queue.results").with("fifo");
    /// There when producers are to stop.
    static final Path NO_MORE = Path.of("no-more");
    /// There when no producer will write any more.
    static final Path ALL_ASKED = Path.of("all-asked");

    /// How long a client tries to get its connection back. The server is back in about a second.
    private static final Duration RECONNECT_TIMEOUT = Duration.ofSeconds(60);

    /// @param name which one
    record Job(String name) {}

    /// @param job which one
    /// @param worker who has done it
    record Result(String job, String worker) {}

    private Queue() {}

    /// Connects, waiting for the server if it isn't there yet.
    static Space connect(String address) {
        return SpaceClient.connect(address, ClientConfig.DEFAULT.withConnectTimeout(RECONNECT_TIMEOUT));
    }

    /// Makes the containers, if nobody has.
    static Container jobs(Space space) {
        space.createIfAbsent(RESULTS);
        return space.createIfAbsent(JOBS);
    }

    /// Adds a line to a file, for the script to count.
    static void append(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
