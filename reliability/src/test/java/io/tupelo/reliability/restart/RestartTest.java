package io.tupelo.reliability.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// What was recorded is what was there: after each step of random histories, and in those that go on after a restart.
/// `-Dtupelo.restart.histories=10000` runs more of them.
class RestartTest {
    private static final int HISTORIES = Integer.getInteger("tupelo.restart.histories", 300);
    private static final int STEPS = 400;

    @Test
    void whatIsThereAfterARestartIsWhatWasThere() {
        long seed = Long.getLong("tupelo.seed", new Random().nextLong());
        System.out.println("tupelo.seed=" + seed);
        for (int history = 0; history < HISTORIES; history++) {
            RestartHistory.run(seed + history, STEPS);
        }
    }

    @Test
    void whatIsNotInMemoryIsWhatWasThere() {
        long seed = Long.getLong("tupelo.seed", new Random().nextLong());
        System.out.println("tupelo.seed=" + seed);
        long reads = 0;
        for (int history = 0; history < HISTORIES; history++) {
            reads += RestartHistory.runCold(seed + history, STEPS);
        }
        assertThat(reads).as("payloads read back").isGreaterThan(10L * HISTORIES);
    }
}
