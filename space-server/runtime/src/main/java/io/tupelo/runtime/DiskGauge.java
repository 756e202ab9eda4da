package io.tupelo.runtime;

import io.tupelo.operation.Operation;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Sees that a disk will be full before it is. What is left then is for what makes room: a take is a record, too.
final class DiskGauge {
    private static final long LOOKS_EACH_RESERVE = 8;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final FileStore files;
    private final long reserveBytes;
    private long lookedAtNanos;
    private long lookedAtBytes;
    private boolean low;

    /// @param reserveBytes how much is kept for what makes room
    DiskGauge(Path folder, long reserveBytes) throws IOException {
        files = Files.getFileStore(folder);
        this.reserveBytes = reserveBytes;
        look();
    }

    /// Says whether there is only the reserve left. Asks the system ten times a second, and more often if much is written.
    /// Under the space's lock.
    ///
    /// @param bytes how many were written so far
    boolean isLow(long bytes) {
        if (System.nanoTime() - lookedAtNanos > LOOK_EVERY_NANOS || bytes - lookedAtBytes > reserveBytes / LOOKS_EACH_RESERVE) {
            lookedAtBytes = bytes;
            look();
        }
        return low;
    }

    private void look() {
        lookedAtNanos = System.nanoTime();
        try {
            low = files.getUsableSpace() < reserveBytes;
        } catch (IOException _) {
            // The disk is worse than full: the next write says so.
            low = false;
        }
    }

    /// Says whether an operation may make what is kept more.
    static boolean grows(Operation operation) {
        return switch (operation) {
            case Operation.Write _, Operation.Put _, Operation.Change _, Operation.CreateContainer _,
                    Operation.Execute _ -> true;
            case Operation.Move move -> move.copy();
            case Operation.Complete complete -> !complete.results().isEmpty();
            case Operation.Batch batch -> batch.operations().stream().anyMatch(DiskGauge::grows);
            default -> false;
        };
    }
}
