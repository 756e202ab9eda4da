package io.tupelo.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever is damaged: what is read is a beginning of what was written, and what was known to be safe is missed loudly.
class DamageTest {
    private static final int RECORDS = 40;
    private static final int BATCH = 4;
    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<String> appended = new ArrayList<>();
    /// How many records something on the disk knows to be safe: all but those of the last batch.
    private int known;

    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (Journal journal = new Records().open(disk, 1)) {
            for (int i = 0; i < RECORDS; i++) {
                byte[] payload = Records.payload(random);
                long sequence = journal.append(ByteBuffer.wrap(payload));
                appended.add(Records.text(sequence, 1, payload));
                if (i % BATCH == BATCH - 1) {
                    journal.sync(sequence);
                }
            }
        }
        known = RECORDS - BATCH;
    }

    private void check(SimulatedDisk damaged, int least, String where) {
        Records records = new Records();
        Throwable failure = catchThrowable(() -> Recovery.read(damaged, records::note));
        if (failure != null) {
            assertThat(failure).as(where).isInstanceOf(JournalException.Damaged.class);
        } else {
            assertThat(records.read().size()).as(where).isGreaterThanOrEqualTo(least);
        }
        assertThat(records.read()).as(where).isEqualTo(appended.subList(0, records.read().size()));
    }

    @Test
    void theWholeIsRead() throws IOException {
        Records records = new Records();
        Recovery.read(disk, records::note);
        assertThat(records.read()).isEqualTo(appended);
    }

    @Test
    void aBitThatFlipsTakesNothingSilentlyThatWasKnownToBeSafe() throws IOException {
        for (long first : Recovery.segments(disk.list())) {
            String name = SegmentFormat.name(first);
            for (int at = 0; at < disk.bytes(name).length; at++) {
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    SimulatedDisk damaged = disk.copy();
                    damaged.bytes(name)[at] ^= (byte) (1 << bit);
                    check(damaged, known, "bit " + bit + " of byte " + at + " of " + name);
                }
            }
        }
    }

    @Test
    void bytesThatAreLostFromOneOnAreMissed() throws IOException {
        for (long first : Recovery.segments(disk.list())) {
            String name = SegmentFormat.name(first);
            boolean isLast = first == Recovery.segments(disk.list()).getLast();
            for (int at = 0; at < disk.bytes(name).length; at++) {
                SimulatedDisk damaged = disk.copy();
                Arrays.fill(damaged.bytes(name), at, damaged.bytes(name).length, (byte) 0);
                // The last one that ends with a whole record looks like one that was written no further.
                check(damaged, isLast ? 0 : known, "nothing from byte " + at + " of " + name);
            }
        }
    }

    @Test
    void aSegmentThatIsMissingIsMissed() throws IOException {
        List<Long> firsts = Recovery.segments(disk.list());
        for (long first : firsts.subList(1, firsts.size() - 1)) {
            SimulatedDisk damaged = disk.copy();
            damaged.delete(SegmentFormat.name(first));
            Throwable failure = catchThrowable(() -> Recovery.read(damaged, new Records()::note));
            assertThat(failure)
                    .isInstanceOf(JournalException.Damaged.class)
                    .hasMessageContaining("the records from " + first);
        }
    }
}
