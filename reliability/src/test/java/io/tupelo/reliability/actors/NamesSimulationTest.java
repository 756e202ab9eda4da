package io.tupelo.reliability.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// No two commit under one name, and no message comes twice, whatever happens to processes. `-Dtupelo.names.seeds=10000` runs more.
class NamesSimulationTest {
    private static final int SEEDS = Integer.getInteger("tupelo.names.seeds", 300);
    private static final int STEPS = Integer.getInteger("tupelo.names.steps", 3_000);
    private static final int TWICE_EVERY = 50;

    private final long seed = Long.getLong("tupelo.seed", new Random().nextLong(1_000_000_000L));

    @Test
    void namesHaveOneHolderAndMessagesComeAtMostOnce() {
        System.out.println("tupelo.seed=" + seed + ", " + SEEDS + " histories of " + STEPS + " steps");
        long troubles = 0;
        long commits = 0;
        long refused = 0;
        long received = 0;
        for (int i = 0; i < SEEDS; i++) {
            NamesSimulation.Report report = NamesSimulation.run(seed + i, STEPS);
            troubles += report.troubles();
            commits += report.commits();
            refused += report.refused();
            received += report.received();
            if (i % TWICE_EVERY == 0) {
                assertThat(NamesSimulation.run(seed + i, STEPS)).as("tupelo.seed=%d", seed + i).isEqualTo(report);
            }
        }
        System.out.println(troubles + " troubles; " + commits + " commits, and " + refused + " refused; " + received + " messages");
        assertThat(troubles).isGreaterThan(SEEDS);
        assertThat(commits).isGreaterThan(SEEDS);
        assertThat(refused).isPositive();
        assertThat(received).isGreaterThan(SEEDS);
    }
}
