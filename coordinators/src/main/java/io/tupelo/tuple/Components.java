package io.tupelo.tuple;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/// What stands in a tuple for components of a record that can't be fields themselves. It sees each component of the record, but not those
/// of records within.
public interface Components {
    /// Those that are as they are.
    Components PLAIN = new Components() {};

    /// Returns what is written for a component; what it has itself, if nothing is to be done.
    default @Nullable Object toField(RecordComponent component, @Nullable Object value) {
        return value;
    }

    /// Returns what [#toField] was given.
    ///
    /// @throws InvalidTupleException if that can't have been written for it
    default @Nullable Object fromField(RecordComponent component, @Nullable Object field) {
        return field;
    }
}
