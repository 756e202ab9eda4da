package io.tupelo.runtime;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.change.Change;
import io.tupelo.journal.SimulatedDisk;
import io.tupelo.operation.Receipt;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The epoch of a start is its time, and is a new one also if the clock goes wrong.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EpochTest {
    private final AtomicLong clock = new AtomicLong(5_000);

    private SpaceConfig config() {
        return DurableSpaceTest.CONFIG.withClock(clock::get);
    }

    private static Receipt write(Space space) {
        return space.defaultContainer().write(tuple("job", 1)).receipt();
    }

    private long epochOfStart(Path folder) throws IOException {
        try (Space space = EmbeddedSpace.open(folder, config())) {
            return write(space).epoch();
        }
    }

    @Test
    void itIsTheTimeOfTheStart(@TempDir Path folder) throws IOException {
        assertThat(epochOfStart(folder)).isEqualTo(5_000);
        clock.set(6_000);
        assertThat(epochOfStart(folder)).isEqualTo(6_000);
    }

    @Test
    void itGrowsWhileTheClockDoesNot(@TempDir Path folder) throws IOException {
        epochOfStart(folder);
        assertThat(epochOfStart(folder)).isEqualTo(5_002);
        clock.set(100);
        assertThat(epochOfStart(folder)).isEqualTo(5_004);
    }

    @Test
    void thatOfASpaceInMemoryIsTheTime() {
        try (Space space = Space.over(SpaceRuntime.create("test", config().limits(), clock::get).port())) {
            assertThat(write(space).epoch()).isEqualTo(5_000);
        }
    }

    /// A crash came before the record that says that it was started, but the journal has begun a segment.
    @Test
    void oneThatTheJournalAloneHasSeenIsNotTakenAgain() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        for (long time : new long[] {5_000, 100, 7_000}) {
            SpaceFolder.State nothing = SpaceFolder.State.of(null);
            try (SpaceLog log = SpaceLog.open(disk, config().journal(), time, nothing)) {
                assertThat(log.epoch()).isEqualTo(time == 100 ? 5_001 : time);
                log.add(new Change.Command(1, time));
                log.sync(log.commit());
            }
        }
    }

    /// Who goes on from a receipt of a degraded space misses nothing of what comes once it is resumed.
    @Test
    void thatOfADegradedSpaceIsBetweenTheStarts(@TempDir Path folder) throws IOException {
        try (SpaceRuntime runtime = SpaceRuntime.open("test", folder, config());
                Space space = Space.over(runtime.port())) {
            Receipt before = write(space);
            runtime.lock().lock();
            try {
                runtime.defect(new IllegalStateException("a defect, planted by a test"));
            } finally {
                runtime.lock().unlock();
            }
            DegradedSpaceTest.awaitReadable(space);
            Receipt between = ((Outcome.Found) space.defaultContainer().read(fifo())).receipt();
            runtime.resume();
            Receipt after = write(space);
            assertThat(before.epoch()).isLessThan(between.epoch());
            assertThat(between.epoch()).isLessThan(after.epoch());
        }
    }
}
