package io.tupelo.tuple;

import java.util.Objects;

/// An object of some language, carried as the name its type is registered under and its encoded bytes.
///
/// The server compares and carries it and never decodes it. Two are equal when name and bytes are.
///
/// @param type the registered type's name
/// @param encoded the object as its codec wrote it
public record ObjectValue(String type, Bytes encoded) {
    /// Checks the type's name: it has at least a character, and neither `'` nor control characters.
    public ObjectValue {
        Objects.requireNonNull(encoded, "encoded");
        if (type.isEmpty()) {
            throw new InvalidTupleException("an object field needs the name of its registered type");
        }
        var _ = FieldValues.of(type); // which refuses half of a surrogate pair
        if (type.indexOf('\'') >= 0 || type.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidTupleException("an object's type has no ' and no control characters, but this has: " + type);
        }
    }
}
