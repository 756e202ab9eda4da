package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.contract.CoordinatorContract;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The contract of a coordinator that a write tells nothing.
interface WithoutCoordinateContract extends CoordinatorContract {
    @Override
    default @Nullable Object randomCoordinate(Random random) {
        return null;
    }
}
