package io.tupelo.runtime;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.journal.FaultyDisk;
import io.tupelo.journal.JournalConfig;
import io.tupelo.journal.SimulatedDisk;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.space.BatchOutcome;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.Subscription;
import io.tupelo.space.Transaction;
import io.tupelo.space.contract.OpensSpaces;
import io.tupelo.tuple.Bytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A space that is kept in a folder, or on a disk that fails.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DurableSpaceTest {
    static final SpaceConfig CONFIG = SpaceConfig.DEFAULT
            .withJournal(JournalConfig.DEFAULT.withSegmentBytes(64 << 10).withPreparing(Runnable::run))
            .withReserveBytes(0);
    private static final String PADDING = "x".repeat(1_000);

    @TempDir
    private Path folder;

    private static Container jobs(Space space) {
        return space.createIfAbsent(ContainerSpec.named("jobs").with("fifo").withOptional("key"));
    }

    private static void write(Space space, int from, int to) {
        Container jobs = jobs(space);
        for (int i = from; i < to; i++) {
            jobs.write(tuple("job", i, PADDING));
        }
    }

    private static void assertHas(Space space, int from, int to) {
        List<Long> numbers = jobs(space).readAll(fifo().all()).stream().map(job -> job.integer(1)).toList();
        assertThat(numbers).hasSize(to - from).startsWith((long) from).endsWith((long) to - 1);
    }

    @Test
    void whoHelpsHasTheAnswerOnReturnWhereNobodyElseSyncs() throws IOException {
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, CONFIG);
                Space space = Space.over(runtime.port())) {
            var _ = jobs(space);
            int written = 0;
            int atOnce = 0;
            // The thread that syncs for others begins with a look of its own; then it isn't needed.
            while (atOnce < 100) {
                CompletableFuture<BatchOutcome> answer =
                        space.batch().write("jobs", tuple("job", written++, PADDING)).runHelping();
                atOnce += answer.isDone() ? 1 : 0;
                assertThat(answer.join()).isInstanceOf(BatchOutcome.Applied.class);
            }
            assertThat(written).isLessThan(200);
            assertHas(space, 0, written);
        }
    }

    private List<Path> files(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
        }
    }

    private static void damage(Path file) throws IOException {
        flip(file, Files.size(file) / 2, 0);
    }

    /// Flips a bit of a file that may be in use.
    static void flip(Path file, long at, int bit) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int there = bytes.read();
            bytes.seek(at);
            bytes.write(there ^ 1 << bit);
        }
    }

    @Test
    void whatWasAnsweredIsThereAgain() throws IOException {
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            write(space, 0, 10);
            jobs(space).take(fifo());
        }
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            assertHas(space, 1, 10);
        }
    }

    @Test
    void whatIsInMemoryEndsWithTheProcessAndAddsNothingToTheJournal() throws IOException {
        ContainerSpec cache = ContainerSpec.named("cache").with("fifo").inMemory();
        SimulatedDisk disk = new SimulatedDisk();
        try (SpaceRuntime runtime = SpaceRuntime.open("test", disk, CONFIG);
                Space space = Space.over(runtime.port())) {
            Container entries = space.create(cache);
            write(space, 0, 2);
            long recorded = runtime.recorded();
            for (int i = 0; i < 100; i++) {
                entries.write(tuple("entry", i));
                entries.take(fifo());
            }
            entries.write(tuple("last"));
            assertThat(runtime.recorded()).as("the last record").isEqualTo(recorded);
        }
        try (SpaceRuntime runtime = SpaceRuntime.open("test", disk, CONFIG);
                Space space = Space.over(runtime.port())) {
            assertHas(space, 0, 2);
            assertThat(space.createIfAbsent(cache).readAll(fifo().available())).isEmpty();
        }
    }

    @Test
    void aTransactionThatWasOpenHasNotHappened() throws IOException {
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            write(space, 0, 2);
            Transaction transaction = space.transaction();
            jobs(space).in(transaction).take(fifo());
            jobs(space).in(transaction).write(tuple("job", 7, ""));
        }
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            assertHas(space, 0, 2);
        }
    }

    @Test
    void moreThanASegmentHoldsIsOneRecordStill() throws IOException {
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            Transaction transaction = space.transaction();
            for (int i = 0; i < 5; i++) {
                jobs(space).in(transaction).write(tuple("job", i, Bytes.of(new byte[50_000])));
            }
            transaction.commit();
        }
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            assertHas(space, 0, 5);
        }
    }

    @Test
    void aFolderIsUsedByOneSpace() throws IOException {
        try (Space _ = EmbeddedSpace.open(folder, CONFIG)) {
            assertThatThrownBy(() -> EmbeddedSpace.open(folder, CONFIG)).hasMessageContaining("in use");
        }
        EmbeddedSpace.open(folder, CONFIG).close();
    }

    @Test
    void checkpointsReplaceTheJournalBeforeThem() throws IOException {
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, CONFIG);
                Space space = Space.over(runtime.port())) {
            for (int i = 0; i < 3; i++) {
                write(space, 100 * i, 100 * (i + 1));
                runtime.checkpoint();
            }
            assertThat(files("checkpoint-")).hasSize(2);
            assertThat(files("journal-").getFirst().getFileName()).asString().isNotEqualTo("journal-0000000000000001");
            write(space, 300, 310);
        }
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            assertHas(space, 0, 310);
        }
    }

    @Test
    void aDamagedCheckpointIsReplacedByTheOneBefore() throws IOException {
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, CONFIG);
                Space space = Space.over(runtime.port())) {
            for (int i = 0; i < 3; i++) {
                write(space, 100 * i, 100 * (i + 1));
                runtime.checkpoint();
            }
        }
        damage(files("checkpoint-").getLast());
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            assertHas(space, 0, 300);
        }
        damage(files("checkpoint-").getFirst());
        assertThatThrownBy(() -> EmbeddedSpace.open(folder, CONFIG))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aGapBetweenCheckpointAndJournalIsRefused() throws IOException {
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, CONFIG);
                Space space = Space.over(runtime.port())) {
            write(space, 0, 100);
            runtime.checkpoint();
            write(space, 100, 300);
        }
        List<Path> segments = files("journal-");
        for (Path segment : segments.subList(0, segments.size() - 1)) {
            Files.delete(segment);
        }
        assertThatThrownBy(() -> EmbeddedSpace.open(folder, CONFIG))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void checkpointsAreWrittenAsTheJournalGrows() throws IOException {
        try (Space space = EmbeddedSpace.open(folder, CONFIG.withCheckpointEveryBytes(100_000))) {
            write(space, 0, 1_000);
        }
        assertThat(files("checkpoint-")).isNotEmpty();
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            assertHas(space, 0, 1_000);
        }
    }

    @Test
    void aSpaceThatIsOftenStartedHasCheckpointsToo() throws IOException {
        SpaceConfig config = CONFIG.withCheckpointEveryBytes(5 * (64 << 10));
        for (int start = 0; start < 30; start++) {
            try (Space space = EmbeddedSpace.open(folder, config)) {
                write(space, start, start + 1);
            }
        }
        assertThat(files("journal-")).hasSizeLessThan(20);
        try (Space space = EmbeddedSpace.open(folder, config)) {
            assertHas(space, 0, 30);
        }
    }

    @Test
    void aDiskThatFailsAcknowledgesNothing() throws IOException {
        for (int calls = 3; calls < 40; calls++) {
            SimulatedDisk disk = new SimulatedDisk();
            FaultyDisk faulty = new FaultyDisk(disk, calls);
            try (SpaceRuntime runtime = SpaceRuntime.open("test", faulty, CONFIG);
                    Space space = Space.over(runtime.port());
                    Space other = Space.over(runtime.port())) {
                Container jobs = jobs(space);
                CompletableFuture<?> waiting = jobs(other).takeAsync(fifo(), Wait.FOREVER);
                OpensSpaces.awaitWaiters(space, 1);
                assertThatThrownBy(() -> writeForEver(jobs))
                        .isInstanceOfSatisfying(
                                SpaceException.class, failed -> assertThat(failed.code()).isEqualTo(ErrorCode.DEGRADED));
                assertFails(ErrorCode.DEGRADED, () -> jobs.write(tuple("job", 1)));
                assertFails(ErrorCode.DEGRADED, () -> space.inspect(Subject.STATS));
                assertThat(waiting).as("what is waited for").satisfiesAnyOf(
                        answered -> assertThat(answered).succeedsWithin(OpensSpaces.LONG),
                        failed -> assertThat(failed).failsWithin(OpensSpaces.LONG));
            } catch (IOException atOpening) {
                assertThat(faulty.hasFailed()).isTrue();
            } catch (SpaceException early) {
                assertThat(early.code()).isEqualTo(ErrorCode.DEGRADED);
            }
        }
    }

    private static void writeForEver(Container jobs) {
        for (int i = 0; i < 10_000; i++) {
            jobs.write(tuple("job", i));
        }
    }

    private static List<Long> told(Container jobs, Receipt from, int count) throws InterruptedException {
        List<Long> told = new ArrayList<>();
        try (Subscription events = jobs.watch(null, Set.of(EventKind.WRITTEN, EventKind.TAKEN), from)) {
            while (told.size() < count) {
                Event event = events.next(OpensSpaces.LONG).orElseThrow();
                Entry entry = event.entry();
                told.add(entry == null ? -1 : event.kind() == EventKind.TAKEN ? -entry.tuple().integer(1) : entry.tuple().integer(1));
            }
        }
        return told;
    }

    @Test
    void aWatchResumesFromAnyReceiptThatTheJournalHas() throws IOException, InterruptedException {
        Receipt first;
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, CONFIG);
                Space space = Space.over(runtime.port())) {
            Container jobs = jobs(space);
            jobs.write(tuple("job", 1));
            first = jobs.write(tuple("job", 2)).receipt();
            jobs.write(tuple("job", 3));
            runtime.checkpoint();
            jobs.write(tuple("job", 4));
            jobs.take(fifo());
        }
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, CONFIG);
                Space space = Space.over(runtime.port())) {
            Container jobs = jobs(space);
            jobs.write(tuple("job", 5));
            assertThat(told(jobs, first, 4)).containsExactly(3L, 4L, -1L, 5L);
            write(space, 6, 200);
            runtime.checkpoint();
            write(space, 200, 400);
            runtime.checkpoint();
            runtime.checkpoint();
            assertThat(told(jobs, first, 1)).as("told where the journal begins later").containsExactly(-1L);
        }
    }

    @Test
    void whoFailsWhenHeIsToldHoldsUpNobodyElse() throws IOException {
        try (SpaceRuntime runtime = SpaceRuntime.open("test", new SimulatedDisk(), CONFIG);
                Space space = Space.over(runtime.port())) {
            var _ = runtime.open(1, 15_000, new FailingSink());
            jobs(space).write(tuple("job", 1));
            assertThat(jobs(space).takeAsync(fifo())).succeedsWithin(OpensSpaces.LONG);
            RemoteSession failing = runtime.open(1, 15_000, new FailingSink());
            failing.submit(1, Request.of(new Operation.Inspect(Subject.STATS)));
            runtime.endRound(true);
            assertThat(jobs(space).writeAsync(tuple("job", 2))).succeedsWithin(OpensSpaces.LONG);
        }
    }

    /// A connection with a defect.
    private static final class FailingSink extends Unheard {
        @Override
        public void answered(long number, long answerNumber, Answer answer) {
            throw new IllegalStateException("a defect, planted by a test");
        }

        @Override
        public void flush() {
            throw new IllegalStateException("a defect, planted by a test");
        }
    }

    @Test
    void aRelaxedSpaceIsSafeSoon() throws IOException {
        try (Space space = EmbeddedSpace.open(folder, CONFIG.withFlushEveryMillis(5))) {
            write(space, 0, 50);
            assertHas(space, 0, 50);
        }
        try (Space space = EmbeddedSpace.open(folder, CONFIG)) {
            assertHas(space, 0, 50);
        }
    }
}
