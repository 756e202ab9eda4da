package io.tupelo.reliability.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/// What was written to a container and consumed there, as two numbers each, however many they are: how many, and a sum by which
/// they are known. One that is lost or doubled changes it; so does another in its place. Thread-safe.
final class Tally {
    private final String container;
    private final LongAdder written = new LongAdder();
    private final LongAdder consumed = new LongAdder();
    private final LongAdder sum = new LongAdder();

    Tally(String container) {
        this.container = container;
    }

    String container() {
        return container;
    }

    void written(long job) {
        written.increment();
        sum.add(mixed(job));
    }

    void consumed(long job) {
        consumed.increment();
        sum.add(-mixed(job));
    }

    private static long mixed(long job) {
        return new SplittableRandom(job).nextLong();
    }

    /// Compares with the jobs that are there when nobody is at work.
    void check(List<Long> left) {
        assertThat(left).as("%s, which are left", this).hasSize((int) (written.sum() - consumed.sum()));
        long leftSum = left.stream().mapToLong(Tally::mixed).sum();
        assertThat(leftSum).as("%s: one is there in the place of another", this).isEqualTo(sum.sum());
    }

    @Override
    public String toString() {
        return container + ": " + written + " written, " + consumed + " consumed";
    }
}
