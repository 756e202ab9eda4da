package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.tuple.TupleText;
import org.jspecify.annotations.Nullable;

/// A kind of coordinator that a selector tells nothing.
interface WithoutArgument extends CoordinatorType {
    @Override
    default void checkArgument(@Nullable Object argument) {
        if (argument != null) {
            throw new InvalidSelectionException(
                    name() + " takes no argument, but was given " + TupleText.ofValue(argument));
        }
    }
}
