package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.contract.CoordinatorContract;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

class VectorContractTest implements CoordinatorContract {
    @Override
    public CoordinatorType type() {
        return new VectorType();
    }

    @Override
    public @Nullable Object randomCoordinate(Random random) {
        return random.nextBoolean() ? null : (Object) (long) random.nextInt(8);
    }

    @Override
    public @Nullable Object randomArgument(Random random) {
        return argument(random.nextInt(3), random.nextInt(8), random.nextInt(12));
    }

    private static @Nullable Object argument(int kind, long from, long to) {
        return switch (kind) {
            case 0 -> null;
            case 1 -> from;
            default -> List.of(from, to);
        };
    }
}
