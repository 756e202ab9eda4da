package io.tupelo.node.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.checkpoint.CheckpointWriter;
import io.tupelo.checkpoint.Item;
import io.tupelo.checkpoint.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointCommandsTest {
    @TempDir
    private Path folder;

    private SpaceDirectory space;

    @BeforeEach
    void write() throws IOException {
        space = new SpaceDirectory(folder.resolve("data/default")).write(0, 60, 1).write(60, 90, 1).write(90, 95, 0);
    }

    private ToolRun verify() {
        return ToolRun.tupelo("checkpoint", "verify", space.path());
    }

    @Test
    void goodOnesAreSaidToBe() throws IOException {
        List<Path> before = space.files("");
        ToolRun run = verify();
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).hasSize(4);
        assertThat(run.lines().get(0)).contains("checkpoint-0", "good: the state after record ", "90 entries in 2 containers",
                "the journal goes on behind it");
        assertThat(run.lines().get(1)).contains("60 entries in 2 containers", "the journal goes on behind it");
        assertThat(run.lines().get(2)).startsWith("journal  records ");
        assertThat(run.lines().get(3)).isEqualTo("All is good.");
        assertThat(space.files("")).isEqualTo(before);
    }

    @Test
    void aDamagedOneIsFound() throws IOException {
        SpaceDirectory.damage(space.files("checkpoint-").getLast());
        ToolRun run = verify();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.lines().get(0)).contains("BAD: ", "its checksum is wrong");
        assertThat(run.lines().get(1)).contains("good");
        assertThat(run.err()).contains("The server would start from ");
        SpaceDirectory.damage(space.files("checkpoint-").getFirst());
        assertThat(verify().err()).contains("The server would not start");
    }

    @Test
    void whatIsSealedAndNoSpaceIsFound() throws IOException {
        CheckpointWriter.write(space.path(), 1_000, List.of(new Item(3, new byte[] {77})).iterator(), Progress.UNHEARD);
        ToolRun run = verify();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.lines().getFirst()).contains("BAD: ", "can't be understood");
        assertThat(ToolRun.tupelo("checkpoint", "dump", space.path()).out()).isEqualTo("3  1  not understood: 4d\n");
    }

    @Test
    void aGapBehindACheckpointIsFoundAndAJournalThatEndsBeforeIt() throws IOException {
        List<Path> segments = space.files("journal-");
        Path away = Files.createDirectory(folder.resolve("away"));
        for (Path segment : segments.subList(segments.size() / 2, segments.size())) {
            Files.move(segment, away.resolve(segment.getFileName()));
        }
        ToolRun ends = verify();
        assertThat(ends.code()).isEqualTo(2);
        assertThat(ends.lines().getFirst()).contains("does NOT go on behind it");
        for (Path segment : segments.subList(0, segments.size() / 2)) {
            Files.delete(segment);
        }
        Path last = segments.getLast();
        Files.move(away.resolve(last.getFileName()), last);
        ToolRun gap = verify();
        assertThat(gap.code()).isEqualTo(2);
        assertThat(gap.lines().get(1)).contains("does NOT go on behind it");
    }

    @Test
    void withoutACheckpointThatIsSaid() throws IOException {
        new SpaceDirectory(folder.resolve("none")).write(0, 1, 0);
        for (String command : List.of("verify", "dump")) {
            ToolRun run = ToolRun.tupelo("checkpoint", command, folder.resolve("none"));
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("tupelo checkpoint " + command + ": there is no checkpoint in ");
            ToolRun data = ToolRun.tupelo("checkpoint", command, folder.resolve("data"));
            assertThat(data.code()).isEqualTo(2);
            assertThat(data.err()).contains("there is one in " + space.path());
            assertThat(ToolRun.tupelo("checkpoint", command).code()).isEqualTo(64);
            assertThat(ToolRun.tupelo("checkpoint", command, "--help").out()).contains("Exit status");
        }
    }

    @Test
    void eachItemIsALine() throws IOException {
        ToolRun run = ToolRun.tupelo("checkpoint", "dump", space.path());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lines()).hasSize(93);
        assertThat(run.lines().getFirst()).matches("0  [0-9]+  space in epoch 18[0-9]{11} after command [0-9]+ at 2027-.*");
        assertThat(run.out()).contains("container \"jobs\" fifo\n", "(\"job\", 89, \"xxx");
        ToolRun older = ToolRun.tupelo("checkpoint", "dump", space.path(), "--sequence", older());
        assertThat(older.lines()).hasSize(63);
        ToolRun none = ToolRun.tupelo("checkpoint", "dump", space.path(), "--sequence", 5);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("there is no checkpoint of record 5; there is one of ", "" + older());
        JsonObject item = JsonParser.parseString(
                        ToolRun.tupelo("checkpoint", "dump", space.path(), "--json").lines().getLast())
                .getAsJsonObject();
        assertThat(item.keySet()).containsExactly("key", "bytes", "item");
        assertThat(item.get("item").getAsString()).startsWith("entry ");
    }

    private long older() throws IOException {
        return CheckpointFiles.in(space.path()).newestFirst().getLast();
    }

    @Test
    void theJournalIsShownInWords() {
        ToolRun run = ToolRun.tupelo("journal", "dump", space.path());
        assertThat(run.code()).isZero();
        assertThat(run.out()).doesNotContain("not understood").containsPattern(
                "command [0-9]+ at 2027-[^ ]*Z: .*written [0-9]+ in [0-9]+ at [0-9]+: \\(\"job\", 94, \"x+\"\\)");
        for (String line : ToolRun.tupelo("journal", "dump", space.path(), "--json").lines()) {
            JsonObject object = JsonParser.parseString(line).getAsJsonObject();
            assertThat(object.keySet()).containsExactly("sequence", "epoch", "file", "offset", "bytes", "changes");
            assertThat(object.getAsJsonArray("changes")).isNotEmpty();
        }
    }

    /// Of what comes behind a cut there may be checkpoints: they are set aside before.
    @Test
    void aCutBehindACheckpointedRecordLeavesASpaceThatOpens() throws IOException {
        for (int number = 94; number >= 60; number -= 4) {
            long record = space.recordOf(number);
            ToolRun run = ToolRun.tupelo("journal", "cut", space.path(), "--after", record, "--yes");
            assertThat(run.code()).as("%d: %s", number, run.err()).isZero();
            assertThat(verify().code()).as(verify().out()).isZero();
            assertThat(space.numbers()).hasSize(number + 1).endsWith((long) number);
        }
        assertThat(space.files("checkpoint-")).anyMatch(file -> file.toString().endsWith(".cut"));
        space.write(200, 210, 2);
        assertThat(space.numbers()).endsWith(209L);
    }

    @Test
    void aCutRightBehindACheckpointNeedsNoJournal() throws IOException {
        long older = older();
        assertThat(ToolRun.tupelo("journal", "cut", space.path(), "--after", older, "--yes").code()).isZero();
        assertThat(space.numbers()).hasSize(60);
        SpaceDirectory backup = new SpaceDirectory(folder.resolve("backup"));
        assertThat(ToolRun.tupelo("backup", space.path(), backup.path()).code()).isZero();
        long base = CheckpointFiles.in(backup.path()).newestFirst().getFirst();
        backup.write(60, 70, 0);
        ToolRun cut = ToolRun.tupelo("journal", "cut", backup.path(), "--after", base, "--yes");
        assertThat(cut.code()).as(cut.err()).isZero();
        assertThat(cut.out()).contains("The journal is empty.");
        assertThat(backup.numbers()).hasSize(60);
        assertThat(ToolRun.tupelo("journal", "cut", backup.path(), "--after", base - 1, "--yes").err())
                .contains("could not be opened after a cut", "The earliest record to cut behind is " + base);
    }

    @Test
    void aCutThatWouldLeaveNothingToOpenIsRefused() throws IOException {
        List<Path> before = space.files("");
        ToolRun run = ToolRun.tupelo("journal", "cut", space.path(), "--after", older() - 1, "--yes");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("The earliest record to cut behind is " + older());
        assertThat(space.files("")).isEqualTo(before);
        assertThat(space.numbers()).hasSize(95);
    }

    /// As if it had been interrupted between the checkpoints and the journal.
    @Test
    void anInterruptedCutLeavesASpaceThatOpens() throws IOException {
        CheckpointCut.plan(space.path(), space.recordOf(70)).carryOut();
        assertThat(space.files("checkpoint-").stream().filter(file -> !file.toString().endsWith(".cut"))).hasSize(1);
        assertThat(space.numbers()).hasSize(95);
    }
}
