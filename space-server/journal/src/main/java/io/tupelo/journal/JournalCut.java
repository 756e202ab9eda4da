package io.tupelo.journal;

import io.tupelo.journal.JournalException.Damaged;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ends a journal behind one of its records: to go on after damage, or to go back. What it cuts away is kept in files `*.cut`,
/// which nothing reads.
///
/// First it is planned, which reads all and changes nothing, then carried out. The disk must have no other user between, and
/// the journal must not be open.
public final class JournalCut {
    private static final String KEPT = ".cut";

    private final Disk disk;
    private final long after;
    /// The segment that is cut in two, and its bytes; null if the cut is between two segments.
    private @Nullable String split;
    private byte[] bytes = {};
    private int end;
    /// The segments that are set aside whole, in their order.
    private final List<String> whole = new ArrayList<>();
    private final Map<String, String> kept = new LinkedHashMap<>();
    private long last;
    private @Nullable Damaged damage;

    private JournalCut(Disk disk, long after) {
        this.disk = disk;
        this.after = after;
    }

    /// Plans to cut behind the record `after`; 0 is before all.
    ///
    /// @param watching is shown what is kept, while it is read
    /// @throws Damaged if the records up to that one are not whole
    /// @throws JournalException.Absent if there is no such record
    /// @throws IOException if the disk fails
    public static JournalCut plan(Disk disk, long after, JournalVisitor watching) throws IOException {
        return plan(disk, after, 0, watching);
    }

    /// Plans as [#plan(Disk, long, JournalVisitor)] does, for a journal of which the records up to `before` are kept elsewhere: if it
    /// begins behind that one, it may be cut away from there on.
    public static JournalCut plan(Disk disk, long after, long before, JournalVisitor watching) throws IOException {
        JournalCut cut = new JournalCut(disk, after);
        SegmentSource source = SegmentSource.of(disk);
        List<Long> firsts = Recovery.segments(source.list());
        long first = firsts.isEmpty() ? 1 : firsts.getFirst();
        if (firsts.isEmpty() && after == before) {
            return cut;
        }
        // All may be cut away only if what comes before is nothing, or elsewhere.
        boolean all = first == 1 || first == before + 1;
        if (after < (all ? first - 1 : first)) {
            throw new JournalException.Absent("there is no record " + after + " to cut behind; the journal begins with " + first);
        }
        Recovery kept = Recovery.read(source, 0, after, watching);
        if (kept.lastSequence() < after && after >= first) {
            throw new JournalException.Absent(
                    "there is no record " + after + " to cut behind; the journal ends with "
                            + Math.max(before, kept.lastSequence()));
        }
        cut.lookBehind(source, firsts, kept);
        return cut;
    }

    private void lookBehind(SegmentSource source, List<Long> firsts, Recovery before) throws IOException {
        Set<String> names = new HashSet<>(disk.list());
        if (before.last() != null) {
            String name = SegmentFormat.name(before.last().first());
            bytes = Optional.ofNullable(source.bytes(name, null)).orElseThrow(() -> new FileNotFoundException(name));
            end = before.end();
            if (Recovery.lastNonZero(bytes) >= end) {
                split = name;
                kept.put(name, free(name, names));
            }
        }
        for (long first : firsts) {
            if (first > after) {
                String name = SegmentFormat.name(first);
                whole.add(name);
                kept.put(name, free(name, names));
            }
        }
        last = after;
        try {
            Recovery.read(source, after + 1, Long.MAX_VALUE, record -> last = record.sequence());
        } catch (Damaged found) {
            damage = found;
        }
    }

    /// Returns a name that no file has, so that what an earlier cut has set aside stays as well.
    private static String free(String name, Set<String> names) {
        String free = name + KEPT;
        for (int i = 2; names.contains(free); i++) {
            free = name + "." + i + KEPT;
        }
        return free;
    }

    /// Says whether there is nothing behind the record.
    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /// Returns the sequence of the record that it cuts behind.
    public long after() {
        return after;
    }

    /// Returns the sequence of the last record that is cut away and can be read; [#after] if none can.
    public long last() {
        return last;
    }

    /// Returns what is damaged among that which is cut away, if something is.
    public Optional<Damaged> damage() {
        return Optional.ofNullable(damage);
    }

    /// Returns the segments of which something is cut away, each with the name of the file that keeps all that was in it.
    public Map<String, String> kept() {
        return new LinkedHashMap<>(kept);
    }

    /// Carries it out. Afterwards the journal can be opened, and goes on with the next sequence.
    ///
    /// A crash may come at any time. The order is such that on the disk there is always a beginning of the journal, at least up
    /// to the record it is cut behind, and that every segment is there as it was, under the old name or the one that keeps it:
    ///
    /// 1. The segment that is cut in two is copied. The copy gets its name when it is whole, so no half one is taken for it.
    /// 2. The segments behind it are renamed, the last one first: if the first were, those behind it would go on from
    ///    nowhere, which is damage. Each renaming is forced before the next one, since a disk may do them in any order.
    /// 3. The segment that is cut in two is replaced, in one step, by one that ends where it should. Overwriting its end with
    ///    zeros could be half done, and would look like damage; and were it replaced before 2., what follows would go on from nowhere.
    ///
    /// After a crash it can be planned again, with the same record; an interrupted one costs a copy at most.
    ///
    /// @throws IOException if the disk fails
    public void carryOut() throws IOException {
        if (split != null) {
            write(bytes.length);
            rename(SegmentWriter.SPARE, name(split));
        }
        for (String name : whole.reversed()) {
            rename(name, name(name));
        }
        if (split != null) {
            write(end);
            rename(SegmentWriter.SPARE, split);
        }
    }

    private String name(String segment) {
        return Objects.requireNonNull(kept.get(segment));
    }

    /// Makes a file of the size of the segment that is cut in two, with so many of its first bytes. Its name means nothing yet,
    /// and opening a journal overwrites it.
    private void write(int count) throws IOException {
        try (Disk.File file = disk.create(SegmentWriter.SPARE, bytes.length)) {
            file.write(0, ByteBuffer.wrap(bytes, 0, count));
            file.sync();
        }
    }

    private void rename(String from, String to) throws IOException {
        disk.rename(from, to);
        disk.sync();
    }
}
