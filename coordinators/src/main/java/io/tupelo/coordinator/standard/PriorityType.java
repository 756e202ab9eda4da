package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.tuple.TupleText;
import org.jspecify.annotations.Nullable;

/// `priority`: the highest priority first, the oldest first within one. A priority is any integer.
public final class PriorityType implements CoordinatorType {
    /// Makes the type.
    public PriorityType() {}

    @Override
    public String name() {
        return "priority";
    }

    @Override
    public boolean needsCoordinate() {
        return true;
    }

    @Override
    public @Nullable Object checkCoordinate(@Nullable Object given) {
        if (given != null && !(given instanceof Long)) {
            throw new InvalidSelectionException("priority takes an integer, not " + TupleText.ofValue(given));
        }
        return given;
    }

    @Override
    public void checkArgument(@Nullable Object argument) {
        if (argument != null && !(argument instanceof Long)) {
            throw new InvalidSelectionException(
                    "priority takes an integer or nothing, not " + TupleText.ofValue(argument));
        }
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public Coordinator create(int slot) {
        return new PriorityIndex(slot);
    }
}
