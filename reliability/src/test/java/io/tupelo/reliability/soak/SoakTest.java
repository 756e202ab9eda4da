package io.tupelo.reliability.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.reliability.crash.ServerProcess;
import io.tupelo.space.Space;
import io.tupelo.space.contract.OpensSpaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server at work for long, with jobs, leases, sessions, waits and transactions that come and end: nothing that it is made
/// of grows, and in the end there is what there should be. `-Dtupelo.soak.minutes=60` lets it work for an hour.
class SoakTest {
    private static final int MINUTES = Integer.getInteger("tupelo.soak.minutes", 1);
    private static final int WORKERS = 6;
    private static final int VISITORS = 2;
    private static final int SAMPLES = 120;
    private static final Duration SAMPLE_LEAST = Duration.ofSeconds(1);
    private static final Duration PEAK = Duration.ofSeconds(Math.min(30, 5L * MINUTES));
    private static final Duration DEADLINE = Duration.ofMinutes(30);
    /// Many in a short run, and in a long one, such as take long enough to meet much.
    private static final long CHECKPOINT_EVERY_BYTES = MINUTES < 10 ? 256 << 10 : 16 << 20;
    /// So many checkpoints are written before it ends: segments are deleted from the second on.
    private static final int CHECKPOINTS_LEAST = 16;

    private final Tallies tallies = new Tallies();
    private final List<Sample> samples = new ArrayList<>();
    private final TreeSet<String> checkpoints = new TreeSet<>();

    @Test
    void aServerAtWorkDoesNotGrow(@TempDir Path data) throws Exception {
        Random random = Seed.random("SoakTest");
        int port = ServerProcess.freePort(random);
        ServerProcess server = SoakServer.start(port, data, CHECKPOINT_EVERY_BYTES);
        try {
            assertThat(server.awaitReady()).as("the server serves").isTrue();
            try (Space space = SpaceClient.connect(address(port))) {
                tallies.create(space);
                Gauges gauges = new Gauges(server.pid(), data.resolve("default"), space);
                soak(port, random, gauges);
                awaitEnds(gauges);
            }
            assertThat(Trend.findings(warm())).isEmpty();
            assertBounded();
            server.killAlive();
            server = SoakServer.start(port, data, CHECKPOINT_EVERY_BYTES);
            assertThat(server.awaitReady()).as("the server serves again").isTrue();
            compare(port);
        } finally {
            server.kill();
        }
    }

    private static String address(int port) {
        return "tupelo://127.0.0.1:" + port;
    }

    private void soak(int port, Random random, Gauges gauges) throws Exception {
        Load load = new Load(PEAK);
        for (int i = 0; i < WORKERS; i++) {
            Worker worker = new Worker(i, SpaceClient.connect(address(port)), new Random(random.nextLong()), tallies);
            load.add("worker " + i, worker::step, worker::end);
        }
        for (int i = 0; i < VISITORS; i++) {
            Visitors visitors = new Visitors(port, new Random(random.nextLong()), tallies);
            load.add("visitors " + i, visitors::step, () -> {});
        }
        long begin = System.nanoTime();
        long whole = Duration.ofMinutes(MINUTES).toNanos();
        long every = Math.max(SAMPLE_LEAST.toNanos(), whole / SAMPLES);
        while (System.nanoTime() - begin < whole || checkpoints.size() < CHECKPOINTS_LEAST) {
            LockSupport.parkNanos(every);
            load.check();
            if (System.nanoTime() - begin >= whole) {
                // The machine has so little time for it that there is more to be done.
                load.hurry();
            }
            Sample sample = gauges.sample();
            samples.add(sample);
            sample.files().keySet().stream().filter(SoakTest::isCheckpoint).forEach(checkpoints::add);
            System.out.println(load.steps() + " steps: " + sample);
            assertThat(System.nanoTime() - begin).as("time for it").isLessThan(whole + DEADLINE.toNanos());
        }
        load.end();
        System.out.println(load.steps() + " steps, " + checkpoints.size() + " checkpoints seen; " + tallies);
    }

    private static boolean isCheckpoint(String name) {
        return name.matches("checkpoint-[0-9a-f]{16}");
    }

    /// What ends by itself, ends, and was counted.
    private void awaitEnds(Gauges gauges) {
        for (Subject subject : List.of(Subject.WAITERS, Subject.CLAIMS, Subject.TRANSACTIONS)) {
            OpensSpaces.await(OpensSpaces.LONG, "the end of all " + subject, () -> gauges.count(subject) == 0);
        }
        OpensSpaces.await(OpensSpaces.LONG, "one session", () -> gauges.count(Subject.SESSIONS) == 1);
        long ending = tallies.ending.sum();
        OpensSpaces.await(OpensSpaces.LONG, "the end of leases", () -> gauges.stat("entries expired") >= ending);
        assertThat(gauges.stat("entries expired")).isEqualTo(ending);
    }

    /// Returns the samples but those of the first fourth, when the server gets warm.
    private List<Sample> warm() {
        return samples.subList(samples.size() / 4, samples.size());
    }

    /// The folder has three checkpoints, one of which is being written, and the journal since the older of the others: that of two
    /// intervals, and of what comes while the third is written, which is given the bytes of six. A segment at each end is not full,
    /// and one is prepared.
    private void assertBounded() {
        long checkpoint = samples.stream()
                .flatMap(sample -> sample.files().entrySet().stream())
                .filter(file -> isCheckpoint(file.getKey()))
                .mapToLong(file -> file.getValue())
                .max()
                .orElseThrow();
        long segment = SoakServer.segmentBytes(CHECKPOINT_EVERY_BYTES);
        long most = 8 * CHECKPOINT_EVERY_BYTES + 4 * segment + 3 * checkpoint;
        Sample largest = warm().stream()
                .max(Comparator.comparingLong(Sample::folderBytes))
                .orElseThrow();
        assertThat(largest.folderBytes()).as("bytes of %s", largest.files()).isLessThanOrEqualTo(most);
    }

    /// What the disk has is what clients were answered, and then nothing is left.
    private void compare(int port) {
        try (Space space = SpaceClient.connect(address(port))) {
            tallies.empty(space);
            assertThat(space.inspect(Subject.CONTAINERS).rows())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.integer(2)).as("entries: %s", row).isZero());
        }
    }
}
