package io.tupelo.operation;

import org.jspecify.annotations.Nullable;

/// A change of one field of an entry, in place.
public sealed interface Edit {
    /// Returns which field, from 0.
    int field();

    /// Adds a number to an integer or decimal field.
    ///
    /// @param field the field, from 0
    /// @param by a [Long] for an integer field, a [Double] for a decimal one
    record Increment(int field, Number by) implements Edit {}

    /// Replaces the field.
    ///
    /// @param field the field, from 0
    /// @param value the new value, as a tuple holds it
    record Replace(int field, @Nullable Object value) implements Edit {}

    /// Appends to a list field or a text field.
    ///
    /// @param field the field, from 0
    /// @param value what to append; a text for a text field
    record Append(int field, @Nullable Object value) implements Edit {}
}
