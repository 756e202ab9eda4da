package io.tupelo.reliability.crash;

import io.tupelo.journal.JournalConfig;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.runtime.SpaceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/// A process with a server whose journal goes on in another file every few steps, until it is killed.
final class ServedNode {
    /// Of a segment, in bytes.
    private static final int SEGMENT_BYTES = 16 << 10;

    private ServedNode() {}

    /// Serves until it is killed, and prints a line once it does.
    ///
    /// @param arguments the port, the folder, and for how many milliseconds after a start nothing ends
    public static void main(String[] arguments) throws IOException {
        SpaceConfig space = SpaceConfig.DEFAULT
                .withGraceMillis(Long.parseLong(arguments[2]))
                .withJournal(JournalConfig.DEFAULT.withSegmentBytes(SEGMENT_BYTES));
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
