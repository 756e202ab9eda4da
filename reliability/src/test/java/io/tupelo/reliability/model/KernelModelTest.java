package io.tupelo.reliability.model;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The kernel against the model: random requests, every answer compared, the invariants checked.
final class KernelModelTest {
    private static final int STEPS = Integer.getInteger("tupelo.model.steps", 2_000_000);
    private static final int STEPS_CHECKED = Integer.getInteger("tupelo.model.checked", 200_000);
    private static final int STEPS_EACH = 400;

    @Test
    void theKernelAnswersAsTheModelDoes() {
        run(STEPS, false);
    }

    @Test
    void theInvariantsHoldAfterEveryCommand() {
        run(STEPS_CHECKED, true);
    }

    private static void run(int steps, boolean checking) {
        long first = Long.getLong("tupelo.seed", new Random().nextLong(1_000_000_000L));
        System.out.println("tupelo.seed=" + first);
        for (int run = 0; run < steps / STEPS_EACH; run++) {
            ModelComparison.run(first + run, STEPS_EACH, checking);
        }
    }
}
