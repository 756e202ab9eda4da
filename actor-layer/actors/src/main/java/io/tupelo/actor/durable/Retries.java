package io.tupelo.actor.durable;

import java.time.Duration;

/// How often a message is tried again whose step has failed. Immutable.
///
/// @param most how often; then it goes to `actors.dead`, with its error
/// @param first after how long for the first time; each time twice as long as before
/// @param longest after how long at most
public record Retries(int most, Duration first, Duration longest) {
    /// Five times, after 50 ms, 100 ms, …
    public static final Retries DEFAULT = new Retries(5, Duration.ofMillis(50), Duration.ofSeconds(10));

    /// Checks that there is nothing negative.
    public Retries {
        if (most < 0 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("not a way to try again: " + most + " times after " + first + " to " + longest);
        }
    }

    /// Returns how long to wait before it is tried for the n-th time again, from 1.
    Duration before(int n) {
        Duration wait = first;
        for (int i = 1; i < n && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
