package io.tupelo.operation;

import org.jspecify.annotations.Nullable;

/// An operation and how it is to be carried out.
///
/// @param operation what is asked
/// @param transaction the transaction it belongs to, or 0 for none
/// @param atMostOnce whether what it takes is gone even if the answer never arrives
/// @param replyTo where the answer is to be written instead of being sent, or null
public record Request(Operation operation, long transaction, boolean atMostOnce, @Nullable ReplyTo replyTo) {
    /// Where an answer is written as an entry: `("answer", outcome, [tuple, …])`.
    ///
    /// @param container the container, which has a `key` coordinator
    /// @param key the key the entry gets
    public record ReplyTo(String container, Object key) {}

    /// Asks for `operation` with no transaction and nothing special.
    public static Request of(Operation operation) {
        return new Request(operation, 0, false, null);
    }
}
