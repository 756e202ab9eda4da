package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.journal.Disk;
import io.tupelo.journal.FileDisk;
import io.tupelo.kernel.Kernel;
import io.tupelo.operation.ErrorCode;
import io.tupelo.space.SpaceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What keeps a durable space from one start, or resumption, to the next failure: its journal, who syncs that, and who writes
/// checkpoints.
final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final SpaceLog log;
    private final SpaceConfig config;
    private final ColdPayloads payloads;
    private final @Nullable Path folder;
    private final ReleaseLoop releases;
    private final @Nullable CheckpointLoop checkpoints;
    private final @Nullable DiskGauge gauge;

    private Store(SpaceRuntime space, Disk disk, SpaceConfig config, SpaceLog log, ColdPayloads payloads) throws IOException {
        this.log = log;
        this.config = config;
        this.payloads = payloads;
        folder = disk instanceof FileDisk files ? files.folder() : null;
        releases = new ReleaseLoop(space.name(), log, config.flushEveryMillis(), cause -> space.degrade(this, cause));
        checkpoints = folder == null
                ? null
                : new CheckpointLoop(space.name(), folder, log, config, new Cooler(space, this, payloads));
        gauge = folder == null ? null : new DiskGauge(folder, config.reserveBytes());
    }

    /// Opens what is kept on `disk`. Checkpoints are read and written if that is a folder.
    ///
    /// @param space is told when nothing can be kept any more
    static Store open(SpaceRuntime space, Disk disk, SpaceConfig config) throws IOException {
        SpaceFolder.State base = disk instanceof FileDisk files
                ? SpaceFolder.started(files.folder(), config.residentBytes())
                : SpaceFolder.State.of(null);
        try {
            SpaceLog log = SpaceLog.open(disk, config.journal(), config.clock().getAsLong(), base);
            if (log.recovered().isCut()) {
                LOG.warn("the journal of space {} ended in the middle of a record, which was never acknowledged: {}",
                        space.name(), log.recovered());
            }
            return new Store(space, disk, config, log, new ColdPayloads(config.residentBytes(), base.entries().base()));
        } catch (IOException | RuntimeException failed) {
            base.close();
            throw failed;
        }
    }

    /// Makes a kernel of what was read when this was opened, once, and makes safe that it was. If that fails, this is closed.
    ///
    /// @throws SpaceException with `INTERNAL` if a coordinator is missing, or fails
    /// @throws IOException if what was read can't be read again, or nothing be kept
    Kernel makeKernel(SpaceRuntime space) throws IOException {
        try {
            Kernel made = kernel(space);
            commit(List.of());
            log.sync(log.last());
            if (made.coldBytes() == 0) {
                payloads.swap(null);
            }
            return made;
        } catch (IOException | RuntimeException failed) {
            abandon(failed);
            throw failed;
        }
    }

    private Kernel kernel(SpaceRuntime space) throws IOException {
        try {
            long now = config.clock().getAsLong();
            Router router = new Router(space, this);
            return new Kernel(
                    space.name(), config.limits(), log.takeImage(), log.epoch(), now, config.graceMillis(), router, payloads);
        } catch (UncheckedIOException unreadable) {
            log.discard();
            throw unreadable.getCause();
        } catch (RuntimeException | Error failed) {
            log.discard();
            throw new SpaceException(
                    ErrorCode.INTERNAL,
                    "space " + space.name() + " can't be made of what is kept of it: " + failed.getMessage(),
                    failed);
        }
    }

    private void abandon(Exception why) {
        payloads.close();
        try {
            close();
        } catch (IOException alsoFailed) {
            why.addSuppressed(alsoFailed);
        }
    }

    /// Returns where the kernel has what it doesn't keep in memory. Who has the kernel closes it.
    ColdPayloads payloads() {
        return payloads;
    }

    void start() {
        releases.start();
        if (checkpoints != null) {
            checkpoints.start();
        }
    }

    /// Adds a change to the record of the present call of the kernel. Under the space's lock.
    void add(Change change) {
        log.add(change);
    }

    /// Ends the record of the present call of the kernel, after which `todo` is to be done once it is safe. Under the lock.
    ///
    /// @return the record that has to be safe before anything may be known of what the kernel is like now
    long commit(List<Runnable> todo) {
        long recorded = log.commit();
        if (checkpoints != null) {
            checkpoints.nudge(log.bytes());
        }
        if (!todo.isEmpty()) {
            releases.add(recorded, todo);
        }
        return recorded;
    }

    /// Forgets the changes of the present call of the kernel, which has failed. Under the lock.
    void discard() {
        log.discard();
    }

    /// Says whether the disk has no room for more, but for what makes room. Under the lock.
    boolean isLow() {
        return gauge != null && gauge.isLow(log.bytes());
    }

    /// Ends a request, or a round of them: what they brought about leaves once it is safe, now or soon. Without the lock.
    ///
    /// @param alone whether this may block on the disk, as it may for what came from one session
    void endRound(boolean alone) {
        releases.endRound(alone);
    }

    /// Waits until a record is safe, and does what was to be done then. Without the lock.
    ///
    /// @return whether it is; otherwise nothing will be any more
    boolean await(long record) {
        return releases.await(record);
    }

    /// Has a session flush once all that is safe was enqueued for it. For who does what was to be done.
    void flushLater(RuntimeSession session) {
        releases.flushLater(session);
    }

    /// Returns the folder it is kept in, or null if it is kept elsewhere.
    @Nullable Path folder() {
        return folder;
    }

    /// Returns up to which record everything is safe.
    long synced() {
        return log.synced();
    }

    void checkpoint() throws IOException {
        if (checkpoints == null) {
            throw new IllegalStateException("checkpoints are written to folders only");
        }
        checkpoints.checkpoint();
    }

    /// Stops its threads, and closes the journal, with everything that was committed in them.
    ///
    /// @throws IOException if that fails
    void close() throws IOException {
        releases.close();
        if (checkpoints != null) {
            checkpoints.close();
        }
        log.close();
    }
}
