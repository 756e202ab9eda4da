package io.tupelo.runtime;

import io.tupelo.checkpoint.Checkpoints;
import io.tupelo.checkpoint.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a checkpoint whenever the journal has grown by so much, and deletes the segments that two checkpoints cover.
///
/// It is recovery, done beside the server: what has changed since the checkpoint before is read from the journal, and merged with
/// that, so that the space itself is never asked, and never waits. Holds the changes in memory, not the space. Owns a thread.
final class CheckpointLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointLoop.class);

    private final String space;
    private final Path folder;
    private final SpaceLog log;
    private final long everyBytes;
    private final Checkpoints checkpoints;
    private final Thread thread;
    private volatile long dueAtBytes;
    private volatile boolean closed;

    CheckpointLoop(String space, Path folder, SpaceLog log, long everyBytes) {
        this.space = space;
        this.folder = folder;
        this.log = log;
        this.everyBytes = everyBytes;
        dueAtBytes = everyBytes;
        checkpoints = SpaceFolder.checkpoints(folder);
        thread = Thread.ofPlatform().daemon().name("tupelo-checkpoint-" + space).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// More was appended. Cheap.
    void nudge(long bytes) {
        if (bytes >= dueAtBytes) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            if (log.bytes() < dueAtBytes) {
                LockSupport.park(this);
            }
            if (!closed && log.bytes() >= dueAtBytes) {
                dueAtBytes = log.bytes() + everyBytes;
                try {
                    checkpoint();
                } catch (IOException | RuntimeException failed) {
                    LOG.error("space {} has no new checkpoint; its journal grows on", space, failed);
                }
            }
        }
    }

    /// Writes one of all that is safe now, unless the newest is that.
    synchronized void checkpoint() throws IOException {
        try (SpaceFolder.State state = SpaceFolder.read(folder, log.synced())) {
            if (!state.isCheckpointed()) {
                checkpoints.write(state.sequence(), new ImageItems(state), Progress.UNHEARD);
                LOG.info("space {} has a checkpoint of record {}", space, state.sequence());
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
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
