package io.tupelo.runtime;

import io.tupelo.journal.JournalFiles;
import io.tupelo.journal.RecordReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Passes on the records of a journal that come behind a state, joined where they were cut, and refuses a gap.
final class Following implements RecordReader {
    private final long base;
    private final RecordPieces.Joiner joiner;
    private long reading;
    private long whole;

    /// @param base the record after which the state is so
    Following(long base, RecordPieces.Whole reader) {
        this.base = base;
        joiner = new RecordPieces.Joiner((record, epoch) -> {
            reader.record(record, epoch);
            whole = reading;
        });
        reading = base;
        whole = base;
    }

    /// Reads the journal of a folder, which may be in use, up to the record `to`.
    void read(Path folder, long to) throws IOException {
        JournalFiles.in(folder)
                .read(base + 1, to, record -> record(record.sequence(), record.epoch(), record.payload()));
    }

    @Override
    public void record(long sequence, long epoch, ByteBuffer payload) throws IOException {
        if (sequence <= base) {
            return;
        }
        if (sequence > reading + 1) {
            throw new IOException("the records " + (reading + 1) + " to " + (sequence - 1) + " are missing: the journal begins with "
                    + sequence + ", and what comes before it is in no good checkpoint; restore a backup");
        }
        reading = sequence;
        joiner.record(sequence, epoch, payload);
    }

    /// Returns the last record that ended a whole one; the base if none did.
    long whole() {
        return whole;
    }
}
