package io.tupelo.operation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How long an entry lives, and from when on it is seen. Immutable.
///
/// @param leaseMillis how long it lives from when it is written, in milliseconds; 0 for ever
/// @param delayMillis after how long it can be found, in milliseconds; 0 at once
/// @param ephemeral whether it ends with the session that wrote it
public record WriteOptions(long leaseMillis, long delayMillis, boolean ephemeral) {
    /// For ever, at once, and longer than the session.
    public static final WriteOptions DEFAULT = new WriteOptions(0, 0, false);

    /// Checks that the times are not negative.
    public WriteOptions {
        if (leaseMillis < 0 || delayMillis < 0) {
            throw new IllegalArgumentException("a lease and a delay can't be negative");
        }
    }

    /// Returns these with a lease: the entry is gone when it ends, unless it is renewed.
    public WriteOptions lease(Duration lease) {
        long millis = TimeUnit.MILLISECONDS.convert(lease);
        if (millis < 1) {
            throw new IllegalArgumentException("a lease lasts at least a millisecond, not " + lease);
        }
        return new WriteOptions(millis, delayMillis, ephemeral);
    }

    /// Returns these with a delay: the entry can be found once it has passed.
    public WriteOptions delay(Duration delay) {
        return new WriteOptions(leaseMillis, TimeUnit.MILLISECONDS.convert(delay), ephemeral);
    }

    /// Returns these for an entry that ends with the session that wrote it.
    public WriteOptions endingWithSession() {
        return new WriteOptions(leaseMillis, delayMillis, true);
    }
}
