package io.tupelo.node.tool;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.space.Space;
import io.tupelo.space.Transaction;
import io.tupelo.tuple.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestoreCommandTest {
    @TempDir
    private Path folder;

    private int restores;

    private SpaceDirectory space() {
        return new SpaceDirectory(folder.resolve("data/default"));
    }

    private SpaceDirectory restored(SpaceDirectory space, Object... point) {
        SpaceDirectory target = new SpaceDirectory(folder.resolve("restored-" + restores++));
        ToolRun run = restore(space, target.path(), point);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("the state after record ");
        return target;
    }

    private static ToolRun restore(SpaceDirectory space, Path target, Object... point) {
        Object[] words = new Object[3 + point.length];
        words[0] = "restore";
        words[1] = space.path();
        words[2] = target;
        System.arraycopy(point, 0, words, 3, point.length);
        return ToolRun.tupelo(words);
    }

    private static List<Long> upTo(int number) {
        return LongStream.range(0, number).boxed().toList();
    }

    @Test
    void eachRecordIsAPointWithCheckpointsAndWithout() throws IOException {
        SpaceDirectory space = space().write(0, 30, 1).write(30, 40, 0);
        for (int number = 0; number < 40; number += 3) {
            SpaceDirectory then = restored(space, "--to", space.recordOf(number));
            assertThat(then.numbers()).isEqualTo(upTo(number + 1));
            assertThat(then.write(number + 1, number + 3, 1).numbers()).isEqualTo(upTo(number + 3));
            assertThat(then.numbers()).isEqualTo(upTo(number + 3));
        }
        assertThat(restored(space, "--to", 0).numbers()).isEmpty();
        assertThat(restored(space).numbers()).isEqualTo(upTo(40));
        assertThat(space.numbers()).isEqualTo(upTo(40));
    }

    /// The clock goes on by a second at each command, so the times are those of the records.
    @Test
    void anInstantIsTheLastRecordBeforeIt() throws IOException {
        SpaceDirectory space = space().write(0, 30, 1).write(30, 40, 0);
        for (int number = 0; number < 40; number += 3) {
            long record = space.recordOf(number);
            String line = ToolRun.tupelo("journal", "dump", space.path(), "--from", record, "--to", record).out();
            Instant time = Instant.parse(line.replaceAll("(?s).*command [0-9]+ at ([^ ]*Z): .*", "$1"));
            assertThat(restored(space, "--at", time).numbers()).isEqualTo(upTo(number + 1));
            assertThat(restored(space, "--at", time.minusMillis(1)).numbers()).isEqualTo(upTo(number));
            assertThat(restored(space, "--at", time.plusMillis(999)).numbers()).isEqualTo(upTo(number + 1));
        }
        assertThat(restored(space, "--at", "2090-01-01T00:00:00+01:00").numbers()).isEqualTo(upTo(40));
        ToolRun early = restore(space, folder.resolve("early"), "--at", "2020-01-01T00:00:00Z");
        assertThat(early.code()).isEqualTo(2);
        assertThat(early.err()).contains("there is nothing of that time or before it; the first command is of 2027-");
        assertThat(folder.resolve("early")).doesNotExist();
    }

    @Test
    void whatIsGoneIsSaidWithTheEarliestPointThereIs() throws IOException {
        SpaceDirectory space = space().write(0, 100, 1).write(100, 200, 1).write(200, 250, 0);
        long earliest = CheckpointFiles.in(space.path()).newestFirst().getLast();
        assertThat(restored(space, "--to", earliest).numbers()).isEqualTo(upTo(100));
        assertThat(restored(space, "--to", space.recordOf(149)).numbers()).isEqualTo(upTo(150));
        assertThat(restored(space, "--to", space.recordOf(220)).numbers()).isEqualTo(upTo(221));
        for (Object[] point : List.of(new Object[] {"--to", 10}, new Object[] {"--at", "2020-01-01T00:00:00Z"})) {
            ToolRun run = restore(space, folder.resolve("none"), point);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("can't be had: the records 1 to ", "The earliest point behind it that can be had is record "
                    + earliest + ", of 2027-").doesNotContain("\tat ");
        }
        ToolRun late = restore(space, folder.resolve("none"), "--to", 100_000);
        assertThat(late.code()).isEqualTo(2);
        assertThat(late.err()).contains("there is no record 100000; the last one is ");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void damageBehindThePointIsNoObstacle() throws IOException {
        SpaceDirectory space = space().write(0, 100, 0);
        long record = space.recordOf(10);
        String line = ToolRun.tupelo("journal", "dump", space.path(), "--from", record, "--to", record).out();
        String time = line.replaceAll("(?s).*command [0-9]+ at ([^ ]*Z): .*", "$1");
        SpaceDirectory.damage(space.files("journal-").get(5));
        assertThat(restored(space, "--to", record).numbers()).isEqualTo(upTo(11));
        assertThat(restored(space, "--at", time).numbers()).isEqualTo(upTo(11));
        ToolRun all = restore(space, folder.resolve("none"));
        assertThat(all.code()).isEqualTo(2);
        assertThat(all.err()).contains("is damaged at byte");
    }

    @Test
    void inTheMiddleOfChangesInPiecesThereIsThePointBeforeThem() throws IOException {
        SpaceDirectory space = space().write(0, 3, 0);
        try (Space open = EmbeddedSpace.open(space.path(), space.config())) {
            Transaction transaction = open.transaction();
            SpaceDirectory.jobs(open).in(transaction).write(tuple("job", 3, Bytes.of(new byte[20_000])));
            transaction.commit();
        }
        long last = space.recordOf(3);
        assertThat(restored(space, "--to", last).numbers()).isEqualTo(upTo(4));
        assertThat(restored(space, "--to", last - 1).numbers()).isEqualTo(upTo(3));
        List<String> lines = ToolRun.tupelo("journal", "dump", space.path(), "--to", last).lines();
        assertThat(lines.get((int) last - 2)).contains("of changes that go on in the next record");
        assertThat(lines.get((int) last - 1)).contains("the last of ", " pieces: command ", "written ", "(\"job\", 3, 0x00");
        assertThat(ToolRun.tupelo("journal", "dump", space.path(), "--from", last, "--to", last).out())
                .contains("the last piece of changes whose beginning is not shown");
        assertThat(ToolRun.tupelo("journal", "dump", space.path(), "--json", "--from", last - 1, "--to", last - 1).out())
                .contains("\"piece\":0");
    }

    @Test
    void aCommandLineThatIsWrongIsRefused() throws IOException {
        SpaceDirectory space = space().write(0, 1, 0);
        for (Object[] point : List.of(
                new Object[] {"--to", 1, "--at", "2027-01-01T00:00:00Z"},
                new Object[] {"--at", "yesterday"},
                new Object[] {"--to", "x"},
                new Object[] {"--to", -1})) {
            assertThat(restore(space, folder.resolve("none"), point).code()).isEqualTo(64);
        }
        assertThat(restore(space, space.path()).err()).contains("is not empty");
        assertThat(ToolRun.tupelo("restore", "--help").out()).contains("Usage: tupelo restore", "Exit status");
        assertThat(ToolRun.tupelo("restore", folder.resolve("none"), folder.resolve("target")).err()).contains("there is no folder");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
