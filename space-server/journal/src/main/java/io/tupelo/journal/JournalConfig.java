package io.tupelo.journal;

import java.util.concurrent.Executor;

/// How a journal is kept.
///
/// @param segmentBytes size of a segment, in bytes, at least [#SEGMENT_BYTES_LEAST]
/// @param preparing where the next segment is made while the present one is written
public record JournalConfig(int segmentBytes, Executor preparing) {
    /// The smallest segment there may be, in bytes.
    public static final int SEGMENT_BYTES_LEAST = 4 << 10;
    /// Segments of 64 MiB, each made by a thread of its own.
    public static final JournalConfig DEFAULT = new JournalConfig(
            64 << 20, task -> Thread.ofPlatform().daemon().name("tupelo-journal-segment").start(task));

    /// Checks the size.
    public JournalConfig {
        if (segmentBytes < SEGMENT_BYTES_LEAST || segmentBytes % Disk.SECTOR_BYTES != 0) {
            throw new IllegalArgumentException("a segment has at least " + SEGMENT_BYTES_LEAST
                    + " bytes, and whole sectors of " + Disk.SECTOR_BYTES + ", but this one " + segmentBytes);
        }
    }

    /// Returns this with segments of another size.
    public JournalConfig withSegmentBytes(int bytes) {
        return new JournalConfig(bytes, preparing);
    }

    /// Returns this with the next segment made elsewhere.
    public JournalConfig withPreparing(Executor executor) {
        return new JournalConfig(segmentBytes, executor);
    }

    /// Returns how large a record may be, in bytes.
    public int recordBytesMax() {
        return segmentBytes - SegmentFormat.HEADER_BYTES - SegmentFormat.RECORD_HEADER_BYTES;
    }
}
