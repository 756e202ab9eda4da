package io.tupelo.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What a cut leaves is a beginning of the journal, and what it takes away is kept, wherever it is interrupted.
class JournalCutTest {
    private static final int HISTORIES = 300;
    private static final JournalVisitor NOBODY = record -> {};

    /// A journal of several segments, in which most records are known to be safe by a later one.
    private static List<String> write(Disk disk, int records, SplittableRandom random) throws IOException {
        Records before = new Records();
        List<String> appended = new ArrayList<>();
        try (Journal journal = before.open(disk, 1)) {
            appended.addAll(before.read());
            for (int i = 0; i < records; i++) {
                byte[] payload = Records.payload(random);
                long sequence = journal.append(ByteBuffer.wrap(payload));
                appended.add(Records.text(sequence, 1, payload));
                if (random.nextInt(4) == 0) {
                    journal.sync(sequence);
                }
            }
        }
        return appended;
    }

    private static List<String> read(Disk disk) throws IOException {
        Records records = new Records();
        Recovery.read(disk, records::note);
        return records.read();
    }

    private static Map<String, byte[]> segments(SimulatedDisk disk) throws IOException {
        Map<String, byte[]> segments = new HashMap<>();
        for (long first : Recovery.segments(disk.list())) {
            segments.put(SegmentFormat.name(first), disk.bytes(SegmentFormat.name(first)).clone());
        }
        return segments;
    }

    /// Every segment is there as it was, under its own name or one that keeps it.
    private static void nothingIsLost(SimulatedDisk disk, Map<String, byte[]> segments, String where) throws IOException {
        for (Map.Entry<String, byte[]> segment : segments.entrySet()) {
            boolean isThere = false;
            for (String name : disk.list()) {
                isThere |= name.startsWith(segment.getKey()) && Arrays.equals(disk.bytes(name), segment.getValue());
            }
            assertThat(isThere).as("%s, %s", segment.getKey(), where).isTrue();
        }
    }

