package io.tupelo.node.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.journal.FileDisk;
import io.tupelo.journal.Journal;
import io.tupelo.node.tool.JournalFolder.Place;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static final int RECORDS = 100;
    private static final int HEADER_BYTES = 64;

    @TempDir
    private Path folder;

    private JournalFolder written() throws IOException {
        return new JournalFolder(folder.resolve("space")).write(RECORDS);
    }

    @Test
    void whatIsThereIsCountedAndNothingChanges() throws IOException {
        JournalFolder journal = written();
        Files.delete(journal.path().resolve("lock"));
        Map<String, ByteBuffer> before = journal.contents();
        ToolRun run = ToolRun.of("verify", journal.path());
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("segments  3: journal-0000000000000001 to ", "records   100: 1 to 100", "epochs    1\n")
                .contains("bytes     " + 3 * JournalFolder.SMALL.segmentBytes() + " in files")
                .contains("It is whole.");
        assertThat(journal.contents()).isEqualTo(before);
    }

    @Test
    void severalEpochsAndAJournalWithoutARecordAreSaid() throws IOException {
        JournalFolder journal = written();
        try (FileDisk disk = FileDisk.in(journal.path());
                Journal later = Journal.open(disk, JournalFolder.SMALL, _ -> 7, 1, (sequence, epoch, payload) -> {})) {
            JournalFolder.append(later);
        }
        assertThat(ToolRun.of("verify", journal.path()).out()).contains("epochs    1 to 7", "1 to 101");
        JournalFolder empty = new JournalFolder(folder.resolve("empty")).write(0);
        ToolRun run = ToolRun.of("verify", empty.path());
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("There is no record in it yet.");
    }

    @Test
    void aTornEndIsNoDamage() throws IOException {
        JournalFolder journal = written();
        Place last = journal.places().getLast();
        long end = last.offset() + 16 + last.bytes();
        try (RandomAccessFile file = new RandomAccessFile(last.file().toFile(), "rw")) {
            file.seek(end);
            file.write(new byte[] {0, 0, 0, 9, 1, 2, 3});
        }
        Map<String, ByteBuffer> before = journal.contents();
        ToolRun run = ToolRun.of("verify", journal.path());
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("records   100: 1 to 100")
                .contains("from byte " + end + " on", "the last 7 bytes hold no whole record", "never acknowledged");
        assertThat(journal.contents()).isEqualTo(before);
        assertThat(ToolRun.of("dump", journal.path()).err()).contains("the last 7 bytes");
    }

    /// The last record has none behind it that knew it to be safe: it can't be told from a torn end.
    @Test
    void damageToAnyRecordIsFoundWithItsPlace() throws IOException {
        JournalFolder journal = written();
        List<Place> places = journal.places();
        for (Place place : places.subList(0, places.size() - 1)) {
            for (long at : new long[] {place.offset(), place.offset() + 5, place.offset() + 16 + place.bytes() - 1}) {
                JournalFolder.flip(place.file(), at);
                ToolRun run = ToolRun.of("verify", journal.path());
                JournalFolder.flip(place.file(), at);
                assertThat(run.code()).as("%s, byte %d", place, at).isEqualTo(2);
                assertThat(run.err())
                        .contains("DAMAGED: " + place.file().getFileName() + ", byte " + place.offset() + ": record " + place.sequence());
                if (place.sequence() > 1) {
                    assertThat(run.err()).contains("cut " + journal.path() + " --after " + (place.sequence() - 1) + "\n");
                } else {
                    assertThat(run.err()).contains("No record before that place is whole.");
                }
            }
        }
        assertThat(ToolRun.of("verify", journal.path()).code()).isZero();
    }

    @Test
    void whatIsBehindTheRecordsOfASegmentIsNotTakenForOne() throws IOException {
        JournalFolder journal = written();
        List<Place> places = journal.places();
        Path file = places.getFirst().file();
        long last = places.stream().filter(place -> place.file().equals(file)).count();
        JournalFolder.flip(file, Files.size(file) - 1);
        ToolRun run = ToolRun.of("verify", journal.path());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("what is behind record " + last + ", the last one in it, is no record");
    }

    @Test
    void damageToAnyHeaderAndAMissingFileAreFound() throws IOException {
        JournalFolder journal = written();
        List<Path> files = journal.places().stream().map(Place::file).distinct().toList();
        for (Path file : files) {
            for (int at = 0; at < HEADER_BYTES - 24; at++) {
                JournalFolder.flip(file, at);
                ToolRun run = ToolRun.of("verify", journal.path());
                JournalFolder.flip(file, at);
                assertThat(run.code()).as("%s, byte %d", file, at).isEqualTo(2);
                assertThat(run.err()).contains("DAMAGED: " + file.getFileName());
            }
        }
        for (Path file : files.subList(1, files.size() - 1)) {
            Path away = Files.move(file, folder.resolve("away"));
            ToolRun run = ToolRun.of("verify", journal.path());
            Files.move(away, file);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("are missing");
        }
    }

    @Test
    void whatTheCommandAdvisesMendsTheJournal() throws IOException {
        JournalFolder journal = written();
        List<Place> places = journal.places();
        for (int i = 1; i < places.size() - 1; i += 7) {
            JournalFolder damaged = journal.copy(folder.resolve("damaged-" + i));
            JournalFolder.flip(damaged.path().resolve(places.get(i).file().getFileName()), places.get(i).offset() + 20);
            String advice = ToolRun.of("verify", damaged.path()).err();
            assertThat(advice).contains("bin/tupelo journal cut " + damaged.path() + " --after ");
            String after = advice.substring(advice.indexOf("--after ") + "--after ".length()).strip();
            ToolRun cut = ToolRun.of("cut", damaged.path(), "--after", after, "--yes");
            assertThat(cut.code()).as(cut.err()).isZero();
            assertThat(ToolRun.of("verify", damaged.path()).out()).contains("records   " + i + ":", "It is whole.");
            damaged.write(1);
            assertThat(damaged.places()).hasSize(i + 1);
        }
    }

    @Test
    void aJournalInUseIsReadAndNotDisturbed() throws IOException {
        JournalFolder journal = written();
        try (FileDisk disk = FileDisk.in(journal.path());
                Journal open = JournalFolder.open(disk)) {
            for (int i = 1; i <= RECORDS; i++) {
                long last = JournalFolder.append(open);
                ToolRun run = ToolRun.of("verify", journal.path());
                assertThat(run.code()).as(run.err()).isZero();
                assertThat(run.out()).contains("1 to " + last, "It is whole.");
            }
        }
        assertThat(journal.places()).hasSize(2 * RECORDS);
    }
}
