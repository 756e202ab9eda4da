package io.tupelo.reliability.soak;

import io.tupelo.reliability.soak.Sample.Inside;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Whether what a server is made of grows: for each quantity, the median of the last third of the samples beside that of the
/// first.
final class Trend {
    private static final double MEMORY_RATIO_MAX = 1.15;
    private static final long HEAP_MORE_BYTES_MAX = 512 << 10;
    /// The garbage of the heap is in it, up to its largest size.
    private static final long RESIDENT_MORE_BYTES_MAX = 64 << 20;
    private static final long HANDLES_MORE_MAX = 4;
    /// Of what the load leaves behind, a machine with more time has more, but not more than this.
    private static final long ENTRIES_MORE_MAX = 2_000;
    private static final long OTHERS_MORE_MAX = 100;
    private static final int CLASSES_SHOWN = 12;

    private final List<Sample> first;
    private final List<Sample> last;
    private final List<String> findings = new ArrayList<>();

    private Trend(List<Sample> samples) {
        int third = Math.ceilDiv(samples.size(), 3);
        first = samples.subList(0, third);
        last = samples.subList(samples.size() - third, samples.size());
    }

    /// Returns what grows, in words; nothing if all is flat.
    ///
    /// @param samples those since the server has warmed up
    static List<String> findings(List<Sample> samples) {
        Trend trend = new Trend(samples);
        trend.compare("threads", Sample::threads, 1, HANDLES_MORE_MAX);
        trend.compare("descriptors", Sample::descriptors, 1, HANDLES_MORE_MAX);
        trend.compare("mapped files", Sample::mapped, 1, HANDLES_MORE_MAX);
        trend.compare("bytes resident", Sample::residentBytes, MEMORY_RATIO_MAX, RESIDENT_MORE_BYTES_MAX);
        for (Inside what : Inside.values()) {
            long more = what == Inside.ENTRIES ? ENTRIES_MORE_MAX : OTHERS_MORE_MAX;
            trend.compare(what.name(), sample -> sample.inside().getOrDefault(what, 0L), 1, more);
        }
        if (trend.compare("bytes of reachable objects", Sample::heapBytes, MEMORY_RATIO_MAX, HEAP_MORE_BYTES_MAX)) {
            trend.findings.add("of these, in bytes: " + trend.growing());
        }
        return trend.findings;
    }

    private boolean compare(String what, ToLongFunction<Sample> of, double ratioMax, long moreMax) {
        long before = median(first, of);
        long after = median(last, of);
        boolean isGrowing = after > before * ratioMax + moreMax;
        if (isGrowing) {
            findings.add("%s: %,d at first, %,d at last".formatted(what, before, after));
        }
        return isGrowing;
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> of) {
        return samples.stream().mapToLong(of).sorted().toArray()[samples.size() / 2];
    }

    /// Names the classes of which there is so much more.
    private String growing() {
        Map<String, Long> more = new HashMap<>();
        for (String name : last.getLast().heap().keySet()) {
            more.put(name, median(last, of(name)) - median(first, of(name)));
        }
        return more.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(CLASSES_SHOWN)
                .toList()
                .toString();
    }

    private static ToLongFunction<Sample> of(String name) {
        return sample -> sample.heap().getOrDefault(name, 0L);
    }
}
