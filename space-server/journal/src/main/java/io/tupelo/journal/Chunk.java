package io.tupelo.journal;

import io.tupelo.journal.SegmentFormat.Header;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Records that are to be written one behind the other into one segment. Not thread-safe.
final class Chunk {
    private static final int BYTES_AT_FIRST = 16 << 10;

    final Header header;
    /// Where in the segment it goes.
    final int offset;
    /// The sequence of its first record.
    private final long first;
    private byte[] bytes = new byte[BYTES_AT_FIRST];
    private int size;
    private int records;

    Chunk(Header header, int offset, long first) {
        this.header = header;
        this.offset = offset;
        this.first = first;
    }

    /// Returns the chunk that goes behind this one.
    Chunk next() {
        return new Chunk(header, offset + size, first + records);
    }

    boolean isEmpty() {
        return records == 0;
    }

    /// Says whether a record of so many bytes fits into a segment of `segmentBytes` behind these.
    boolean fits(int length, int segmentBytes) {
        return length <= segmentBytes - offset - size - SegmentFormat.RECORD_HEADER_BYTES;
    }

    void add(ByteBuffer payload) {
        int length = payload.remaining();
        int end = size + SegmentFormat.RECORD_HEADER_BYTES + length;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end));
        }
        SegmentFormat.begin(bytes, size, length, (int) (first + records - header.first()));
        payload.get(bytes, size + SegmentFormat.RECORD_HEADER_BYTES, length);
        size = end;
        records++;
    }

    /// Returns the sequence of its last record.
    long last() {
        return first + records - 1;
    }

    /// Completes the records, of which those up to `synced` are on the disk by now, and returns what is to be written.
    ByteBuffer sealed(long synced) {
        byte[] identity = header.identity();
        int at = 0;
        for (long sequence = first; sequence <= last(); sequence++) {
            SegmentFormat.seal(identity, bytes, at, (int) (sequence - 1 - synced));
            at += SegmentFormat.RECORD_HEADER_BYTES + SegmentFormat.length(bytes, at);
        }
        return ByteBuffer.wrap(bytes, 0, size);
    }
}
