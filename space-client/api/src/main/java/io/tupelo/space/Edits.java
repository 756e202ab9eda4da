package io.tupelo.space;

import io.tupelo.operation.Edit;
import io.tupelo.tuple.FieldValues;
import org.jspecify.annotations.Nullable;

/// The words for [Container#change], for static import. Fields count from 0.
public final class Edits {
    private Edits() {}

    /// Adds `by` to an integer field.
    public static Edit add(int field, long by) {
        return new Edit.Increment(field, by);
    }

    /// Adds `by` to a decimal field.
    public static Edit add(int field, double by) {
        return new Edit.Increment(field, by);
    }

    /// Replaces a field by `value`.
    ///
    /// @throws io.tupelo.tuple.InvalidTupleException if `value` can't be a field
    public static Edit set(int field, @Nullable Object value) {
        return new Edit.Replace(field, FieldValues.of(value));
    }

    /// Appends `value` to a list field, or a text to a text field.
    ///
    /// @throws io.tupelo.tuple.InvalidTupleException if `value` can't be in a list
    public static Edit append(int field, @Nullable Object value) {
        return new Edit.Append(field, FieldValues.of(value));
    }
}
