package io.tupelo.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/// What one side reached in one turn.
///
/// @param perSecond how many a second
/// @param p50Micros how long the median one took, in microseconds; NaN where it was not measured
/// @param p99Micros how long the slowest but one in a hundred took, likewise
record Sample(double perSecond, double p50Micros, double p99Micros) {
    Sample(double perSecond, double p50Micros) {
        this(perSecond, p50Micros, Double.NaN);
    }

    /// Returns what came of actions that were timed one by one, in nanoseconds.
    static Sample of(Histogram nanos, double seconds) {
        return new Sample(
                nanos.getTotalCount() / seconds, nanos.getValueAtPercentile(50) / 1e3, nanos.getValueAtPercentile(99) / 1e3);
    }

    static Sample median(List<Sample> samples) {
        return new Sample(
                median(samples, Sample::perSecond), median(samples, Sample::p50Micros), median(samples, Sample::p99Micros));
    }

    /// Returns the middle one of an odd number of values.
    static double middle(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> of) {
        double[] sorted = samples.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
