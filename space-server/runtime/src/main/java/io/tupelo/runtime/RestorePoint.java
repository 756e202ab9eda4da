package io.tupelo.runtime;

import java.time.Instant;

/// How far to go in the history of a space: up to a record of its journal, and up to a time.
///
/// @param sequence the last record that may count
/// @param millis when the last command that may count was applied at the latest, in milliseconds since 1970
public record RestorePoint(long sequence, long millis) {
    /// All there is.
    public static final RestorePoint LATEST = new RestorePoint(Long.MAX_VALUE, Long.MAX_VALUE);

    /// After the record of this sequence.
    public static RestorePoint after(long sequence) {
        return new RestorePoint(sequence, Long.MAX_VALUE);
    }

    /// After the last record of that instant, or before it.
    public static RestorePoint at(Instant instant) {
        return new RestorePoint(Long.MAX_VALUE, instant.toEpochMilli());
    }

    boolean includes(long record, long time) {
        return record <= sequence && time <= millis;
    }

    /// Says that it isn't the end, but a record.
    boolean isRecord() {
        return sequence < Long.MAX_VALUE;
    }

    @Override
    public String toString() {
        if (isRecord()) {
            return "after record " + sequence;
        }
        return millis == Long.MAX_VALUE ? "now" : "at " + Instant.ofEpochMilli(millis);
    }
}
