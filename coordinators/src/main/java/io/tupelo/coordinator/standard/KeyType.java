package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.coordinator.Query;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.TupleText;
import org.jspecify.annotations.Nullable;

/// `key`: exactly the entry that was written under a key. A key is any value but null, taken once at a time.
public final class KeyType implements CoordinatorType {
    /// Makes the type.
    public KeyType() {}

    @Override
    public String name() {
        return "key";
    }

    @Override
    public boolean needsCoordinate() {
        return true;
    }

    @Override
    public @Nullable Object checkCoordinate(@Nullable Object given) {
        return given;
    }

    @Override
    public void checkArgument(@Nullable Object argument) {
        if (argument == null || argument instanceof Template || argument instanceof Query) {
            throw new InvalidSelectionException(
                    "key takes the key to look for, a value, not " + TupleText.ofValue(argument));
        }
    }

    @Override
    public Coordinator create(int slot) {
        return new KeyIndex(slot);
    }
}
