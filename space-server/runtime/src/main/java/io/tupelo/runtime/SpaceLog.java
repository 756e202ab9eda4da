package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.change.ChangeWriter;
import io.tupelo.change.SpaceImage;
import io.tupelo.journal.Disk;
import io.tupelo.journal.Journal;
import io.tupelo.journal.JournalConfig;
import io.tupelo.journal.JournalException;
import io.tupelo.journal.RecoveryReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The changes of a space as its journal has them: one record for each call of the kernel that has changed something.
///
/// What is appended is so under the space's lock, in the order of the kernel; what is synced, outside of it.
final class SpaceLog implements AutoCloseable {
    private final Journal journal;
    /// What was read, until somebody has taken it.
    private @Nullable SpaceImage image;
    private final RecordPieces pieces;
    private final ChangeWriter writer = new ChangeWriter();
    private final long epoch;
    private boolean changed;
    private long appended;
    private volatile long bytes;
    private volatile long last;
    private volatile long synced;
    /// Why the last record could not be appended. Nothing is safe any more then.
    private volatile JournalException.@Nullable Failed failure;

    private SpaceLog(Journal journal, SpaceImage image, JournalConfig config, long recoveredBytes) {
        this.journal = journal;
        this.image = image;
        this.pieces = new RecordPieces(config.recordBytesMax());
        epoch = journal.epoch();
        last = journal.last();
        synced = last;
        writer.begin(epoch);
        appended = recoveredBytes;
        bytes = appended;
    }

    /// Opens the journal on `disk`, and reads what has come after `base`, which it changes.
    ///
    /// @param now the time, in milliseconds since 1970, which is the epoch, and tells the journal from others if it is made now
    /// @throws JournalException.Damaged if it can't be read to its end
    /// @throws IOException if the disk fails, or there is a gap between `base` and the journal
    static SpaceLog open(Disk disk, JournalConfig config, long now, SpaceFolder.State base) throws IOException {
        SpaceImage image = base.image();
        Following following =
                new Following(base.sequence(), (record, epoch) -> SpaceFolder.apply(record, epoch, image::apply));
        Journal journal = Journal.open(
                disk, config, there -> Math.max(image.nextEpoch(now), there + 1), now, base.sequence(), following);
        if (journal.last() < base.sequence()) {
            journal.close();
            throw new IOException("the journal ends with record " + journal.last() + ", before the checkpoint of "
                    + base.sequence() + "; put back what was cut, or take the checkpoint away");
        }
        // Each start begins a segment, so what is to be read at the next one is measured by the segments there are.
        return new SpaceLog(journal, image, config, journal.bytes());
    }

    /// Returns what was read when it was opened, once.
    SpaceImage takeImage() {
        SpaceImage taken = Objects.requireNonNull(image, "it was taken before");
        image = null;
        return taken;
    }

    /// Returns the epoch of what is appended.
    long epoch() {
        return epoch;
    }

    /// Returns how large the journal is: what was there when it was opened, and what was appended since.
    long bytes() {
        return bytes;
    }

    /// Deletes what is in no record after `sequence`.
    void deleteUpTo(long sequence) throws IOException {
        journal.deleteBefore(sequence + 1);
    }

    RecoveryReport recovered() {
        return journal.recovered();
    }

    /// Adds a change to the record of the present call of the kernel. Under the space's lock.
    void add(Change change) {
        writer.write(change);
        changed = true;
    }

    /// Appends what was added. Under the space's lock.
    ///
    /// @return the record that has to be safe before anything may be known of what the kernel is like now
    long commit() {
        if (changed) {
            changed = false;
            ByteBuffer record = writer.written();
            appended += record.remaining();
            bytes = appended;
            try {
                last = pieces.append(record, journal);
            } catch (JournalException.Failed cause) {
                failure = cause;
                last = Long.MAX_VALUE;
            }
            writer.begin(epoch);
        }
        return last;
    }

    /// Forgets what was added and not appended. Under the space's lock.
    void discard() {
        changed = false;
        writer.begin(epoch);
    }

    /// Returns the last record.
    long last() {
        return last;
    }

    /// Returns up to which record everything is on the disk.
    long synced() {
        return synced;
    }

    /// Says whether a record is on the disk.
    boolean isSafe(long sequence) {
        return sequence <= synced;
    }

    /// Returns once a record is on the disk.
    ///
    /// @throws JournalException.Failed if it may not be
    void sync(long sequence) throws JournalException.Failed {
        if (!isSafe(sequence)) {
            JournalException.Failed unappended = failure;
            if (unappended != null) {
                throw unappended;
            }
            journal.sync(sequence);
            synced = journal.synced();
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
