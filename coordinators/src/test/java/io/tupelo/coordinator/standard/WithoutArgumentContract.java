package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.contract.CoordinatorContract;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The contract of a coordinator that a selector tells nothing.
interface WithoutArgumentContract extends CoordinatorContract {
    @Override
    default @Nullable Object randomArgument(Random random) {
        return null;
    }
}
