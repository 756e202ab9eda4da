package io.tupelo.runtime;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.checkpoint.Checkpoint;
import io.tupelo.checkpoint.CheckpointFiles;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.journal.JournalConfig;
import io.tupelo.operation.Edit;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.space.Claim;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.Transaction;
import io.tupelo.space.contract.OpensSpaces;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A space that may keep next to nothing in memory is what it would be otherwise.
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ColdSpaceTest {
    private static final SpaceConfig CONFIG = DurableSpaceTest.CONFIG.withResidentBytes(2_000);
    private static final int STEPS = 3_000;
    private static final int TEXT_LENGTH_MAX = 3_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private static Container things(Space space) {
        return space.createIfAbsent(ContainerSpec.named("things").with("fifo").withOptional("key"));
    }

    private static long stat(Space space, String name) {
        return space.inspect(Subject.STATS).rows().stream()
                .filter(row -> row.get(0).equals(name))
                .mapToLong(row -> row.integer(1))
                .sum();
    }

    private static String text(int seed, int length) {
        return Integer.toString(seed).repeat(1 + length / 4);
    }

    @Test
    void whateverIsDoneIsTheSameWhenNearlyAllIsCold() throws IOException {
        Random random = Seed.random("ColdSpaceTest");
        Map<Long, Tuple> model = new LinkedHashMap<>();
        long next = 0;
        int step = 0;
        while (step < STEPS) {
            try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, CONFIG);
                    Space space = Space.over(runtime.port())) {
                Container things = things(space);
                assertThat(things.readAll(fifo().all())).isEqualTo(List.copyOf(model.values()));
                for (int until = step + 1 + random.nextInt(300); step < until; step++) {
                    if (random.nextInt(40) == 0) {
                        runtime.checkpoint();
                        runtime.checkInvariants();
                        assertThat(stat(space, "payload bytes in memory")).isLessThanOrEqualTo(CONFIG.residentBytes());
                    } else if (model.size() < 10 || random.nextInt(3) == 0) {
                        Tuple written = tuple(next, text(random.nextInt(), random.nextInt(TEXT_LENGTH_MAX)), 0);
                        things.write(written, key(next));
                        model.put(next++, written);
                    } else {
                        act(space, things, model, random);
                    }
                }
                runtime.checkInvariants();
            }
        }
    }

    private static void act(Space space, Container things, Map<Long, Tuple> model, Random random) {
        List<Long> keys = new ArrayList<>(model.keySet());
        long some = keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(7)) {
            case 0 -> assertThat(things.take(fifo()).tuple().orElseThrow()).isEqualTo(model.remove(keys.getFirst()));
            case 1 -> assertThat(things.take(key(some)).tuple().orElseThrow()).isEqualTo(model.remove(some));
            case 2 -> {
                things.change(key(some), new Edit.Increment(2, 1));
                Tuple before = model.get(some);
                model.put(some, before.with(2, before.integer(2) + 1));
            }
            case 3 -> {
                Transaction transaction = space.transaction();
                assertThat(things.in(transaction).take(key(some)).tuple().orElseThrow()).isEqualTo(model.get(some));
                things.in(transaction).change(fifo(), new Edit.Increment(2, 1));
                transaction.abort();
            }
            case 4 -> {
                Claim claim = things.claim(key(some), LONG).orElseThrow();
                assertThat(claim.entries().getFirst().tuple()).isEqualTo(model.get(some));
                claim.release();
            }
            case 5 -> assertThat(things.readAll(fifo().all())).isEqualTo(List.copyOf(model.values()));
            default -> assertThat(things.read(key(some)).tuple().orElseThrow()).isEqualTo(model.get(some));
        }
    }

    @Test
    void aCheckpointComesSoonerIfThereIsTooMuchInMemory() throws IOException {
        int count = 1_000;
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, Served.CONFIG.withResidentBytes(1 << 20));
                Space space = Space.over(runtime.port())) {
            for (int i = 0; i < count; i++) {
                things(space).write(tuple(i, text(1, 100_000)));
            }
            OpensSpaces.await(
                    OpensSpaces.LONG, "a checkpoint", () -> stat(space, "payload bytes in memory") < stat(space, "payload bytes") / 2);
            assertThat(things(space).readAll(fifo().all())).hasSize(count).allMatch(thing -> text(1, 100_000).equals(thing.get(1)));
            runtime.checkpoint();
            assertThat(stat(space, "payload bytes in memory")).isLessThanOrEqualTo(1 << 20);
            runtime.checkInvariants();
        }
    }

    @Test
    void anotherVersionThanTheOneAskedForIsNone() throws IOException {
        long id;
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, CONFIG);
                Space space = Space.over(runtime.port())) {
            id = things(space).write(tuple("thing")).ids().getFirst();
            things(space).change(fifo(), new Edit.Replace(0, "another"));
            runtime.checkpoint();
        }
        Path file = newestCheckpoint();
        try (ColdPayloads payloads = new ColdPayloads(0, Checkpoint.open(file))) {
            assertThat(payloads.read(id, 2)).isEqualTo(tuple("another"));
            for (long[] wrong : new long[][] {{id, 1}, {id, 3}, {id + 1, 2}, {0, 2}}) {
                assertThatThrownBy(() -> payloads.read(wrong[0], wrong[1])).hasMessageContaining(file.toString());
            }
        }
    }

    private Path newestCheckpoint() throws IOException {
        CheckpointFiles checkpoints = CheckpointFiles.in(folder);
        return checkpoints.file(checkpoints.newestFirst().getFirst());
    }

    @Test
    void damageUnderTheSpaceIsToldAndNeverRead() throws IOException {
        Random random = Seed.random("ColdSpaceTest");
        int count = 100;
        List<Tuple> written = new ArrayList<>();
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, CONFIG);
                Space space = Space.over(runtime.port())) {
            Container things = things(space);
            for (int i = 0; i < count; i++) {
                written.add(tuple(i, text(i, TEXT_LENGTH_MAX)));
                things.write(written.getLast(), key((long) i));
                if (i == count / 2) {
                    runtime.checkpoint();
                }
            }
            runtime.checkpoint();
            Path damaged = newestCheckpoint();
            // Within the entries that were written: what follows them is padding.
            DurableSpaceTest.flip(damaged, 1_000 + random.nextInt(count * TEXT_LENGTH_MAX / 2), random.nextInt(8));
            String told = readUntilItFails(things, written);
            assertThat(told).contains(damaged.getFileName().toString());
            DegradedSpaceTest.awaitReadable(space);
            assertThat(things.readAll(fifo().all())).isEqualTo(written);
            runtime.resume();
            assertThat(things.takeAll(fifo().all())).isEqualTo(written);
            runtime.checkInvariants();
        }
    }

    private static String readUntilItFails(Container things, List<Tuple> written) {
        for (int i = 0; i < written.size(); i++) {
            try {
                assertThat(things.read(key((long) i)).tuple().orElseThrow()).isEqualTo(written.get(i));
            } catch (RuntimeException failed) {
                assertThatThrownBy(() -> things.write(tuple("more"))).hasMessageContaining("degraded");
                return String.valueOf(failed.getMessage());
            }
        }
        throw new AssertionError("no read has failed");
    }

    @Test
    void aSpaceLargerThanTheMemoryOpensAndIsServed() throws IOException, InterruptedException {
        int count = 600;
        int bytes = 250_000;
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, Served.CONFIG);
                Space space = Space.over(runtime.port())) {
            for (int i = 0; i < count; i++) {
                things(space).write(Served.thing(i, bytes), key((long) i));
            }
            runtime.checkpoint();
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Served.class.getName(),
                        folder.toString(),
                        Integer.toString(count),
                        Integer.toString(bytes))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /// What a process with little memory does.
    static final class Served {
        /// A segment of the journal stands in memory while it is read.
        static final SpaceConfig CONFIG = SpaceConfig.DEFAULT
                .withReserveBytes(0)
                .withJournal(JournalConfig.DEFAULT.withSegmentBytes(4 << 20));

        private Served() {}

        static Tuple thing(int number, int bytes) {
            return tuple(number, Character.toString('a' + number % 26).repeat(bytes));
        }

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            int count = Integer.parseInt(arguments[1]);
            int bytes = Integer.parseInt(arguments[2]);
            try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, CONFIG);
                    Space space = Space.over(runtime.port())) {
                Container things = things(space);
                assertThat(stat(space, "payload bytes in memory")).isLessThanOrEqualTo(CONFIG.residentBytes());
                for (int i = count - 1; i >= 0; i -= 10) {
                    assertThat(things.read(key((long) i)).tuple().orElseThrow()).isEqualTo(thing(i, bytes));
                }
                for (int i = 0; i < count; i++) {
                    assertThat(things.take(fifo()).tuple().orElseThrow()).isEqualTo(thing(i, bytes));
                    if (i == count / 2) {
                        things.write(thing(count, bytes), key((long) count));
                        runtime.checkpoint();
                    }
                }
                assertThat(things.takeAll(fifo().all())).containsExactly(thing(count, bytes));
            }
        }
    }
}
