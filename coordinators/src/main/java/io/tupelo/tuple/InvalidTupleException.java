package io.tupelo.tuple;

/// Says that a tuple or a template can't be what was asked for: what is wrong, and in which field.
///
/// Nothing was written or changed. Trying the same again fails in the same way.
public final class InvalidTupleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /// Carries `message`, a sentence for the person who built the tuple.
    public InvalidTupleException(String message) {
        super(message);
    }
}
