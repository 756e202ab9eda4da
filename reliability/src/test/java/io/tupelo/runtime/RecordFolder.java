package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.change.SpaceImage;
import io.tupelo.journal.FileDisk;
import io.tupelo.journal.JournalConfig;
import java.io.IOException;
import java.nio.file.Path;

/// What keeps a space in a folder, checkpoints too, without its threads, for instruments that drive it step by step.
public final class RecordFolder implements AutoCloseable {
    private final FileDisk disk;
    private final SpaceLog log;
    private final CheckpointLoop checkpoints;

    private RecordFolder(FileDisk disk, SpaceLog log, CheckpointLoop checkpoints) {
        this.disk = disk;
        this.log = log;
        this.checkpoints = checkpoints;
    }

    /// Opens the one in `folder`, at a time.
    public static RecordFolder open(Path folder, JournalConfig config, long now) throws IOException {
        FileDisk disk = FileDisk.in(folder);
        try {
            SpaceLog log = SpaceLog.open(disk, config, now, SpaceFolder.started(folder, Long.MAX_VALUE));
            return new RecordFolder(disk, log, new CheckpointLoop("folder", folder, log, SpaceConfig.DEFAULT, null));
        } catch (IOException | RuntimeException failed) {
            disk.close();
            throw failed;
        }
    }

    /// Returns what was read.
    public SpaceImage image() {
        return log.takeImage();
    }

    /// Returns the epoch of what is recorded.
    public long epoch() {
        return log.epoch();
    }

    /// Adds a change to the present record.
    public void add(Change change) {
        log.add(change);
    }

    /// Ends the present record, and returns the last.
    public long commit() {
        return log.commit();
    }

    /// Returns the last record.
    public long last() {
        return log.last();
    }

    /// Makes safe what was committed.
    public void sync() throws IOException {
        log.sync(log.last());
    }

    /// Writes a checkpoint of what is safe.
    public void checkpoint() throws IOException {
        checkpoints.checkpoint();
    }

    /// Ends it as a crash does: what was not made safe is gone.
    @Override
    public void close() throws IOException {
        disk.close();
    }
}
