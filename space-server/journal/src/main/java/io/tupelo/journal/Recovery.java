package io.tupelo.journal;

import io.tupelo.journal.SegmentFormat.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the segments of a journal from the first to the last record that is whole.
///
/// Behind that one there may be what a crash left of records that nobody had been told to be safe: a *torn tail*. It can be
/// told from damage because each record says how many before it were not known to be on the disk when it was written. If
/// one that is whole, further behind, knew the one that is not to be safe, then that was damaged since.
final class Recovery {
    private final Disk disk;
    private final RecordReader reader;
    private @Nullable Header last;
    private long records;
    private long lastSequence;
    private int end = SegmentFormat.HEADER_BYTES;
    private int cutBytes;

    private Recovery(Disk disk, RecordReader reader) {
        this.disk = disk;
        this.reader = reader;
    }

    /// Reads all there is, and cuts nothing.
    static Recovery read(Disk disk, RecordReader reader) throws IOException {
        Recovery recovery = new Recovery(disk, reader);
        List<Long> firsts = segments(disk);
        for (int i = 0; i < firsts.size(); i++) {
            recovery.segment(firsts.get(i), i == firsts.size() - 1);
        }
        return recovery;
    }

    /// Returns the sequences with which the segments begin, in order.
    static List<Long> segments(Disk disk) throws IOException {
        List<Long> firsts = new ArrayList<>();
        for (String name : disk.list()) {
            SegmentFormat.firstOf(name).ifPresent(firsts::add);
        }
        Collections.sort(firsts);
        return firsts;
    }

    /// Returns what the last segment says of itself; null if there is none.
    @Nullable Header last() {
        return last;
    }

    /// Returns where in the last segment the next record goes.
    int end() {
        return end;
    }

    RecoveryReport report() {
        String file = cutBytes == 0 || last == null ? "" : SegmentFormat.name(last.first());
        return new RecoveryReport(records, lastSequence, file, cutBytes == 0 ? 0 : end, cutBytes);
    }

    /// Makes what was read safe, since after a crash of the process alone it may not be, and overwrites what is half written
    /// with zeros, so that it can't be taken for anything later.
    void secure() throws IOException {
        if (last != null) {
            try (Disk.File file = disk.open(SegmentFormat.name(last.first()))) {
                file.write(end, ByteBuffer.allocate(cutBytes));
                file.sync();
            }
            disk.sync();
        }
    }

    private void segment(long first, boolean isLast) throws IOException {
        String name = SegmentFormat.name(first);
        byte[] bytes = bytes(name);
        Header header = SegmentFormat.decode(name, ByteBuffer.wrap(bytes));
        check(name, header, first);
        last = header;
        end = records(header, bytes);
        int nonZero = lastNonZero(bytes) + 1;
        if (nonZero <= end) {
            return;
        }
        if (!isLast || knewOfNext(header, bytes, end, nonZero)) {
            throw new JournalException.Damaged(name, end, "record " + (lastSequence + 1) + " was whole once and is not now");
        }
        cutBytes = nonZero - end;
    }

    private byte[] bytes(String name) throws IOException {
        try (Disk.File file = disk.open(name)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(0, bytes);
            return bytes.array();
        }
    }

    private void check(String name, Header header, long first) throws JournalException.Damaged {
        if (header.first() != first) {
            throw new JournalException.Damaged(name, 0, "it begins with record " + header.first() + ", not as its name says");
        }
        if (last == null) {
            lastSequence = first - 1;
            return;
        }
        if (header.journal() != last.journal()) {
            throw new JournalException.Damaged(name, 0, "it belongs to another journal");
        }
        if (header.epoch() < last.epoch()) {
            throw new JournalException.Damaged(name, 0, "its epoch is " + header.epoch() + ", after " + last.epoch());
        }
        if (first != lastSequence + 1) {
            throw new JournalException.Damaged(
                    SegmentFormat.name(last.first()), end, "the records from " + (lastSequence + 1) + " to " + (first - 1) + " are missing");
        }
    }

    /// Reads the records of one segment, and returns where they end.
    private int records(Header header, byte[] bytes) throws IOException {
        byte[] identity = header.identity();
        int at = SegmentFormat.HEADER_BYTES;
        while (isNext(header, identity, bytes, at)) {
            int length = SegmentFormat.length(bytes, at);
            lastSequence++;
            records++;
            int payload = at + SegmentFormat.RECORD_HEADER_BYTES;
            reader.record(lastSequence, header.epoch(), ByteBuffer.wrap(bytes, payload, length).slice().asReadOnlyBuffer());
            at = payload + length;
        }
        return at;
    }

    private boolean isNext(Header header, byte[] identity, byte[] bytes, int at) {
        return SegmentFormat.isRecord(identity, bytes, at)
                && header.first() + SegmentFormat.sequence(bytes, at) == lastSequence + 1;
    }

    private static int lastNonZero(byte[] bytes) {
        int at = bytes.length - 1;
        while (at >= 0 && bytes[at] == 0) {
            at--;
        }
        return at;
    }

    /// Says whether a whole record between `from` and `to` was written when the next one to read was safe already.
    private boolean knewOfNext(Header header, byte[] bytes, int from, int to) {
        byte[] identity = header.identity();
        long next = lastSequence + 1 - header.first();
        for (int at = from + 1; at < to - SegmentFormat.RECORD_HEADER_BYTES; at++) {
            long sequence = SegmentFormat.sequence(bytes, at);
            if (sequence > next
                    && sequence - next <= bytes.length
                    && sequence - SegmentFormat.unsynced(bytes, at) > next
                    && SegmentFormat.isRecord(identity, bytes, at)) {
                return true;
            }
        }
        return false;
    }
}
