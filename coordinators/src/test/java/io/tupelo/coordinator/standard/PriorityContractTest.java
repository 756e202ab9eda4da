package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.contract.CoordinatorContract;
import java.util.Random;
import org.jspecify.annotations.Nullable;

class PriorityContractTest implements CoordinatorContract {
    @Override
    public CoordinatorType type() {
        return new PriorityType();
    }

    @Override
    public @Nullable Object randomCoordinate(Random random) {
        return random.nextInt(8) == 0 ? null : (Object) (long) (random.nextInt(5) - 2);
    }

    @Override
    public @Nullable Object randomArgument(Random random) {
        return random.nextInt(3) == 0 ? (Object) (long) (random.nextInt(5) - 2) : null;
    }
}
