package io.tupelo.operation;

import io.tupelo.tuple.FieldValues;
import io.tupelo.tuple.InvalidTupleException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A change of one field of an entry, in place.
public sealed interface Edit {
    /// Returns which field, from 0.
    int field();

    /// Adds a number to an integer or decimal field.
    ///
    /// @param field the field, from 0
    /// @param by a [Long] for an integer field, a [Double] for a decimal one
    record Increment(int field, Number by) implements Edit {
        /// Checks the field, and makes the number one that a tuple can hold.
        public Increment {
            checkField(field);
            by = (Number) Objects.requireNonNull(FieldValues.of(by));
        }
    }

    /// Replaces the field.
    ///
    /// @param field the field, from 0
    /// @param value the new value, as a tuple holds it
    record Replace(int field, @Nullable Object value) implements Edit {
        /// Checks the field, and makes the value one that a tuple can hold.
        public Replace {
            checkField(field);
            value = FieldValues.of(value);
        }
    }

    /// Appends to a list field or a text field.
    ///
    /// @param field the field, from 0
    /// @param value what to append; a text for a text field
    record Append(int field, @Nullable Object value) implements Edit {
        /// Checks the field, and makes the value one that a tuple can hold.
        public Append {
            checkField(field);
            value = FieldValues.of(value);
        }
    }

    private static void checkField(int field) {
        if (field < 0) {
            throw new InvalidTupleException("fields count from 0; there is no field " + field);
        }
    }
}
