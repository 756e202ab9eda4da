package io.tupelo.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path folder;

    private static List<String> append(Journal journal, long epoch, int count, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> appended = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] payload = Records.payload(random);
            long sequence = journal.append(ByteBuffer.wrap(payload));
            appended.add(Records.text(sequence, epoch, payload));
        }
        return appended;
    }

    @Test
    void whatWasAppendedIsReadInItsOrderOverManySegments() throws IOException {
        List<String> appended = new ArrayList<>();
        for (int epoch = 1; epoch <= 4; epoch++) {
            Records records = new Records();
            try (FileDisk disk = FileDisk.in(folder);
                    Journal journal = records.open(disk, epoch)) {
                assertThat(records.read()).isEqualTo(appended);
                assertThat(journal.recovered()).isEqualTo(new RecoveryReport(appended.size(), appended.size(), "", 0, 0));
                appended.addAll(append(journal, epoch, 100, epoch));
                journal.sync(journal.last());
                assertThat(journal.synced()).isEqualTo(appended.size());
                appended.addAll(append(journal, epoch, 100, -epoch));
            }
        }
        try (FileDisk disk = FileDisk.in(folder)) {
            assertThat(Recovery.segments(disk.list())).hasSizeGreaterThan(10);
        }
    }

    @Test
    void aLargestRecordFitsAndALargerOneIsRefused() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        Records records = new Records();
        int most = Records.SMALL.recordBytesMax();
        try (Journal journal = records.open(disk, 1)) {
            assertThatIllegalArgumentException().isThrownBy(() -> journal.append(ByteBuffer.allocate(most + 1)));
            assertThatIllegalArgumentException().isThrownBy(() -> journal.append(ByteBuffer.allocate(0)));
            assertThatIllegalArgumentException().isThrownBy(() -> journal.sync(1));
            journal.sync(journal.append(ByteBuffer.allocate(most)));
            journal.sync(journal.append(ByteBuffer.allocate(most)));
        }
        records.open(disk, 1).close();
        assertThat(records.read()).hasSize(2);
    }

    @Test
    void threadsShareASync() throws Exception {
        int threads = 8;
        int each = 200;
        try (FileDisk disk = FileDisk.in(folder);
                Journal journal = new Records().open(disk, 1)) {
            List<Long> sequences = Collections.synchronizedList(new ArrayList<>());
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(Thread.ofVirtual().start(() -> {
                    for (int k = 0; k < each; k++) {
                        sequences.add(appendOne(journal));
                    }
                }));
            }
            for (Thread thread : all) {
                thread.join();
            }
            assertThat(sequences).hasSize(threads * each).doesNotHaveDuplicates();
            assertThat(journal.synced()).isEqualTo(sequences.size());
        }
        Records records = new Records();
        try (FileDisk disk = FileDisk.in(folder)) {
            records.open(disk, 1).close();
        }
        assertThat(records.read()).hasSize(threads * each);
    }

    @Test
    void aFolderHasOneUserAtATime() throws IOException {
        try (FileDisk disk = FileDisk.in(folder)) {
            assertThat(disk.list()).isEmpty();
            assertThatThrownBy(() -> FileDisk.in(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is in use");
        }
        FileDisk.in(folder).close();
    }

    @Test
    void anotherProcessIsKeptOutAlsoAfterASecondUserInThisOneWas() throws Exception {
        try (FileDisk disk = FileDisk.in(folder)) {
            assertThatThrownBy(() -> FileDisk.in(folder.resolve(".")))
                    .hasMessageContaining("is in use");
            assertThat(codeOfAnotherUser()).isEqualTo(Another.REFUSED);
            disk.close();
            try (FileDisk next = FileDisk.in(folder)) {
                // Closing it once more is nobody else's business.
                disk.close();
                assertThatThrownBy(() -> FileDisk.in(folder)).hasMessageContaining("is in use");
                assertThat(next.list()).isEmpty();
            }
        }
        assertThat(codeOfAnotherUser()).isZero();
    }

    private int codeOfAnotherUser() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Another.class.getName(),
                        folder.toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    /// A process that tries to use a folder, and says by its code whether it could.
    static final class Another {
        static final int REFUSED = 3;

        public static void main(String[] arguments) {
            try (FileDisk _ = FileDisk.in(Path.of(arguments[0]))) {
                System.exit(0);
            } catch (IOException _) {
                System.exit(REFUSED);
            }
        }
    }

    private static long appendOne(Journal journal) {
        try {
            long sequence = journal.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            journal.sync(sequence);
            assertThat(journal.synced()).isGreaterThanOrEqualTo(sequence);
            return sequence;
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void afterAFailureNothingIsAcknowledgedAnyMore() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        new Records().open(disk, 1).close();
        FaultyDisk faulty = new FaultyDisk(disk, 6);
        Journal journal = new Records().open(faulty, 1);
        assertThatThrownBy(() -> {
            for (int i = 0; i < 10; i++) {
                journal.sync(journal.append(ByteBuffer.allocate(10)));
            }
        }).isInstanceOf(JournalException.Failed.class);
        long safe = journal.synced();
        assertThatThrownBy(() -> journal.append(ByteBuffer.allocate(10))).isInstanceOf(JournalException.Failed.class);
        assertThatThrownBy(() -> journal.sync(journal.last())).isInstanceOf(JournalException.Failed.class);
        journal.sync(safe);
        assertThatThrownBy(journal::close).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoLongerNeededIsDeletedBySegments() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        List<String> appended;
        try (Journal journal = new Records().open(disk, 1)) {
            appended = append(journal, 1, 300, 1);
            journal.sync(journal.last());
            journal.deleteBefore(200);
        }
        Records records = new Records();
        records.open(disk, 1).close();
        int kept = records.read().size();
        assertThat(kept).isBetween(101, 299);
        assertThat(records.read()).isEqualTo(appended.subList(300 - kept, 300));
    }
}
