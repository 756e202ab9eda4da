package io.tupelo.runtime;

import io.tupelo.journal.JournalConfig;
import io.tupelo.operation.Limits;
import java.util.function.LongSupplier;

/// How a durable space is kept.
///
/// @param limits what it refuses to exceed
/// @param graceMillis how long leases, claims and sessions last at least after a start, in milliseconds, so that who could
///     renew them can come back
/// @param flushEveryMillis how much of what was acknowledged a crash may take back, in milliseconds; 0 for nothing
/// @param checkpointEveryBytes by how much the journal grows, in bytes, until the next checkpoint is written; only for a space
///     that is kept in a folder
/// @param reserveBytes how much of the disk is left to what makes room, in bytes: when there is no more than that, what would
///     make the space larger is refused with `OVERLOADED`; only for a space that is kept in a folder
/// @param residentBytes how much payload stays in memory, in bytes: what is more lies in the last checkpoint alone, once there is
///     one, and is read from there when it is asked for; only for a space that is kept in a folder
/// @param journal how its journal is kept
/// @param clock the time, in milliseconds since 1970
public record SpaceConfig(
        Limits limits,
        long graceMillis,
        long flushEveryMillis,
        long checkpointEveryBytes,
        long reserveBytes,
        long residentBytes,
        JournalConfig journal,
        LongSupplier clock) {
    /// A grace of 15 seconds, as long as a session lives without a connection; nothing acknowledged is ever lost. Of the memory that
    /// the process may have, payload stays in two fifths.
    public static final SpaceConfig DEFAULT =
            new SpaceConfig(
                    Limits.DEFAULT,
                    15_000,
                    0,
                    256 << 20,
                    256 << 20,
                    Runtime.getRuntime().maxMemory() / 5 * 2,
                    JournalConfig.DEFAULT,
                    System::currentTimeMillis);

    /// Checks the times.
    public SpaceConfig {
        if (graceMillis < 0 || flushEveryMillis < 0 || residentBytes < 0) {
            throw new IllegalArgumentException("a grace, an interval and a budget can't be negative");
        }
    }

    /// Returns this with other limits.
    public SpaceConfig withLimits(Limits others) {
        return new SpaceConfig(others, graceMillis, flushEveryMillis, checkpointEveryBytes, reserveBytes, residentBytes, journal, clock);
    }

    /// Returns this with another grace after a start.
    public SpaceConfig withGraceMillis(long millis) {
        return new SpaceConfig(limits, millis, flushEveryMillis, checkpointEveryBytes, reserveBytes, residentBytes, journal, clock);
    }

    /// Returns this for a space whose answers don't wait for the disk: a crash takes back what was acknowledged in the last
    /// `millis` milliseconds, and none of it if that is 0.
    public SpaceConfig withFlushEveryMillis(long millis) {
        return new SpaceConfig(limits, graceMillis, millis, checkpointEveryBytes, reserveBytes, residentBytes, journal, clock);
    }

    /// Returns this with a checkpoint for each so many bytes of journal.
    public SpaceConfig withCheckpointEveryBytes(long bytes) {
        return new SpaceConfig(limits, graceMillis, flushEveryMillis, bytes, reserveBytes, residentBytes, journal, clock);
    }

    /// Returns this with another reserve.
    public SpaceConfig withReserveBytes(long bytes) {
        return new SpaceConfig(limits, graceMillis, flushEveryMillis, checkpointEveryBytes, bytes, residentBytes, journal, clock);
    }

    /// Returns this with another budget for the payload in memory.
    public SpaceConfig withResidentBytes(long bytes) {
        return new SpaceConfig(
                limits, graceMillis, flushEveryMillis, checkpointEveryBytes, reserveBytes, bytes, journal, clock);
    }

    /// Returns this with another journal.
    public SpaceConfig withJournal(JournalConfig other) {
        return new SpaceConfig(limits, graceMillis, flushEveryMillis, checkpointEveryBytes, reserveBytes, residentBytes, other, clock);
    }

    /// Returns this with another clock.
    public SpaceConfig withClock(LongSupplier other) {
        return new SpaceConfig(limits, graceMillis, flushEveryMillis, checkpointEveryBytes, reserveBytes, residentBytes, journal, other);
    }
}