    @Test
    void behindAnyRecordAJournalEndsThereAndGoesOn() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        List<String> appended = write(disk, 60, new SplittableRandom(3));
        Map<String, byte[]> segments = segments(disk);
        assertThat(segments.keySet()).hasSizeGreaterThan(2);
        for (int after = 0; after <= appended.size(); after++) {
            SimulatedDisk copy = disk.copy();
            JournalCut cut = JournalCut.plan(copy, after, NOBODY);
            assertThat(cut.last()).isEqualTo(appended.size());
            assertThat(cut.isEmpty()).isEqualTo(after == appended.size());
            assertThat(cut.damage()).isEmpty();
            cut.carryOut();
            nothingIsLost(copy, segments, "cut after " + after);
            assertThat(read(copy)).isEqualTo(appended.subList(0, after));
            List<String> wentOn = write(copy, 20, new SplittableRandom(after));
            assertThat(wentOn.subList(0, after)).isEqualTo(appended.subList(0, after));
            assertThat(read(copy)).isEqualTo(wentOn);
        }
    }

    @Test
    void renamingWhatWasKeptBringsAllBack() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        List<String> appended = write(disk, 60, new SplittableRandom(4));
        JournalCut cut = JournalCut.plan(disk, 10, NOBODY);
        cut.carryOut();
        for (Map.Entry<String, String> kept : cut.kept().entrySet()) {
            disk.rename(kept.getValue(), kept.getKey());
        }
        assertThat(read(disk)).isEqualTo(appended);
    }

    @Test
    void whatWasKeptBeforeStays() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        write(disk, 5, new SplittableRandom(5));
        JournalCut.plan(disk, 3, NOBODY).carryOut();
        byte[] first = disk.bytes("journal-0000000000000001.cut").clone();
        write(disk, 5, new SplittableRandom(6));
        JournalCut second = JournalCut.plan(disk, 2, NOBODY);
        assertThat(second.kept().get("journal-0000000000000001")).isEqualTo("journal-0000000000000001.2.cut");
        second.carryOut();
        assertThat(disk.bytes("journal-0000000000000001.cut")).isEqualTo(first);
        assertThat(read(disk)).hasSize(2);
    }

    @Test
    void damageBehindTheRecordIsCutAwayWithAllThatFollows() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        List<String> appended = write(disk, 60, new SplittableRandom(7));
        List<Long> firsts = Recovery.segments(disk.list());
        for (long first : firsts.subList(0, firsts.size() - 1)) {
            SimulatedDisk damaged = disk.copy();
            damaged.bytes(SegmentFormat.name(first))[SegmentFormat.HEADER_BYTES + 1] ^= 1;
            assertThatThrownBy(() -> read(damaged)).isInstanceOf(JournalException.Damaged.class);
            assertThatThrownBy(() -> JournalCut.plan(damaged, first, NOBODY)).isInstanceOf(JournalException.Damaged.class);
            JournalCut cut = JournalCut.plan(damaged, first - 1, NOBODY);
            assertThat(cut.last()).isEqualTo(first - 1);
            assertThat(cut.damage()).isPresent();
            cut.carryOut();
            assertThat(read(damaged)).isEqualTo(appended.subList(0, (int) first - 1));
        }
    }

    @Test
    void aTornTailIsCutAwayLikeTheRest() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        List<String> appended = write(disk, 5, new SplittableRandom(8));
        byte[] bytes = disk.bytes(SegmentFormat.name(1));
        bytes[bytes.length - 1] = 1;
        JournalCut cut = JournalCut.plan(disk, 5, NOBODY);
        assertThat(cut.isEmpty()).isFalse();
        cut.carryOut();
        assertThat(bytes).isNotSameAs(disk.bytes(SegmentFormat.name(1)));
        assertThat(read(disk)).isEqualTo(appended);
        assertThat(JournalCut.plan(disk, 5, NOBODY).isEmpty()).isTrue();
    }

    @Test
    void aRecordThatIsNotThereIsNamed() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        assertThat(JournalCut.plan(disk, 0, NOBODY).isEmpty()).isTrue();
        assertThatThrownBy(() -> JournalCut.plan(disk, 1, NOBODY)).isInstanceOf(JournalException.Absent.class);
        assertThatThrownBy(() -> JournalCut.plan(disk, -1, NOBODY)).isInstanceOf(JournalException.Absent.class);
        int records = 60;
        write(disk, records, new SplittableRandom(9));
        assertThatThrownBy(() -> JournalCut.plan(disk, records + 1, NOBODY))
                .isInstanceOf(JournalException.Absent.class)
                .hasMessageContaining("ends with " + records);
        long second = Recovery.segments(disk.list()).get(1);
        disk.delete(SegmentFormat.name(1));
        assertThatThrownBy(() -> JournalCut.plan(disk, second - 1, NOBODY))
                .isInstanceOf(JournalException.Absent.class)
                .hasMessageContaining("begins with " + second);
        JournalCut.plan(disk, second, NOBODY).carryOut();
        assertThat(read(disk)).hasSize(1);
    }

    @Test
    void aCrashAtAnyCallLosesNothingAndTheCutCanBeDoneAgain() throws IOException {
        long seed = Long.getLong("tupelo.seed", System.nanoTime() & 0xffffff);
        System.out.println("tupelo.seed=" + seed + ", " + HISTORIES + " journals, a crash at each call");
        for (int i = 0; i < HISTORIES; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            SimulatedDisk disk = new SimulatedDisk();
            List<String> appended = write(disk, 1 + random.nextInt(40), random);
            disk = disk.copy();
            int calls = 0;
            int after = random.nextInt(appended.size() + 1);
            while (crashes(disk, appended, after, calls, random, "seed " + (seed + i) + ", " + calls + " calls")) {
                calls++;
            }
        }
    }

    /// Lets a cut crash after so many calls, and says whether it was not complete by then.
    private static boolean crashes(
            SimulatedDisk whole, List<String> appended, int after, int calls, SplittableRandom random, String where)
            throws IOException {
        SimulatedDisk disk = whole.copy();
        FaultyDisk faulty = new FaultyDisk(disk, calls);
        try {
            JournalCut.plan(faulty, after, NOBODY).carryOut();
        } catch (IOException failed) {
            assertThat(faulty.hasFailed()).as("%s: %s", where, failed).isTrue();
        }
        // The machine crashes, or the process alone.
        SimulatedDisk crashed = random.nextBoolean() ? disk.crashed(random) : disk;
        List<String> left = read(crashed);
        assertThat(left.size()).as(where).isGreaterThanOrEqualTo(after);
        assertThat(left).as(where).isEqualTo(appended.subList(0, left.size()));
        nothingIsLost(crashed, segments(whole), where);
        JournalCut.plan(crashed, after, NOBODY).carryOut();
        assertThat(read(crashed)).as(where).isEqualTo(appended.subList(0, after));
        nothingIsLost(crashed, segments(whole), where);
        return faulty.hasFailed();
    }
}
