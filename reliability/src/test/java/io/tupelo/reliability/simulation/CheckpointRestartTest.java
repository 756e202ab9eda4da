package io.tupelo.reliability.simulation;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Checkpoint and journal add up to what was recorded, whichever checkpoint is left.
/// `-Dtupelo.checkpoint.histories=10000` runs more histories.
class CheckpointRestartTest {
    private static final int HISTORIES = Integer.getInteger("tupelo.checkpoint.histories", 100);
    private static final int STEPS = 400;

    @Test
    void whatIsReadIsWhatWasRecorded() throws IOException {
        long seed = Long.getLong("tupelo.seed", new Random().nextLong());
        System.out.println("tupelo.seed=" + seed);
        for (int history = 0; history < HISTORIES; history++) {
            CheckpointHistory.run(seed + history, STEPS);
        }
    }
}
