package io.tupelo.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A crash at any call to the disk, which loses any of what is not synced, takes away nothing that was acknowledged.
class CrashTest {
    private static final int HISTORIES = Integer.getInteger("tupelo.journal.crashes", 20_000);
    private static final int CRASHES = 4;
    private static final int CALLS_MAX = 40;

    @Test
    void aPrefixWithAllThatWasAcknowledgedIsThereAfterACrash() throws IOException {
        long seed = Long.getLong("tupelo.seed", System.nanoTime() & 0xffffff);
        System.out.println("tupelo.seed=" + seed + ", " + HISTORIES + " histories of " + CRASHES + " crashes");
        long cut = 0;
        for (int i = 0; i < HISTORIES; i++) {
            cut += history(seed + i);
        }
        assertThat(cut).as("tails that were cut").isPositive();
    }

    private static int history(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedDisk disk = new SimulatedDisk();
        Appended appended = new Appended();
        int cut = 0;
        for (int epoch = 1; epoch <= CRASHES; epoch++) {
            FaultyDisk faulty = new FaultyDisk(disk, random.nextInt(CALLS_MAX));
            Records records = new Records();
            try {
                Journal journal = records.open(faulty, epoch / 2);
                cut += journal.recovered().isCut() ? 1 : 0;
                appended.recovered(records.read(), seed);
                appended.goOn(journal, epoch / 2, random);
            } catch (IOException failed) {
                assertThat(faulty.hasFailed()).as("seed %d: %s", seed, failed).isTrue();
            }
            // The machine crashes, or the process alone.
            disk = random.nextBoolean() ? disk.crashed(random) : disk;
        }
        Records records = new Records();
        records.open(disk, CRASHES).close();
        appended.recovered(records.read(), seed);
        return cut;
    }

    /// What was appended, and how much of it must be there for ever.
    private static final class Appended {
        private List<String> records = new ArrayList<>();
        private int acknowledged;

        void recovered(List<String> read, long seed) {
            assertThat(read.size()).as("records, from seed %d", seed).isBetween(acknowledged, records.size());
            assertThat(read).as("records, from seed %d", seed).isEqualTo(records.subList(0, read.size()));
            records = new ArrayList<>(read);
            acknowledged = read.size();
        }

        void goOn(Journal journal, long epoch, SplittableRandom random) throws IOException {
            while (true) {
                byte[] payload = Records.payload(random);
                // It may get onto the disk although it fails.
                records.add(Records.text(records.size() + 1L, epoch, payload));
                long sequence = journal.append(ByteBuffer.wrap(payload));
                assertThat(sequence).isEqualTo(records.size());
                if (random.nextInt(4) == 0) {
                    journal.sync(sequence);
                    acknowledged = (int) sequence;
                }
            }
        }
    }
}
