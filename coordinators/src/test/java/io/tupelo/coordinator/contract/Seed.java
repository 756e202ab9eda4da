package io.tupelo.coordinator.contract;

import java.util.Random;

/// The seed of a random test: printed, and taken from `-Dtupelo.seed` to run one again.
public final class Seed {
    private Seed() {}

    /// Returns a generator for `test` and prints what it was seeded with.
    public static Random random(String test) {
        long seed = Long.getLong("tupelo.seed", System.nanoTime());
        System.out.println(test + ": -Dtupelo.seed=" + seed);
        return new Random(seed);
    }
}
