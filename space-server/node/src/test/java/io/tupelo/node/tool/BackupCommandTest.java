package io.tupelo.node.tool;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.change.SpaceImage;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.runtime.RestorePoint;
import io.tupelo.runtime.SpaceFiles;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackupCommandTest {
    private static final int WRITERS = 4;
    private static final int KEPT = 5;
    private static final int BACKUPS = 12;

    @TempDir
    private Path folder;

    private SpaceDirectory space(String name) {
        return new SpaceDirectory(folder.resolve(name));
    }

    private static ToolRun backUp(Path from, Path to) {
        ToolRun run = ToolRun.tupelo("backup", from, to);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return run;
    }

    @Test
    void aBackupOpensAndGoesOn() throws IOException {
        SpaceDirectory space = space("data/default").write(0, 50, 0);
        SpaceDirectory backup = space("backup");
        assertThat(backUp(space.path(), backup.path()).out()).contains("the state after record ", "50 entries in 2 containers");
        assertThat(backup.files("journal")).isEmpty();
        assertThat(backup.files("checkpoint")).hasSize(1);
        assertThat(backup.numbers()).isEqualTo(space.numbers());
        backup.write(50, 60, 0);
        assertThat(backup.numbers()).isEqualTo(LongStream.range(0, 60).boxed().toList());
        assertThat(space.numbers()).hasSize(50);
        assertThat(ToolRun.tupelo("checkpoint", "verify", backup.path()).code()).isZero();
        SpaceDirectory again = space("again");
        backUp(backup.path(), again.path());
        assertThat(again.numbers()).hasSize(60);
    }

    @Test
    void withCheckpointsAndWithoutAnyJournalItIsTheSame() throws IOException {
        SpaceDirectory space = space("one").write(0, 50, 2).write(50, 70, 0);
        backUp(space.path(), folder.resolve("two"));
        assertThat(space("two").numbers()).hasSize(70);
        // A folder that no server has opened yet has nothing but the checkpoint.
        backUp(space.path(), folder.resolve("three"));
        backUp(folder.resolve("three"), folder.resolve("four"));
        assertThat(space("four").numbers()).hasSize(70);
    }

    @Test
    void anEmptySpaceIsBackedUpToo() throws IOException {
        EmbeddedSpace.open(folder.resolve("one")).close();
        backUp(folder.resolve("one"), folder.resolve("two"));
        assertThat(space("two").numbers()).isEmpty();
    }

    @Test
    void ofAServersFolderEachSpaceIsBackedUp() throws IOException {
        space("data/default").write(0, 10, 1);
        space("data/a%2Fb").write(0, 20, 0);
        Files.createDirectory(folder.resolve("data/other"));
        backUp(folder.resolve("data"), folder.resolve("backup"));
        assertThat(space("backup/default").numbers()).hasSize(10);
        assertThat(space("backup/a%2Fb").numbers()).hasSize(20);
        assertThat(folder.resolve("backup/other")).doesNotExist();
    }

    @Test
    void oneSpaceThatIsDamagedDoesNotKeepTheOthersFromBeingSaved() throws IOException {
        SpaceDirectory damaged = space("data/a").write(0, 100, 0);
        space("data/b").write(0, 10, 0);
        SpaceDirectory.damage(damaged.files("journal-").getFirst());
        ToolRun run = ToolRun.tupelo("backup", folder.resolve("data"), folder.resolve("backup"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(damaged.path() + " is not backed up", "is damaged at byte");
        assertThat(space("backup/b").numbers()).hasSize(10);
        assertThat(folder.resolve("backup/a")).doesNotExist();
    }

    @Test
    void aDamagedCheckpointIsSaidAndLeftAsItIs() throws IOException {
        SpaceDirectory space = space("one").write(0, 50, 1).write(50, 70, 1).write(70, 80, 0);
        SpaceDirectory.damage(space.files("checkpoint-").getLast());
        List<Path> before = space.files("");
        ToolRun run = ToolRun.tupelo("backup", space.path(), folder.resolve("two"));
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("is damaged", "Going back to the one before it");
        assertThat(space.files("")).isEqualTo(before);
        assertThat(space("two").numbers()).hasSize(80);
    }

    @Test
    void whatIsNoPlaceForABackupIsRefused() throws IOException {
        SpaceDirectory space = space("data/default").write(0, 10, 0);
        Path full = Files.createDirectory(folder.resolve("full"));
        Path there = Files.writeString(full.resolve("notes"), "mine");
        refused("is not empty: notes is in it", space.path(), full);
        refused("lies in", space.path(), space.path().resolve("backup"));
        refused("lies in", folder.resolve("data"), folder.resolve("data/backup"));
        refused("is a file", space.path(), there);
        refused("there is no " + folder.resolve("none"), folder.resolve("none"), folder.resolve("backup"));
        refused("there is no space in", full, folder.resolve("backup"));
        assertThat(folder.resolve("backup")).doesNotExist();
        assertThat(full).isDirectoryContaining(file -> file.equals(there));
        assertThat(ToolRun.tupelo("backup", space.path()).code()).isEqualTo(64);
        assertThat(ToolRun.tupelo("backup", "--help").out()).contains("Usage: tupelo backup", "Exit status");
        Files.createDirectory(folder.resolve("interrupted"));
        Files.writeString(folder.resolve("interrupted/checkpoint-to-come"), "half");
        backUp(space.path(), folder.resolve("interrupted"));
        assertThat(space("interrupted").numbers()).hasSize(10);
    }

    private static void refused(String sentence, Path from, Path to) {
        ToolRun run = ToolRun.tupelo("backup", from, to);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("tupelo backup: ", sentence).doesNotContain("\tat ");
    }

    /// Each writer writes its next number, and then takes the one that it wrote five before: at each point of the space's one order it
    /// has five or six numbers that follow each other.
    @Test
    void aBackupUnderLoadHasAllThatWasAcknowledgedBeforeAndIsOneState() throws Exception {
        Path path = folder.resolve("data");
        AtomicLongArray acknowledged = new AtomicLongArray(WRITERS);
        AtomicLongArray issued = new AtomicLongArray(WRITERS);
        AtomicBoolean stop = new AtomicBoolean();
        List<long[]> before = new ArrayList<>();
        List<long[]> after = new ArrayList<>();
        SpaceDirectory real = new SpaceDirectory(path);
        try (SpaceRuntime runtime = SpaceRuntime.open("test", path, real.config().withCheckpointEveryBytes(100_000))) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(Thread.ofPlatform().start(() -> load(runtime, writer, acknowledged, issued, stop)));
            }
            for (int i = 0; i < BACKUPS; i++) {
                long enough = acknowledged.get(0) + 20;
                while (acknowledged.get(0) < enough) {
                    Thread.onSpinWait();
                }
                before.add(copy(acknowledged));
                backUp(path, folder.resolve("backup-" + i));
                after.add(copy(issued));
            }
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }
        for (int i = 0; i < BACKUPS; i++) {
            check(new SpaceDirectory(folder.resolve("backup-" + i)), before.get(i), after.get(i));
        }
        // What the journal has still can be restored: it is the same as what was backed up then.
        Path last = folder.resolve("backup-" + (BACKUPS - 1));
        long sequence = SpaceFiles.in(last).checkpoints().newestFirst().getLast();
        Path restored = folder.resolve("restored");
        ToolRun run = ToolRun.tupelo("restore", path, restored, "--to", sequence);
        if (run.code() == 0) {
            assertThat(state(restored, sequence)).isEqualTo(state(last, sequence));
        } else {
            assertThat(run.err()).contains("earliest point");
        }
    }

    private static SpaceImage state(Path path, long sequence) throws IOException {
        return SpaceFiles.in(path).read(RestorePoint.after(sequence), record -> {}, damaged -> {}).image();
    }

    private static long[] copy(AtomicLongArray array) {
        return LongStream.range(0, array.length()).map(i -> array.get((int) i)).toArray();
    }

    private static void load(
            SpaceRuntime runtime, int writer, AtomicLongArray acknowledged, AtomicLongArray issued, AtomicBoolean stop) {
        try (Space space = Space.over(runtime.port())) {
            Container container = container(space);
            for (long number = 1; !stop.get(); number++) {
                issued.set(writer, number);
                container.write(tuple(writer, number), key(writer + "/" + number));
                acknowledged.set(writer, number);
                if (number > KEPT) {
                    container.take(key(writer + "/" + (number - KEPT)));
                }
            }
        }
    }

    private static Container container(Space space) {
        return space.createIfAbsent(ContainerSpec.named("load").with("fifo").with("key"));
    }

    private static void check(SpaceDirectory backup, long[] before, long[] after) throws IOException {
        Map<Long, List<Long>> numbers = new TreeMap<>();
        try (SpaceRuntime runtime = SpaceRuntime.open("backup", backup.path(), backup.config());
                Space space = Space.over(runtime.port())) {
            for (Tuple tuple : container(space).readAll(fifo().all())) {
                numbers.computeIfAbsent(tuple.integer(0), _ -> new ArrayList<>()).add(tuple.integer(1));
            }
            runtime.checkInvariants();
        }
        for (int writer = 0; writer < WRITERS; writer++) {
            List<Long> has = numbers.getOrDefault((long) writer, List.of());
            long last = has.isEmpty() ? 0 : has.getLast();
            assertThat(last).as("%s, writer %d", backup, writer).isBetween(before[writer], after[writer]);
            long first = has.isEmpty() ? 1 : has.getFirst();
            assertThat(has).isEqualTo(LongStream.rangeClosed(first, last).boxed().toList());
            assertThat(has.size()).isBetween((int) Math.min(last, KEPT), KEPT + 1);
        }
    }
}
