package io.tupelo.operation;

import static java.util.Objects.requireNonNull;

import io.tupelo.tuple.FieldValues;
import org.jspecify.annotations.Nullable;

/// An operation and how it is to be carried out.
///
/// @param operation what is asked
/// @param transaction the transaction it belongs to, or 0 for none
/// @param atMostOnce whether what it takes is gone even if the answer never arrives
/// @param replyTo where the answer is to be written instead of being sent, or null
public record Request(Operation operation, long transaction, boolean atMostOnce, @Nullable ReplyTo replyTo) {
    /// Checks that there is an operation.
    public Request {
        requireNonNull(operation, "operation");
    }

    /// Where an answer is written as an entry: `("answer", outcome, [tuple, …])`.
    ///
    /// @param container the container, which has a `key` coordinator
    /// @param key the key the entry gets
    public record ReplyTo(String container, Object key) {
        /// Checks that nothing is missing, and makes the key one that a tuple can hold.
        public ReplyTo {
            requireNonNull(container, "container");
            key = requireNonNull(FieldValues.of(requireNonNull(key, "key")));
        }
    }

    /// Asks for `operation` with no transaction and nothing special.
    public static Request of(Operation operation) {
        return new Request(operation, 0, false, null);
    }
}
