package io.tupelo.reliability.soak;

import io.tupelo.journal.JournalConfig;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.operation.Limits;
import io.tupelo.reliability.crash.ServerProcess;
import io.tupelo.runtime.SpaceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A process with a server as users have it, but for what would take long to happen: it writes a checkpoint every few
/// megabytes, its journal is of segments that are smaller still, and it keeps few events for watches to resume from.
final class SoakServer {
    private static final int SEGMENTS_OF_A_CHECKPOINT = 4;
    private static final int EVENTS_KEPT_MAX = 100;
    private static final long GRACE_MILLIS = 500;

    private SoakServer() {}

    /// Starts one.
    ///
    /// @param checkpointEveryBytes by how much the journal grows until the next checkpoint, in bytes
    static ServerProcess start(int port, Path data, long checkpointEveryBytes) throws IOException {
        return ServerProcess.start(
                List.of(), SoakServer.class, Integer.toString(port), data.toString(), Long.toString(checkpointEveryBytes));
    }

    /// Returns how large its segments are, in bytes.
    static int segmentBytes(long checkpointEveryBytes) {
        return (int) (checkpointEveryBytes / SEGMENTS_OF_A_CHECKPOINT);
    }

    /// Serves until it is killed, and prints a line once it does.
    ///
    /// @param arguments the port, the folder, and by how many bytes the journal grows until the next checkpoint
    public static void main(String[] arguments) throws IOException {
        long checkpointEveryBytes = Long.parseLong(arguments[2]);
        Limits plain = Limits.DEFAULT;
        Limits limits = new Limits(
                plain.tupleBytesMax(),
                plain.waitersMax(),
                plain.transactionsMax(),
                plain.operationsMax(),
                plain.answersKeptMax(),
                plain.answersKeptBytesMax(),
                EVENTS_KEPT_MAX,
                plain.memoryBytesMax());
        SpaceConfig space = SpaceConfig.DEFAULT
                .withLimits(limits)
                .withGraceMillis(GRACE_MILLIS)
                .withCheckpointEveryBytes(checkpointEveryBytes)
                .withJournal(JournalConfig.DEFAULT.withSegmentBytes(segmentBytes(checkpointEveryBytes)));
        TupeloServer server = TupeloServer.start(NodeConfig.DEFAULT
                .withPort(Integer.parseInt(arguments[0]))
                .withData(Path.of(arguments[1]))
                .withSpace(space));
        System.out.println("Tupelo serves on " + server.port());
        while (true) {
            LockSupport.park();
        }
    }
}
