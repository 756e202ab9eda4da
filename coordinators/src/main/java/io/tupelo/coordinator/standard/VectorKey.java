package io.tupelo.coordinator.standard;

import org.jspecify.annotations.Nullable;

/// A place in a vector: between any two there is room for another. Appending counts `whole` up; inserting between
/// neighbours makes a `fraction`, digits to the base 32768 that don't end in a zero.
///
/// @param whole what counts first
/// @param fraction what counts then, as texts compare
record VectorKey(long whole, String fraction) implements Comparable<VectorKey> {
    private static final int BASE = 1 << 15;

    /// Returns a place between two others; null stands for the end on that side.
    static VectorKey between(@Nullable VectorKey low, @Nullable VectorKey high) {
        if (low == null) {
            return high == null ? new VectorKey(0, "") : new VectorKey(high.whole - 1, "");
        }
        if (high == null || high.whole > low.whole + 1) {
            return new VectorKey(low.whole + 1, "");
        }
        if (low.compareTo(high) >= 0) {
            return low;
        }
        return new VectorKey(low.whole, middle(low.fraction, high.whole == low.whole ? high.fraction : null));
    }

    /// Returns digits between `low` and `high`; a `high` of null is greater than all.
    private static String middle(String low, @Nullable String high) {
        StringBuilder digits = new StringBuilder();
        String bound = high;
        for (int i = 0; ; i++) {
            int least = digit(low, i);
            int most = bound == null ? BASE : digit(bound, i);
            if (most - least > 1) {
                return digits.append((char) ((least + most) / 2)).toString();
            }
            digits.append((char) least);
            if (most > least) {
                bound = null;
            }
        }
    }

    private static int digit(String fraction, int index) {
        return index < fraction.length() ? fraction.charAt(index) : 0;
    }

    @Override
    public int compareTo(VectorKey other) {
        int order = Long.compare(whole, other.whole);
        return order != 0 ? order : fraction.compareTo(other.fraction);
    }
}
