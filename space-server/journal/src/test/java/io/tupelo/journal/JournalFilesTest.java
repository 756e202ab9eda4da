package io.tupelo.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFilesTest {
    private static final int LOOKS = Integer.getInteger("tupelo.journal.looks", 300);

    @TempDir
    private Path folder;

    private static List<String> write(Path folder, int records) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String> appended = new ArrayList<>();
        try (FileDisk disk = FileDisk.in(folder);
                Journal journal = new Records().open(disk, 1)) {
            for (int i = 0; i < records; i++) {
                byte[] payload = Records.payload(random);
                long sequence = journal.append(ByteBuffer.wrap(payload));
                appended.add(Records.text(sequence, 1, payload));
                journal.sync(sequence);
            }
        }
        return appended;
    }

    private static JournalVisitor noting(Records records) {
        return record -> records.note(record.sequence(), record.epoch(), record.payload());
    }

    private static Map<String, ByteBuffer> contents(Path folder) throws IOException {
        Map<String, ByteBuffer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName() + " of " + Files.getLastModifiedTime(file), ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    @Test
    void aCopyIsReadAndNothingInItChanges() throws IOException {
        List<String> appended = write(folder, 60);
        Files.delete(folder.resolve(FileDisk.LOCK));
        Map<String, ByteBuffer> before = contents(folder);
        JournalFiles files = JournalFiles.in(folder);
        Records records = new Records();
        assertThat(files.read(noting(records))).isEqualTo(new RecoveryReport(60, 60, "", 0, 0));
        assertThat(records.read()).isEqualTo(appended);
        assertThat(files.bytes()).isEqualTo((long) before.size() * JournalConfig.SEGMENT_BYTES_LEAST);
        assertThat(contents(folder)).isEqualTo(before);
    }

    @Test
    void aRecordLiesWhereItIsSaidTo() throws IOException {
        write(folder, 60);
        List<JournalSegment> segments = new ArrayList<>();
        JournalFiles.in(folder).read(new JournalVisitor() {
            @Override
            public void segment(JournalSegment segment) {
                segments.add(segment);
            }

            @Override
            public void record(JournalRecord record) throws IOException {
                assertThat(record.file()).isEqualTo(segments.getLast().file());
                byte[] bytes = Files.readAllBytes(folder.resolve(record.file()));
                assertThat(SegmentFormat.length(bytes, (int) record.offset())).isEqualTo(record.payload().remaining());
                assertThat(segments.getLast().first() + SegmentFormat.sequence(bytes, (int) record.offset()))
                        .isEqualTo(record.sequence());
            }
        });
        assertThat(segments).hasSizeGreaterThan(3).allSatisfy(segment -> {
            assertThat(segment.bytes()).isEqualTo(JournalConfig.SEGMENT_BYTES_LEAST);
            assertThat(segment.epoch()).isEqualTo(1);
        });
    }

    @Test
    void aRangeIsReadWithoutWhatIsBeforeAndBehindIt() throws IOException {
        int records = 60;
        List<String> appended = write(folder, records);
        JournalFiles files = JournalFiles.in(folder);
        for (int from = 0; from <= records + 1; from++) {
            for (int to = from; to <= records + 1; to++) {
                Records read = new Records();
                files.read(from, to, noting(read));
                assertThat(read.read()).as("%d to %d", from, to)
                        .isEqualTo(appended.subList(Math.min(records, Math.max(0, from - 1)), Math.min(records, to)));
            }
        }
        List<Long> firsts = Recovery.segments(folderNames());
        Files.write(folder.resolve(SegmentFormat.name(firsts.get(1))), new byte[0]);
        Records read = new Records();
        files.read(0, firsts.get(1) - 1, noting(read));
        files.read(firsts.get(2), Long.MAX_VALUE, noting(read));
        assertThat(read.read()).hasSize((int) (records - firsts.get(2) + firsts.get(1)));
        assertThatThrownBy(() -> files.read(firsts.get(1), firsts.get(1), noting(read)))
                .isInstanceOf(JournalException.Damaged.class);
    }

    private List<String> folderNames() throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aFileThatNoSegmentCanBeIsDamaged() throws IOException {
        write(folder, 60);
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(SegmentFormat.name(1)).toFile(), "rw")) {
            file.setLength(1L << 31);
        }
        assertThatThrownBy(() -> JournalFiles.in(folder).read(record -> {}))
                .isInstanceOf(JournalException.Damaged.class)
                .hasMessageContaining("more than a segment can");
    }

    @Test
    void whereThereIsNoJournalThatIsSaid() throws IOException {
        assertThatThrownBy(() -> JournalFiles.in(folder.resolve("nowhere"))).hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> JournalFiles.in(folder)).hasMessageContaining("there is no journal in");
        Path space = Files.createDirectory(folder.resolve("space"));
        write(space, 1);
        assertThatThrownBy(() -> JournalFiles.in(folder)).hasMessageContaining("but there is one in " + space);
        assertThatThrownBy(() -> JournalFiles.in(space.resolve(FileDisk.LOCK))).hasMessageContaining("is a file");
        Files.delete(space.resolve(SegmentFormat.name(1)));
        assertThat(JournalFiles.in(space).read(record -> {}).records()).isZero();
    }

    @Test
    void aRecordThatWasWrittenBetweenReadingItsPlaceAndWhatKnowsOfItIsSeenAtASecondLook() throws IOException {
        List<String> appended = write(folder, 5);
        byte[] now = Files.readAllBytes(folder.resolve(SegmentFormat.name(1)));
        byte[] mixed = now.clone();
        int third = SegmentFormat.HEADER_BYTES;
        for (int i = 0; i < 2; i++) {
            third += SegmentFormat.RECORD_HEADER_BYTES + SegmentFormat.length(now, third);
        }
        Arrays.fill(mixed, third, third + SegmentFormat.RECORD_HEADER_BYTES, (byte) 0);
        Records records = new Records();
        RecoveryReport report =
                Recovery.read(looks(mixed, now), 0, Long.MAX_VALUE, noting(records)).report();
        assertThat(report).isEqualTo(new RecoveryReport(5, 5, "", 0, 0));
        assertThat(records.read()).isEqualTo(appended);
        int offset = third;
        assertThatThrownBy(() -> Recovery.read(looks(mixed, mixed), 0, Long.MAX_VALUE, record -> {}))
                .isInstanceOfSatisfying(
                        JournalException.Damaged.class, damaged -> assertThat(damaged.offset()).isEqualTo(offset));
    }

    /// A segment that looks like this, one time after the other.
    private static SegmentSource looks(byte[]... contents) {
        Iterator<byte[]> next = List.of(contents).iterator();
        return new SegmentSource() {
            @Override
            public List<String> list() {
                return List.of(SegmentFormat.name(1));
            }

            @Override
            public byte[] bytes(String name, byte @Nullable [] before) {
                return next.next();
            }
        };
    }

    @Test
    void aJournalThatIsWrittenAndShortenedMeanwhileIsNeverTakenForDamaged() throws Exception {
        long seed = Long.getLong("tupelo.seed", System.nanoTime() & 0xffffff);
        System.out.println("tupelo.seed=" + seed + ", " + LOOKS + " looks");
        AtomicLong safe = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (FileDisk disk = FileDisk.in(folder);
                Journal journal = new Records().open(disk, 1)) {
            journal.sync(journal.append(ByteBuffer.allocate(1)));
            Thread writer = Thread.ofPlatform().start(() -> {
                try {
                    append(journal, safe, stop, new SplittableRandom(seed));
                } catch (IOException | RuntimeException failed) {
                    failure.set(failed);
                }
            });
            try {
                look(safe, LOOKS);
            } finally {
                stop.set(true);
                writer.join();
            }
        }
        assertThat(failure.get()).isNull();
    }

    private static void append(Journal journal, AtomicLong safe, AtomicBoolean stop, SplittableRandom random)
            throws IOException {
        while (!stop.get()) {
            long sequence = journal.append(ByteBuffer.wrap(Records.payload(random)));
            if (random.nextInt(4) == 0) {
                journal.sync(sequence);
                safe.set(sequence);
            }
            if (random.nextInt(400) == 0) {
                journal.deleteBefore(sequence - random.nextInt(200));
            }
        }
    }

    private void look(AtomicLong safe, int times) throws IOException {
        JournalFiles files = JournalFiles.in(folder);
        for (int i = 0; i < times; i++) {
            long before = safe.get();
            AtomicLong at = new AtomicLong();
            AtomicBoolean gap = new AtomicBoolean(true);
            RecoveryReport report = files.read(new JournalVisitor() {
                @Override
                public void record(JournalRecord record) {
                    assertThat(gap.getAndSet(false) || record.sequence() == at.get() + 1).isTrue();
                    at.set(record.sequence());
                }

                @Override
                public void deleted(String file) {
                    gap.set(true);
                }
            });
            // With everything deleted that was listed, there is nothing to see.
            assertThat(report.last()).isEqualTo(at.get());
            assertThat(at.get() >= before || gap.get()).as("%d of %d", at.get(), before).isTrue();
        }
    }
}
