package io.tupelo.runtime;

import io.tupelo.journal.Journal;
import io.tupelo.journal.JournalException;
import io.tupelo.journal.RecordReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Records of changes as records of the journal: a large one is cut into pieces, each with a byte before it that says whether
/// more follow. Pieces whose last is missing, since a crash came in between, were never acknowledged and don't count.
final class RecordPieces {
    /// The first byte of a piece that isn't the last. A whole record begins with the version of its format, which is less.
    private static final byte MORE = 0x7E;
    private static final byte LAST = 0x7F;

    private final int bytesMax;

    RecordPieces(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// Appends a record of changes; returns the last record of the journal that it takes.
    long append(ByteBuffer record, Journal journal) throws JournalException.Failed {
        if (record.remaining() <= bytesMax) {
            return journal.append(record);
        }
        long last = 0;
        while (record.hasRemaining()) {
            int length = Math.min(record.remaining(), bytesMax - 1);
            ByteBuffer piece = ByteBuffer.allocate(length + 1);
            piece.put(length < record.remaining() ? MORE : LAST);
            piece.put(record.slice(record.position(), length)).flip();
            record.position(record.position() + length);
            last = journal.append(piece);
        }
        return last;
    }

    /// Says whether a record of the journal is a piece.
    static boolean isPiece(ByteBuffer payload) {
        byte first = payload.get(payload.position());
        return first == MORE || first == LAST;
    }

    /// Says whether a piece is the last one.
    static boolean isLast(ByteBuffer piece) {
        return piece.get(piece.position()) == LAST;
    }

    /// Is given whole records.
    interface Whole {
        void record(ByteBuffer bytes, long epoch) throws IOException;
    }

    /// Joins what was cut.
    static final class Joiner implements RecordReader {
        private final Whole reader;
        private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
        private long gatheredIn;

        Joiner(Whole reader) {
            this.reader = reader;
        }

        @Override
        public void record(long sequence, long epoch, ByteBuffer payload) throws IOException {
            byte first = payload.get(payload.position());
            if (first != MORE && first != LAST) {
                gathered.reset();
                reader.record(payload, epoch);
                return;
            }
            if (epoch != gatheredIn) {
                gathered.reset();
                gatheredIn = epoch;
            }
            payload.get();
            byte[] piece = new byte[payload.remaining()];
            payload.get(piece);
            gathered.write(piece);
            if (first == LAST) {
                ByteBuffer whole = ByteBuffer.wrap(gathered.toByteArray());
                gathered.reset();
                reader.record(whole, epoch);
            }
        }
    }
}
