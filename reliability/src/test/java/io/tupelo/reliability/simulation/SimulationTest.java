package io.tupelo.reliability.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// What clients have been told is so after any crash. `-Dtupelo.simulation.seeds=50000` runs more.
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("tupelo.simulation.seeds", 1_000);
    private static final int STEPS = Integer.getInteger("tupelo.simulation.steps", 2_000);
    private static final int TWICE_EVERY = 20;

    private final long seed = Long.getLong("tupelo.seed", new Random().nextLong(1_000_000_000L));

    @Test
    void whatWasAcknowledgedIsThereAfterACrash() {
        System.out.println("tupelo.seed=" + seed + ", " + SEEDS + " histories of " + STEPS + " steps");
        long crashes = 0;
        for (int i = 0; i < SEEDS; i++) {
            SpaceSimulation.Report report = SpaceSimulation.run(seed + i, STEPS);
            crashes += report.crashes();
            if (i % TWICE_EVERY == 0) {
                assertThat(SpaceSimulation.run(seed + i, STEPS)).as("tupelo.seed=%d", seed + i).isEqualTo(report);
            }
        }
        System.out.println(crashes + " crashes");
        assertThat(crashes).isGreaterThan((long) SEEDS * STEPS / 200);
    }
}
