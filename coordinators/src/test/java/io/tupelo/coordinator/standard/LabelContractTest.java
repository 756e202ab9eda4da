package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.contract.CoordinatorContract;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

class LabelContractTest implements CoordinatorContract {
    @Override
    public CoordinatorType type() {
        return new LabelType();
    }

    @Override
    public @Nullable Object randomCoordinate(Random random) {
        return random.nextBoolean() ? "abc".substring(random.nextInt(3)) : List.of("abc", "c", "d");
    }

    @Override
    public @Nullable Object randomArgument(Random random) {
        return "abc".substring(random.nextInt(3));
    }
}
