package io.tupelo.runtime;

import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.checkpoint.Checkpoints;
import io.tupelo.checkpoint.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a checkpoint whenever the journal has grown by so much, and deletes the segments that two checkpoints cover.
///
/// It is recovery, done beside the server: what has changed since the checkpoint before is read from the journal, and merged with
/// that, so that the space itself is never asked, and never waits. Holds the changes in memory, not the space. Owns a thread.
final class CheckpointLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointLoop.class);

    /// If there is too much in memory, a checkpoint is worth while once the journal has grown by this part of what may be there.
    private static final int WHEN_OVER_PART = 4;
    private static final long WHEN_OVER_BYTES_MIN = 16 << 20;

    private final String space;
    private final Path folder;
    private final SpaceLog log;
    private final @Nullable Cooler cooler;
    private final long everyBytes;
    /// By how much the journal has grown at least, if there is too much in memory.
    private final long everyBytesWhenOver;
    private final Checkpoints checkpoints;
    private final Thread thread;
    private volatile long dueAtBytes;
    private volatile long dueAtBytesWhenOver;
    private volatile boolean closed;

    /// @param cooler what is told of them; null if all is kept in memory
    CheckpointLoop(String space, Path folder, SpaceLog log, SpaceConfig config, @Nullable Cooler cooler) {
        this.space = space;
        this.folder = folder;
        this.log = log;
        this.cooler = cooler;
        everyBytes = config.checkpointEveryBytes();
        everyBytesWhenOver = Math.min(everyBytes, Math.max(WHEN_OVER_BYTES_MIN, config.residentBytes() / WHEN_OVER_PART));
        dueAtBytes = everyBytes;
        dueAtBytesWhenOver = everyBytesWhenOver;
        checkpoints = SpaceFolder.checkpoints(folder);
        thread = Thread.ofPlatform().daemon().name("tupelo-checkpoint-" + space).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// More was appended. Cheap.
    void nudge(long bytes) {
        if (bytes >= dueAtBytesWhenOver) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            if (log.bytes() < dueAtBytesWhenOver) {
                LockSupport.park(this);
            }
            if (!closed && isDue(log.bytes())) {
                dueAtBytes = log.bytes() + everyBytes;
                try {
                    checkpoint();
                } catch (IOException | RuntimeException failed) {
                    LOG.error("space {} has no new checkpoint; its journal grows on", space, failed);
                }
            }
        }
    }

    /// Says whether one is due, having been told of so many bytes.
    private boolean isDue(long bytes) {
        if (bytes < dueAtBytesWhenOver) {
            return false;
        }
        dueAtBytesWhenOver = bytes + everyBytesWhenOver;
        return bytes >= dueAtBytes || (cooler != null && cooler.isOver());
    }

    /// Writes one of all that is safe now, unless the newest is that. Lets go of what need not stay in memory then.
    synchronized void checkpoint() throws IOException {
        long sequence;
        long upTo;
        try (SpaceFolder.State state = SpaceFolder.read(folder, log.synced())) {
            sequence = state.sequence();
            upTo = state.image().sequence();
            if (!state.isCheckpointed()) {
                checkpoints.write(sequence, new ImageItems(state), Progress.UNHEARD);
                LOG.info("space {} has a checkpoint of record {}", space, sequence);
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        if (cooler != null && !cooler.isWarm()) {
            cooler.cool(CheckpointFiles.in(folder).open(sequence), upTo);
        }
        OptionalLong coveredTwice = checkpoints.coveredTwice();
        if (coveredTwice.isPresent()) {
            log.deleteUpTo(coveredTwice.getAsLong());
        }
    }

    /// Stops the thread once it has finished what it is at.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
