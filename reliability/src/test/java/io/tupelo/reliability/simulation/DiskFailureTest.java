package io.tupelo.reliability.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tupelo.journal.FaultyDisk;
import io.tupelo.journal.FileDisk;
import io.tupelo.journal.SimulatedDisk;
import io.tupelo.runtime.SpaceRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fails, at its k-th call or for want of room: nothing is acknowledged from then on, nobody hangs, and what was
/// acknowledged is there. `-Dtupelo.disk.calls=1000` lets it fail as late.
class DiskFailureTest {
    private static final int CALLS = Integer.getInteger("tupelo.disk.calls", 50);

    @Test
    void nothingIsAcknowledgedAfterAFailureAndNothingAcknowledgedIsLost() throws IOException, InterruptedException {
        long seed = Long.getLong("tupelo.seed", new Random().nextLong(1_000_000_000L));
        System.out.println("tupelo.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int calls = 0; calls <= CALLS; calls++) {
            SimulatedDisk disk = new SimulatedDisk();
            FaultyDisk faulty = new FaultyDisk(disk, calls);
            try {
                SpaceRuntime space = SpaceRuntime.open("failing", faulty, FailingSpace.CONFIG);
                FailingSpace failing = new FailingSpace(space, faulty::hasFailed);
                failing.run();
                failing.checkOn(disk.crashed(random));
                failing.checkOn(disk);
            } catch (IOException failed) {
                assertThat(faulty.hasFailed()).as("call %d: %s", calls, failed).isTrue();
                SpaceRuntime.open("again", disk, FailingSpace.CONFIG).close();
            }
        }
    }

    @Test
    void aFullDiskTakesNothingThatWasAcknowledged(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(done("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.toString()), "a tmpfs can't be mounted here");
        try {
            Path journal = Files.createDirectory(folder.resolve("space"));
            FileDisk disk = FileDisk.in(journal);
            SpaceRuntime space = SpaceRuntime.open("full", disk, FailingSpace.CONFIG);
            FailingSpace failing = new FailingSpace(space, () -> false);
            failing.run();
            disk.close();
            assertThat(done("mount", "-o", "remount,size=1m", folder.toString())).isTrue();
            try (FileDisk again = FileDisk.in(journal)) {
                failing.checkOn(again);
            }
        } finally {
            assertThat(done("umount", folder.toString())).isTrue();
        }
    }

    private static boolean done(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
