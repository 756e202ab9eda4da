package io.tupelo.node.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.journal.FileDisk;
import io.tupelo.journal.Journal;
import io.tupelo.node.tool.JournalFolder.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutCommandTest {
    private static final int RECORDS = 100;
    private static final int CUTS = 30;

    @TempDir
    private Path folder;

    private JournalFolder journal;

    @BeforeEach
    void write() throws IOException {
        journal = new JournalFolder(folder.resolve("space")).write(RECORDS);
    }

    @Test
    void aJournalThatWasCutGoesOnAndNothingOfItIsLost() throws IOException {
        long seed = Long.getLong("tupelo.seed", System.nanoTime() & 0xffffff);
        System.out.println("tupelo.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, ByteBuffer> before = journal.contents();
        for (int i = 0; i < CUTS; i++) {
            int after = random.nextInt(RECORDS);
            JournalFolder cut = journal.copy(folder.resolve("cut-" + i));
            ToolRun run = ToolRun.of("cut", cut.path(), "--after", after, "--yes");
            assertThat(run.code()).as("seed %d, after %d: %s", seed, after, run.err()).isZero();
            assertThat(run.out()).contains("Done.");
            Map<String, ByteBuffer> now = cut.contents();
            before.forEach((name, bytes) ->
                    assertThat(bytes).as("seed %d, after %d: %s", seed, after, name).isIn(now.get(name), now.get(name + ".cut")));
            assertThat(cut.places()).hasSize(after);
            assertThat(cut.write(3).places()).hasSize(after + 3);
            assertThat(ToolRun.of("verify", cut.path()).code()).isZero();
        }
    }

    @Test
    void itIsAskedFirst() throws IOException {
        Map<String, ByteBuffer> before = journal.contents();
        for (String answer : List.of("", "\n", "n\n", "no\n", "yesterday\n")) {
            ToolRun run = ToolRun.typing(answer, "cut", journal.path(), "--after", 90);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).contains("the records 91 to 100", "is kept as", "Cut? [y/N]").doesNotContain("Done");
            assertThat(run.err()).contains("nothing was changed");
            assertThat(journal.contents()).isEqualTo(before);
        }
        assertThat(ToolRun.typing("y\n", "cut", journal.path(), "--after", 90).out()).contains("The journal ends with record 90.");
        assertThat(ToolRun.typing("Yes\n", "cut", journal.path(), "--after", 89).out()).contains("takes record 90 out", "Done.");
        assertThat(journal.places()).hasSize(89);
    }

    @Test
    void withNothingBehindTheRecordNothingIsDone() throws IOException {
        Map<String, ByteBuffer> before = journal.contents();
        ToolRun run = ToolRun.of("cut", journal.path(), "--after", RECORDS);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("There is nothing behind record 100");
        assertThat(journal.contents()).isEqualTo(before);
    }

    @Test
    void aRecordThatIsNotThereIsRefused() throws IOException {
        Map<String, ByteBuffer> before = journal.contents();
        ToolRun beyond = ToolRun.of("cut", journal.path(), "--after", RECORDS + 1, "--yes");
        assertThat(beyond.code()).isEqualTo(2);
        assertThat(beyond.err()).contains("there is no record 101 to cut behind; the journal ends with 100");
        assertThat(ToolRun.of("cut", journal.path(), "--after", -1, "--yes").code()).isEqualTo(2);
        assertThat(journal.contents()).isEqualTo(before);
    }

    @Test
    void whatIsDamagedCanNotBeKept() throws IOException {
        Place place = journal.places().get(49);
        JournalFolder.flip(place.file(), place.offset() + 16);
        Map<String, ByteBuffer> before = journal.contents();
        ToolRun refused = ToolRun.of("cut", journal.path(), "--after", 60, "--yes");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("can't be kept up to record 60", "It can be cut after 49, or an earlier record");
        assertThat(journal.contents()).isEqualTo(before);
        ToolRun run = ToolRun.of("cut", journal.path(), "--after", 40, "--yes");
        assertThat(run.out()).contains("the records 41 to 49", "is damaged at byte " + place.offset());
        assertThat(run.code()).isZero();
        assertThat(journal.places()).hasSize(40);
    }

    @Test
    void aJournalInUseIsLeftAlone() throws IOException {
        try (FileDisk disk = FileDisk.in(journal.path());
                Journal open = JournalFolder.open(disk)) {
            ToolRun run = ToolRun.of("cut", journal.path(), "--after", 5, "--yes");
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("is in use");
            JournalFolder.append(open);
        }
        assertThat(journal.places()).hasSize(RECORDS + 1);
    }

    @Test
    void aDiskThatRefusesIsSaid() throws IOException {
        Path blocked = journal.path().resolve("segment-to-come");
        Files.createDirectory(blocked);
        ToolRun run = ToolRun.of("cut", journal.path(), "--after", 5, "--yes");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is not complete", "Nothing is lost", "give the same command again");
        assertThat(journal.places()).hasSize(RECORDS);
        Files.delete(blocked);
        assertThat(ToolRun.of("cut", journal.path(), "--after", 5, "--yes").code()).isZero();
        assertThat(journal.places()).hasSize(5);
    }
}
