package io.tupelo.reliability.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Durable actors lose nothing and do nothing twice, whatever happens to their hosts. `-Dtupelo.actors.seeds=10000` runs more.
class ActorSimulationTest {
    private static final int SEEDS = Integer.getInteger("tupelo.actors.seeds", 500);
    private static final int STEPS = Integer.getInteger("tupelo.actors.steps", 2_000);
    private static final int TWICE_EVERY = 50;

    private final long seed = Long.getLong("tupelo.seed", new Random().nextLong(1_000_000_000L));

    @Test
    void moneyMessagesAndRemindersAreConserved() {
        System.out.println("tupelo.seed=" + seed + ", " + SEEDS + " histories of " + STEPS + " steps");
        long deaths = 0;
        long pauses = 0;
        long handled = 0;
        for (int i = 0; i < SEEDS; i++) {
            BankSimulation.Report report = BankSimulation.run(seed + i, STEPS);
            deaths += report.deaths();
            pauses += report.pauses();
            handled += report.handled();
            if (i % TWICE_EVERY == 0) {
                assertThat(BankSimulation.run(seed + i, STEPS)).as("tupelo.seed=%d", seed + i).isEqualTo(report);
            }
        }
        System.out.println(handled + " orders handled, " + deaths + " hosts died, " + pauses + " stopped for a while");
        assertThat(deaths).isGreaterThan(SEEDS);
        assertThat(pauses).isGreaterThan(SEEDS);
    }
}
