package io.tupelo.runtime;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tupelo.journal.FaultyDisk;
import io.tupelo.journal.SimulatedDisk;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Procedure;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.contract.OpensSpaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A space whose disk fails, and is mended.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DegradedSpaceTest {
    private static int writeUntilItFails(Container jobs) {
        for (int i = 0; ; i++) {
            try {
                jobs.write(tuple("job", i, "x".repeat(1_000)));
            } catch (SpaceException failed) {
                assertThat(failed.code()).isEqualTo(ErrorCode.DEGRADED);
                return i;
            }
        }
    }

    @Test
    void whatWasAcknowledgedIsThereOnceItIsResumed() throws IOException {
        FaultyDisk disk = new FaultyDisk(new SimulatedDisk(), 40);
        try (SpaceRuntime runtime = SpaceRuntime.open("test", disk, DurableSpaceTest.CONFIG);
                Space space = Space.over(runtime.port())) {
            Container jobs = space.defaultContainer();
            int acknowledged = writeUntilItFails(jobs);
            assertThat(acknowledged).isPositive();
            assertThatThrownBy(runtime::resume).isInstanceOf(IOException.class);
            assertFails(ErrorCode.DEGRADED, () -> jobs.write(tuple("more")));
            disk.mend(Long.MAX_VALUE);
            runtime.resume();
            runtime.checkInvariants();
            assertThat(jobs.readAll(fifo().all())).hasSizeBetween(acknowledged, acknowledged + 1);
            jobs.write(tuple("more"));
            assertThat(space.inspect(Subject.STATS).rows().getLast()).isEqualTo(tuple("health", "ok"));
        }
    }

    @Test
    void itCanBeResumedAgainAndAgain() throws IOException {
        FaultyDisk disk = new FaultyDisk(new SimulatedDisk(), 40);
        int acknowledged = 0;
        try (SpaceRuntime runtime = SpaceRuntime.open("test", disk, DurableSpaceTest.CONFIG);
                Space space = Space.over(runtime.port())) {
            for (int failure = 0; failure < 20; failure++) {
                acknowledged += writeUntilItFails(space.defaultContainer());
                disk.mend(30 + failure);
                runtime.resume();
            }
            disk.mend(Long.MAX_VALUE);
            assertThat(space.defaultContainer().readAll(fifo().all())).hasSizeBetween(acknowledged, acknowledged + 20);
        }
    }

    /// Two that each opened the journal would leave a hole in it, which the next start meets.
    @Test
    void whoResumeItAtOnceDontDisturbEachOther() throws Exception {
        FaultyDisk disk = new FaultyDisk(new SimulatedDisk(), 40);
        for (int round = 0; round < 20; round++) {
            int acknowledged;
            try (SpaceRuntime runtime = SpaceRuntime.open("test", disk, DurableSpaceTest.CONFIG);
                    Space space = Space.over(runtime.port());
                    ExecutorService threads = Executors.newFixedThreadPool(3)) {
                disk.mend(40);
                acknowledged = space.defaultContainer().readAll(fifo().all()).size()
                        + writeUntilItFails(space.defaultContainer());
                disk.mend(Long.MAX_VALUE);
                Callable<Void> resume = () -> {
                    runtime.resume();
                    return null;
                };
                for (Future<Void> resumed : threads.invokeAll(Collections.nCopies(3, resume))) {
                    resumed.get();
                }
                runtime.checkInvariants();
                space.defaultContainer().write(tuple("more"));
            }
            try (SpaceRuntime runtime = SpaceRuntime.open("test", disk, DurableSpaceTest.CONFIG);
                    Space space = Space.over(runtime.port())) {
                assertThat(space.defaultContainer().readAll(fifo().all())).hasSizeBetween(acknowledged + 1, acknowledged + 2);
            }
        }
    }

    @Test
    void whoComesAfterTheFailureIsToldOfIt() throws IOException {
        FaultyDisk disk = new FaultyDisk(new SimulatedDisk(), 40);
        try (SpaceRuntime runtime = SpaceRuntime.open("test", disk, DurableSpaceTest.CONFIG);
                Space space = Space.over(runtime.port())) {
            assertThat(writeUntilItFails(space.defaultContainer())).isPositive();
            assertFails(ErrorCode.DEGRADED, () -> runtime.open(1, 15_000, new Unheard()));
        }
    }

    /// A file system of two megabytes, which the test may fill.
    private static boolean mount(Path on) throws IOException, InterruptedException {
        return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", on.toString()).start().waitFor() == 0;
    }

    private static void unmount(Path on) throws IOException, InterruptedException {
        new ProcessBuilder("umount", on.toString()).start().waitFor();
    }

    @Test
    void aFullDiskIsReadStillAndGoesOnOnceItIsFreed(@TempDir Path on) throws IOException, InterruptedException {
        assumeThat(mount(on)).as("a file system can be mounted here, which takes root").isTrue();
        Path ballast = on.resolve("ballast");
        try (SpaceRuntime runtime = SpaceRuntime.open("test", on.resolve("space"), DurableSpaceTest.CONFIG);
                Space space = Space.over(runtime.port())) {
            Container jobs = space.defaultContainer();
            jobs.write(tuple("first"));
            assertThatThrownBy(() -> Files.write(ballast, new byte[4 << 20])).isInstanceOf(IOException.class);
            int acknowledged = writeUntilItFails(jobs);
            assertThat(acknowledged).isPositive();
            awaitReadable(space);
            assertThat(jobs.readAll(fifo().all())).hasSize(acknowledged + 1);
            assertFails(ErrorCode.DEGRADED, () -> jobs.take(fifo()));
            assertFails(ErrorCode.DEGRADED, () -> space.execute(Procedure.RESUME, tuple("resume")));
            Files.delete(ballast);
            assertThat(space.execute(Procedure.RESUME, tuple("resume"))).isEqualTo(tuple("resumed"));
            OpensSpaces.await(OpensSpaces.LONG, "the end of it", () -> health(space).equals("ok"));
            jobs.write(tuple("more"));
            assertThat(jobs.readAll(fifo().all())).hasSizeBetween(acknowledged + 2, acknowledged + 3);
        } finally {
            unmount(on);
        }
    }

    @Test
    void aDiskThatIsNearlyFullTakesBackOnly(@TempDir Path on) throws IOException, InterruptedException {
        assumeThat(mount(on)).as("a file system can be mounted here, which takes root").isTrue();
        SpaceConfig config = DurableSpaceTest.CONFIG.withReserveBytes(512 << 10);
        try (SpaceRuntime runtime = SpaceRuntime.open("test", on.resolve("space"), config);
                Space space = Space.over(runtime.port())) {
            Container jobs = space.defaultContainer();
            int written = 0;
            ErrorCode refused = null;
            while (refused == null) {
                try {
                    jobs.write(tuple("job", written, "x".repeat(1_000)));
                    written++;
                } catch (SpaceException full) {
                    refused = full.code();
                }
            }
            assertThat(refused).isEqualTo(ErrorCode.OVERLOADED);
            for (int i = 0; i < written; i++) {
                assertThat(jobs.take(fifo())).as("job %s of %s", i, written).isInstanceOf(Outcome.Found.class);
            }
            runtime.checkInvariants();
        } finally {
            unmount(on);
        }
    }

    /// Returns once what is safe of a space that is degraded can be read.
    static void awaitReadable(Space space) {
        OpensSpaces.await(OpensSpaces.LONG, "what is safe", () -> canRead(space));
    }

    private static boolean canRead(Space space) {
        try {
            return health(space).contains("degraded");
        } catch (SpaceException early) {
            return false;
        }
    }

    private static String health(Space space) {
        return space.inspect(Subject.STATS).rows().getLast().string(1);
    }
}
