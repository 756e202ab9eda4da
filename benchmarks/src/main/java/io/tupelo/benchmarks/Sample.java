package io.tupelo.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What one side reached in one turn.
///
/// @param perSecond how many a second
/// @param p50Micros how long the median one took, in microseconds; NaN where it was not measured
record Sample(double perSecond, double p50Micros) {
    static Sample median(List<Sample> samples) {
        return new Sample(median(samples, Sample::perSecond), median(samples, Sample::p50Micros));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> of) {
        double[] sorted = samples.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
