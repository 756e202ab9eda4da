package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.tuple.TupleText;
import org.jspecify.annotations.Nullable;

/// A kind of coordinator that a write tells nothing.
interface WithoutCoordinate extends CoordinatorType {
    @Override
    default boolean needsCoordinate() {
        return false;
    }

    @Override
    default @Nullable Object checkCoordinate(@Nullable Object given) {
        if (given != null) {
            throw new InvalidSelectionException(
                    name() + " takes no coordinate, but was given " + TupleText.ofValue(given));
        }
        return null;
    }
}
