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
///
/// The only place that knows how segments follow each other: opening a journal, looking at one and cutting one all read
/// through here. Looking at one may happen while its owner writes; what that takes is said at [#segment] and [#check].
final class Recovery {
    /// No record has this sequence.
    private static final long NONE = 0;
    private final SegmentSource source;
    private final long from;
    private final long to;
    private final JournalVisitor visitor;
    private @Nullable Header last;
    private boolean afterDeleted;
    private long records;
    private long lastSequence;
    private int end = SegmentFormat.HEADER_BYTES;
    private int cutBytes;
    /// The memory of the segment that was read last, for the next one.
    private byte @Nullable [] memory;

    private Recovery(SegmentSource source, long from, long to, JournalVisitor visitor) {
        this.source = source;
        this.from = from;
        this.to = to;
        this.visitor = visitor;
    }

    /// Reads all there is, and cuts nothing.
    static Recovery read(Disk disk, RecordReader reader) throws IOException {
        return read(
                SegmentSource.of(disk),
                0,
                Long.MAX_VALUE,
                record -> reader.record(record.sequence(), record.epoch(), record.payload()));
    }

    /// Reads the segments in which there may be records from the sequence `from` to `to`, shows these, and cuts nothing. What
    /// lies behind the record `to` is not looked at.
    static Recovery read(SegmentSource source, long from, long to, JournalVisitor visitor) throws IOException {
        Recovery recovery = new Recovery(source, from, to, visitor);
        List<Long> firsts = segments(source.list());
        for (int i = 0; i < firsts.size() && firsts.get(i) <= to; i++) {
            long next = i == firsts.size() - 1 ? NONE : firsts.get(i + 1);
            if (next == NONE || next > from) {
                recovery.segment(firsts.get(i), next);
            }
        }
        return recovery;
    }

    /// Returns the sequences with which the segments among files of these names begin, in order.
    static List<Long> segments(List<String> names) {
        List<Long> firsts = new ArrayList<>();
        for (String name : names) {
            SegmentFormat.firstOf(name).ifPresent(firsts::add);
        }
        Collections.sort(firsts);
        return firsts;
    }

    /// Returns what the last segment that was read says of itself; null if there is none.
    @Nullable Header last() {
        return last;
    }

    /// Returns where in that segment the next record goes.
    int end() {
        return end;
    }

    /// Returns the sequence of the last record that was read.
    long lastSequence() {
        return lastSequence;
    }

    RecoveryReport report() {
        String file = cutBytes == 0 || last == null ? "" : SegmentFormat.name(last.first());
        return new RecoveryReport(records, lastSequence, file, cutBytes == 0 ? 0 : end, cutBytes);
    }

    /// Makes what was read safe, since after a crash of the process alone it may not be, and overwrites what is half written
    /// with zeros, so that it can't be taken for anything later.
    void secure(Disk disk) throws IOException {
        if (last != null) {
            try (Disk.File file = disk.open(SegmentFormat.name(last.first()))) {
                file.write(end, ByteBuffer.allocate(cutBytes));
                file.sync();
            }
            disk.sync();
        }
    }

    /// Reads a segment. When it ends with what looks like damage, it is read once more from there: the record that is missing may
    /// have been written, and one behind it that knows so, between reading the one place and the other. It is there when it is
    /// read after the one that knows of it; if it is not, it was damaged.
    ///
    /// @param next with which record the next one begins; [#NONE] for the last one
    private void segment(long first, long next) throws IOException {
        String name = SegmentFormat.name(first);
        byte[] bytes = source.bytes(name, memory);
        if (bytes == null) {
            afterDeleted = true;
            visitor.deleted(name);
            return;
        }
        Header header = SegmentFormat.decode(name, ByteBuffer.wrap(bytes));
        check(name, header, first);
        last = header;
        end = SegmentFormat.HEADER_BYTES;
        cutBytes = 0;
        visitor.segment(new JournalSegment(name, first, header.epoch(), bytes.length));
        int before = 0;
        while (bytes != null && isDamaged(header, bytes, next == NONE)) {
            if (end == before) {
                String what = next == lastSequence + 1
                        ? "what is behind record " + lastSequence + ", the last one in it, is no record"
                        : "record " + (lastSequence + 1) + " was whole once and is not now";
                throw new JournalException.Damaged(name, end, what);
            }
            before = end;
            bytes = source.bytes(name, bytes);
        }
        memory = bytes;
    }

    /// Reads the records of a segment from `end` on, and says whether they end with something else than zeros or a torn tail.
    private boolean isDamaged(Header header, byte[] bytes, boolean isLast) throws IOException {
        records(header, bytes);
        int nonZero = lastNonZero(bytes) + 1;
        if (lastSequence >= to || nonZero <= end) {
            return false;
        }
        if (!isLast || knewOfNext(header, bytes, end, nonZero)) {
            return true;
        }
        cutBytes = nonZero - end;
        return false;
    }

    /// Checks that a segment goes on where the one before it ended. Those between the two may be missing only if they were there
    /// when they were listed: then their owner has deleted them, with all before them.
    private void check(String name, Header header, long first) throws JournalException.Damaged {
        boolean mayBeginLater = afterDeleted;
        afterDeleted = false;
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
        if (mayBeginLater && first > lastSequence) {
            lastSequence = first - 1;
        }
        if (first != lastSequence + 1) {
            throw new JournalException.Damaged(
                    SegmentFormat.name(last.first()), end, "the records from " + (lastSequence + 1) + " to " + (first - 1) + " are missing");
        }
    }

    /// Reads the records of one segment from `end` on, and moves that to where they end.
    private void records(Header header, byte[] bytes) throws IOException {
        byte[] identity = header.identity();
        String name = SegmentFormat.name(header.first());
        ByteBuffer segment = ByteBuffer.wrap(bytes);
        while (lastSequence < to && isNext(header, identity, bytes, end)) {
            int length = SegmentFormat.length(bytes, end);
            int payload = end + SegmentFormat.RECORD_HEADER_BYTES;
            lastSequence++;
            if (lastSequence >= from) {
                records++;
                visitor.record(new JournalRecord(
                        lastSequence, header.epoch(), name, end, segment.slice(payload, length)));
            }
            end = payload + length;
        }
    }

    private boolean isNext(Header header, byte[] identity, byte[] bytes, int at) {
        return SegmentFormat.isRecord(identity, bytes, at)
                && header.first() + SegmentFormat.sequence(bytes, at) == lastSequence + 1;
    }

    static int lastNonZero(byte[] bytes) {
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
