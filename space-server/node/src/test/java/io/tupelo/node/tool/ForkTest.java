package io.tupelo.node.tool;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.WriteOptions;
import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.space.Claim;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A space that goes back, and on from there, tells nobody what it has told in the future that was given up.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForkTest {
    private static final Draft JOB = new Draft(tuple("job", 4711), List.of(), WriteOptions.DEFAULT);

    @TempDir
    private Path folder;

    /// What was given away by a space, in order.
    private record Given(List<Receipt> receipts, List<Long> ids) {
        private Given() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        /// Has the space started twice, and give something away each time.
        private Given from(SpaceDirectory directory) throws IOException {
            for (int start = 0; start < 2; start++) {
                try (Space space = EmbeddedSpace.open(directory.path(), directory.config())) {
                    Container jobs = SpaceDirectory.jobs(space);
                    for (int i = 0; i < 3; i++) {
                        Answer.Written written = jobs.writeAll(Collections.nCopies(700, JOB));
                        receipts.add(written.receipt());
                        ids.addAll(written.ids());
                    }
                    Claim claim = jobs.claim(fifo(), Duration.ofMinutes(1)).orElseThrow();
                    receipts.add(claim.receipt());
                    ids.add(claim.token());
                }
            }
            return this;
        }

        private void assertAreBefore(Given others) {
            assertThat(Collections.max(receipts)).isLessThan(Collections.min(others.receipts));
            assertThat(Collections.max(ids)).isLessThan(Collections.min(others.ids));
        }
    }

    /// Of another folder, at the time of this one.
    private SpaceDirectory at(String name, SpaceDirectory time) {
        return new SpaceDirectory(folder.resolve(name), time.clock());
    }

    @Test
    void whatWasRestored() throws IOException {
        SpaceDirectory space = new SpaceDirectory(folder.resolve("space")).write(0, 10, 0);
        SpaceDirectory backup = at("backup", space);
        assertThat(ToolRun.tupelo("backup", space.path(), backup.path()).code()).isZero();
        long record = space.recordOf(7);
        Given givenUp = new Given().from(space);
        SpaceDirectory restored = at("restored", space);
        assertThat(ToolRun.tupelo("restore", space.path(), restored.path(), "--to", record).code()).isZero();
        Given since = new Given().from(restored);
        givenUp.assertAreBefore(since);
        since.assertAreBefore(new Given().from(backup));
    }

    @Test
    void whatWasCut() throws IOException {
        SpaceDirectory space = new SpaceDirectory(folder.resolve("space")).write(0, 10, 0);
        long record = space.recordOf(7);
        Given givenUp = new Given().from(space);
        assertThat(ToolRun.of("cut", space.path(), "--after", record, "--yes").code()).isZero();
        assertThat(space.recordOf(8)).isZero();
        givenUp.assertAreBefore(new Given().from(space));
    }

    /// Ids begin anew, but receipts don't.
    @Test
    void whatWasCutToNothing() throws IOException {
        SpaceDirectory space = new SpaceDirectory(folder.resolve("space"));
        Given givenUp = new Given().from(space);
        assertThat(ToolRun.of("cut", space.path(), "--after", 0, "--yes").code()).isZero();
        Given since = new Given().from(space);
        assertThat(Collections.max(givenUp.receipts)).isLessThan(Collections.min(since.receipts));
    }
}
