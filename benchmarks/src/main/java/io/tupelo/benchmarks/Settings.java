package io.tupelo.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How much is measured. Immutable.
///
/// @param rounds how often each side has its turn; the median counts
/// @param warmup how long each side runs before
/// @param round how long a turn lasts
/// @param many how many tuples are resident where there are many
/// @param waiters how many templates wait where many do
/// @param filter a part of the names of the cases to run; empty for all
/// @param profile the folder for recordings of the JDK's flight recorder; null for none
public record Settings(
        int rounds, Duration warmup, Duration round, int many, int waiters, String filter, @Nullable Path profile) {
    /// What results are made with.
    public static final Settings FULL =
            new Settings(5, Duration.ofSeconds(3), Duration.ofSeconds(1), 1_000_000, 100_000, "", null);

    /// What shows within 50 seconds that nothing is far off.
    public static final Settings QUICK =
            new Settings(3, Duration.ofMillis(400), Duration.ofMillis(200), 1_000_000, 100_000, "", null);

    /// What fits all suites into 50 seconds.
    public static final Settings QUICK_ALL =
            new Settings(3, Duration.ofMillis(100), Duration.ofMillis(50), 500_000, 100_000, "", null);

    /// What shows that the suites run. The numbers mean nothing.
    public static final Settings TINY = new Settings(1, Duration.ofMillis(1), Duration.ofMillis(5), 2_000, 50, "", null);

    /// Returns this for the cases whose names contain `part` only.
    public Settings withFilter(String part) {
        return new Settings(rounds, warmup, round, many, waiters, part, profile);
    }

    /// Returns this with recordings in `folder`, if there is one.
    public Settings withProfile(@Nullable Path folder) {
        return new Settings(rounds, warmup, round, many, waiters, filter, folder);
    }

    /// Says whether a case is to be run.
    public boolean wants(String name) {
        return name.contains(filter);
    }
}
