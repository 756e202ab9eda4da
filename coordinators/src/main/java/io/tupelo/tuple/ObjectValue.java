package io.tupelo.tuple;

import java.util.Objects;

/// An object of some language, carried as the name its type is registered under and its encoded bytes.
///
/// The server compares and carries it and never decodes it. Two are equal when name and bytes are.
///
/// @param type the registered type's name
/// @param encoded the object as its codec wrote it
public record ObjectValue(String type, Bytes encoded) {
    /// Checks that there is a type name.
    public ObjectValue {
        Objects.requireNonNull(encoded, "encoded");
        if (type.isEmpty()) {
            throw new InvalidTupleException("an object field needs the name of its registered type");
        }
    }
}
