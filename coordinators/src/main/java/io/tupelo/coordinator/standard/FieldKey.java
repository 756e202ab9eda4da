package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import io.tupelo.tuple.Matcher;
import io.tupelo.tuple.Tuple;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a waiter for one value in one field is woken by.
///
/// @param field the field
/// @param value its value
record FieldKey(int field, @Nullable Object value) {
    /// Returns the key for the last field that must equal a value, which tends to tell more than the first, or null if
    /// there is none.
    static @Nullable FieldKey of(List<FieldBound> bounds) {
        for (FieldBound bound : bounds.reversed()) {
            if (bound.matcher() instanceof Matcher.Equal equal) {
                return new FieldKey(bound.field(), equal.value());
            }
        }
        return null;
    }

    /// Passes a key for each field of `item`.
    static void each(Item item, Consumer<Object> keys) {
        Tuple tuple = item.tuple();
        for (int field = 0; field < tuple.size(); field++) {
            keys.accept(new FieldKey(field, tuple.get(field)));
        }
    }
}
