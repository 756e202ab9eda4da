package io.tupelo.space;

import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Wait;
import io.tupelo.tuple.FieldValues;
import io.tupelo.tuple.Tuple;
import java.util.Objects;

/// Turns what callers give into what operations hold.
final class Drafts {
    private Drafts() {}

    static Object value(Object given) {
        return Objects.requireNonNull(FieldValues.of(given));
    }

    static Operation put(
            String container, Object key, Tuple tuple, long expectedVersion, Wait patience, Selector... coordinates) {
        return new Operation.Put(container, value(key), Draft.of(tuple, coordinates), expectedVersion, patience);
    }
}
