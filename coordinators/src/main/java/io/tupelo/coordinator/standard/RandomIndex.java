package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Everything, by rank: the index of `random`.
final class RandomIndex extends Everything {
    @Override
    public Iterator<Item> find(@Nullable Object argument, LongSupplier random) {
        return new Shuffle(random);
    }

    @Override
    public Comparator<Item> order(@Nullable Object argument, LongSupplier random) {
        long seed = random.getAsLong();
        return Comparator.<Item>comparingLong(item -> mix(seed ^ mix(item.id()))).thenComparingLong(Item::id);
    }

    @Override
    public String explain(@Nullable Object argument) {
        return "at random, by rank";
    }

    /// Spreads every bit over all others (the finalizer of SplitMix64).
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /// A shuffle after Fisher and Yates that goes as far as it is asked to, and remembers only what it moved.
    private final class Shuffle implements Iterator<Item> {
        private final LongSupplier random;
        private final Map<Integer, Integer> moved = new HashMap<>();
        private final int size = items.size();
        private int drawn;

        Shuffle(LongSupplier random) {
            this.random = random;
        }

        @Override
        public boolean hasNext() {
            return drawn < size;
        }

        @Override
        public Item next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int at = drawn + (int) Math.unsignedMultiplyHigh(random.getAsLong(), size - drawn);
            int rank = moved.getOrDefault(at, at);
            moved.put(at, moved.getOrDefault(drawn, drawn));
            drawn++;
            return items.nth(rank);
        }
    }
}
