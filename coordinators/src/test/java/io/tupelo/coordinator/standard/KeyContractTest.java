package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.contract.CoordinatorContract;
import java.util.Random;
import org.jspecify.annotations.Nullable;

class KeyContractTest implements CoordinatorContract {
    @Override
    public CoordinatorType type() {
        return new KeyType();
    }

    @Override
    public @Nullable Object randomCoordinate(Random random) {
        return (long) random.nextInt(20);
    }

    @Override
    public @Nullable Object randomArgument(Random random) {
        return (long) random.nextInt(20);
    }
}
