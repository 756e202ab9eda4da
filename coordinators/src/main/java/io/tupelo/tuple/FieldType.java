package io.tupelo.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The types a field can have. Java's byte, short, int and long are one type, compared by value; so are float and double.
public enum FieldType {
    /// Nothing; equals nothing else than itself.
    NULL("null"),
    /// True or false.
    BOOLEAN("bool"),
    /// A 64-bit integer.
    INTEGER("int"),
    /// A 64-bit float, compared as [Double#equals(Object)] does: NaN equals NaN, and 0.0 is not -0.0.
    DECIMAL("decimal"),
    /// A sequence of bytes.
    BYTES("bytes"),
    /// A text.
    STRING("string"),
    /// A moment.
    INSTANT("instant"),
    /// A length of time.
    DURATION("duration"),
    /// A universally unique identifier.
    UUID("uuid"),
    /// A list of fields.
    LIST("list"),
    /// A map from strings to fields.
    MAP("map"),
    /// A nested tuple.
    TUPLE("tuple"),
    /// An object of a registered type.
    OBJECT("object");

    private final String label;

    FieldType(String label) {
        this.label = label;
    }

    /// Returns the name used in templates of the shell, as in `?int`.
    public String label() {
        return label;
    }

    /// Returns the type of a field's value as a [Tuple] holds it.
    ///
    /// @throws InvalidTupleException if `value` is not one that a tuple holds
    public static FieldType of(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case String _ -> STRING;
            case Long _ -> INTEGER;
            case Boolean _ -> BOOLEAN;
            case Double _ -> DECIMAL;
            case Bytes _ -> BYTES;
            case Instant _ -> INSTANT;
            case Duration _ -> DURATION;
            case UUID _ -> UUID;
            case List<?> _ -> LIST;
            case Map<?, ?> _ -> MAP;
            case Tuple _ -> TUPLE;
            case ObjectValue _ -> OBJECT;
            default -> throw new InvalidTupleException("a field can't hold a " + value.getClass().getName());
        };
    }
}
