package io.tupelo.reliability.crash;

import io.tupelo.journal.JournalConfig;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.runtime.SpaceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/// A process with a server whose journal goes on in another file, and which writes a checkpoint, every few steps, until it is
/// killed.
final class ServedNode {
    private static final int CHECKPOINT_EVERY_BYTES = 8 << 10;

    private ServedNode() {}

    /// Starts one, with segments of which there will be many, or one: then what is forced and renamed after the start is
    /// checkpoints alone. It keeps all payload in memory, or none that a checkpoint has.
    static ServerProcess start(List<String> prefix, int port, Path folder, String graceMillis, Random random)
            throws IOException {
        int segmentBytes = random.nextBoolean() ? 16 << 10 : 1 << 20;
        int residentBytes = random.nextBoolean() ? 0 : Integer.MAX_VALUE;
        return ServerProcess.start(
                prefix,
                ServedNode.class,
                Integer.toString(port),
                folder.toString(),
                graceMillis,
                Integer.toString(segmentBytes),
                Integer.toString(residentBytes));
    }

    /// Serves until it is killed, and prints a line once it does.
    ///
    /// @param arguments the port, the folder, for how many milliseconds after a start nothing ends, the size of a segment in
    ///     bytes, and how many bytes of payload stay in memory
    public static void main(String[] arguments) throws IOException {
        SpaceConfig space = SpaceConfig.DEFAULT
                .withGraceMillis(Long.parseLong(arguments[2]))
                .withCheckpointEveryBytes(CHECKPOINT_EVERY_BYTES)
                .withResidentBytes(Integer.parseInt(arguments[4]))
                .withJournal(JournalConfig.DEFAULT.withSegmentBytes(Integer.parseInt(arguments[3])));
        NodeConfig node = NodeConfig.DEFAULT
                .withPort(Integer.parseInt(arguments[0]))
                .withData(Path.of(arguments[1]))
                .withSpace(space);
        TupeloServer server = TupeloServer.start(node);
        System.out.println("Tupelo serves on " + server.port());
        while (true) {
            LockSupport.park();
        }
    }
}
