package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.TupleText;
import org.jspecify.annotations.Nullable;

/// `linda`: the tuples that match a template, the oldest first.
public final class LindaType implements WithoutCoordinate {
    /// Makes the type.
    public LindaType() {}

    @Override
    public String name() {
        return "linda";
    }

    @Override
    public void checkArgument(@Nullable Object argument) {
        if (argument != null && !(argument instanceof Template)) {
            throw new InvalidSelectionException("linda takes a template, not " + TupleText.ofValue(argument));
        }
    }

    @Override
    public Coordinator create(int slot) {
        return new LindaIndex();
    }
}
