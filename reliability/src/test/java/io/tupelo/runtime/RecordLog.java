package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.change.SpaceImage;
import io.tupelo.journal.Disk;
import io.tupelo.journal.JournalConfig;
import java.io.IOException;

/// The log of a space without its threads, for instruments that drive it step by step.
public class RecordLog {
    private final SpaceLog log;

    RecordLog(SpaceLog log) {
        this.log = log;
    }

    /// Opens the one on `disk`, at a time.
    public static RecordLog open(Disk disk, JournalConfig config, long now) throws IOException {
        return new RecordLog(SpaceLog.open(disk, config, now, SpaceFolder.State.of(null)));
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

    /// Says whether a record is on the disk.
    public boolean isSafe(long record) {
        return log.isSafe(record);
    }

    /// Returns once a record is on the disk.
    public void sync(long record) throws IOException {
        log.sync(record);
    }
}
