package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.contract.CoordinatorContract;
import java.util.Random;
import org.jspecify.annotations.Nullable;

class LifoContractTest implements CoordinatorContract {
    @Override
    public CoordinatorType type() {
        return new LifoType();
    }

    @Override
    public @Nullable Object randomCoordinate(Random random) {
        return null;
    }

    @Override
    public @Nullable Object randomArgument(Random random) {
        return null;
    }
}
