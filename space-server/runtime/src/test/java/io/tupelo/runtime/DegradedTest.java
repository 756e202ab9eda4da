package io.tupelo.runtime;

import io.tupelo.journal.FaultyDisk;
import io.tupelo.journal.JournalConfig;
import io.tupelo.journal.SimulatedDisk;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.contract.OpensSpaces;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A space whose disk has failed.
class DegradedTest {
    private static final int CALLS = 20;

    @Test
    void whoComesAfterTheFailureIsToldOfIt() throws IOException {
        SpaceConfig config = SpaceConfig.DEFAULT.withJournal(
                JournalConfig.DEFAULT.withSegmentBytes(JournalConfig.SEGMENT_BYTES_LEAST).withPreparing(Runnable::run));
        try (SpaceRuntime space = SpaceRuntime.open("failing", new FaultyDisk(new SimulatedDisk(), CALLS), config)) {
            Draft draft = new Draft(Tuple.tuple("a"), List.of(), WriteOptions.DEFAULT);
            Request write = Request.of(new Operation.Write("default", List.of(draft), Wait.NOW));
            for (int i = 0; i < CALLS; i++) {
                var _ = space.port().call(write);
            }
            OpensSpaces.assertFails(ErrorCode.DEGRADED, () -> space.open(1, 15_000, new Unheard()));
        }
    }
}
