package io.tupelo.coordinator;

import static java.util.Objects.requireNonNull;

/// How many entries a selection picks.
///
/// @param kind the rule
/// @param number the number it speaks of; [Integer#MAX_VALUE] where it speaks of none
public record Count(Kind kind, int number) {
    /// The rules for a number of entries.
    public enum Kind {
        /// Exactly the number: all of them or nothing.
        EXACTLY,
        /// At least one, at most the number.
        UP_TO,
        /// All that nobody holds, maybe none.
        AVAILABLE,
        /// Every match; none may be held.
        ALL
    }

    /// One entry: what a selection picks unless it says otherwise.
    public static final Count ONE = new Count(Kind.EXACTLY, 1);

    /// All that nobody holds, maybe none.
    public static final Count AVAILABLE = new Count(Kind.AVAILABLE, Integer.MAX_VALUE);

    /// Every match; none may be held.
    public static final Count ALL = new Count(Kind.ALL, Integer.MAX_VALUE);

    /// Checks that the number is at least 1.
    public Count {
        requireNonNull(kind, "kind");
        if (number < 1) {
            throw new InvalidSelectionException("a count is at least 1, not " + number);
        }
    }

    /// Exactly `n`.
    public static Count exactly(int n) {
        return n == 1 ? ONE : new Count(Kind.EXACTLY, n);
    }

    /// At least one, at most `n`.
    public static Count upTo(int n) {
        return new Count(Kind.UP_TO, n);
    }

    /// Returns how many there must be for the selection to succeed.
    public int least() {
        return switch (kind) {
            case EXACTLY -> number;
            case UP_TO, ALL -> 1;
            case AVAILABLE -> 0;
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case EXACTLY -> "count=" + number;
            case UP_TO -> "upto=" + number;
            case AVAILABLE -> "available";
            case ALL -> "all";
        };
    }
}
