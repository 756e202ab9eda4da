package io.tupelo.operation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How long an operation waits, and for what: XVSM's distinction between waiting for data and waiting for a lock.
///
/// @param kind the rule
/// @param millis how long at most, in milliseconds, where the rule is [Kind#AT_MOST]
public record Wait(Kind kind, long millis) {
    /// The rules for waiting.
    public enum Kind {
        /// One try. Also a match that is merely locked is not waited for.
        NOW,
        /// Waits while what matches is merely locked, not for what is not there.
        UNLESS_LOCKED,
        /// Waits for both, so long at most.
        AT_MOST,
        /// Waits for both until the session ends.
        FOREVER
    }

    /// One try.
    public static final Wait NOW = new Wait(Kind.NOW, 0);
    /// Waits while what matches is merely locked: the default.
    public static final Wait UNLESS_LOCKED = new Wait(Kind.UNLESS_LOCKED, 0);
    /// Waits until the session ends.
    public static final Wait FOREVER = new Wait(Kind.FOREVER, 0);

    /// Checks that there is a rule, and that the time is not negative.
    public Wait {
        requireNonNull(kind, "kind");
        if (millis < 0) {
            throw new IllegalArgumentException("a wait can't be negative: " + millis + " ms");
        }
    }

    /// Waits for data and for locks, `duration` at most, in whole milliseconds, rounded up.
    public static Wait atMost(Duration duration) {
        long millis = TimeUnit.MILLISECONDS.convert(duration);
        boolean isMore = duration.toNanosPart() % 1_000_000 != 0 && millis >= 0 && millis < Long.MAX_VALUE;
        return new Wait(Kind.AT_MOST, isMore ? millis + 1 : millis);
    }
}
