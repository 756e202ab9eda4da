package io.tupelo.kernel;

import static io.tupelo.coordinator.Coordinators.fifo;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.change.Change;
import io.tupelo.change.SpaceImage;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;

/// After a start leases last a little longer, and that is recorded as anything else is.
final class GraceTest {
    private static final long LEASE_MILLIS = 100;
    private static final long GRACE_MILLIS = 1_000;

    private final SpaceImage recorded = new SpaceImage();
    private Kernel kernel = start(0);

    private Kernel start(long now) {
        return new Kernel("space", Limits.DEFAULT, recorded, recorded.nextEpoch(now), now, GRACE_MILLIS, new Recorder());
    }

    private long open(long now) {
        return kernel.open(7, 15_000, now);
    }

    @Test
    void whatTheGraceMovesIsRecorded() {
        long session = open(0);
        WriteOptions leased = new WriteOptions(LEASE_MILLIS, 0, false);
        for (long number = 1; number <= 2; number++) {
            Draft draft = new Draft(Tuple.tuple("a", number), List.of(), leased);
            kernel.submit(
                    session, number, Request.of(new Operation.Write(Kernel.DEFAULT_CONTAINER, List.of(draft), Wait.NOW)), 0);
        }
        kernel.submit(session, 3, claim(), 0);
        kernel = start(50);
        kernel.attach(session, 3, 50);
        kernel.submit(session, 4, claim(), 60);
        SpaceImage there = kernel.image();
        assertThat(recorded).isEqualTo(there);
        assertThat(there.entries()).allMatch(entry -> entry.leaseEnd() == 50 + GRACE_MILLIS);
        assertThat(there.claims().values()).anyMatch(claim -> claim.leaseEnd() == 50 + GRACE_MILLIS);
    }

    private static Request claim() {
        return Request.of(new Operation.Claim(Kernel.DEFAULT_CONTAINER, fifo(), LEASE_MILLIS, Wait.NOW));
    }

    /// Adds up what is recorded.
    private final class Recorder extends Unheard {
        @Override
        public void changed(Change change) {
            recorded.apply(change);
        }
    }
}
