package io.tupelo.reliability.linearizability;

import io.tupelo.client.SpaceClient;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.space.Space;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/// Whatever threads do with a queue at the same time, its results are those of a queue that does one thing after the other.
/// A wake-up that got lost, in the space or between the threads of a client that read for each other, would show as a hang.
///
/// Lincheck stresses here and does not check models: a space has a clock of its own, and a client sockets, which its
/// scheduler does not govern.
class QueueTest {
    private static StressOptions options() {
        return new StressOptions()
                .sequentialSpecification(SequentialQueue.class)
                .threads(3)
                .actorsPerThread(4)
                .actorsBefore(1)
                .actorsAfter(2);
    }

    @Test
    void threadsThatShareASpaceOfThisProcess() {
        options().iterations(20).invocationsPerIteration(1_000).check(Embedded.class);
    }

    @Test
    void threadsThatShareAConnection() {
        options().iterations(20).invocationsPerIteration(150).check(Remote.class);
    }

    /// A queue of a space in this process.
    public static final class Embedded extends QueueOperations {
        private static final Space SPACE = EmbeddedSpace.open();

        /// Makes an empty one.
        public Embedded() {
            super(SPACE);
        }
    }

    /// A queue of a space behind a socket, through one session.
    public static final class Remote extends QueueOperations {
        private static final Space SPACE = connect();

        /// Makes an empty one.
        public Remote() {
            super(SPACE);
        }

        private static Space connect() {
            try {
                TupeloServer server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0));
                return SpaceClient.connect("tupelo://127.0.0.1:" + server.port());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /// What a queue does when it does one thing after the other.
    public static final class SequentialQueue {
        private final Queue<Long> numbers = new ArrayDeque<>();

        /// Writes.
        public void write(int number) {
            numbers.add((long) number);
        }

        /// Takes.
        public @Nullable Long take() {
            return numbers.poll();
        }

        /// Takes, or has given up.
        public @Nullable Long takeOrGiveUp() {
            return numbers.poll();
        }

        /// Counts.
        public long count() {
            return numbers.size();
        }
    }
}
