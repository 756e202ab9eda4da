package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import io.tupelo.coordinator.PositionMap;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The items that have a value, by position, for each value. A single item stands by itself, several in a
/// [PositionMap]: where values are unique, one costs no more than its place in the map.
///
/// @param <K> the values' type
final class Postings<K> {
    private final Map<K, Object> byValue;

    Postings(Map<K, Object> empty) {
        byValue = empty;
    }

    /// Returns what is there for each value: an item or a map of items, for [#size(Object)] and [#items(Object)].
    Map<K, Object> byValue() {
        return byValue;
    }

    @SuppressWarnings("unchecked")
    private static PositionMap<Item> several(Object posting) {
        return (PositionMap<Item>) posting;
    }

    void add(K value, Item item) {
        Object there = byValue.putIfAbsent(value, item);
        if (there instanceof Item single) {
            PositionMap<Item> both = new PositionMap<>();
            both.put(single.position(), single);
            both.put(item.position(), item);
            byValue.put(value, both);
        } else if (there != null) {
            several(there).put(item.position(), item);
        }
    }

    void remove(K value, Item item) {
        byValue.computeIfPresent(value, (_, there) -> without(there, item));
    }

    private static @Nullable Object without(Object posting, Item item) {
        if (posting instanceof Item single) {
            return single.position() == item.position() ? null : single;
        }
        PositionMap<Item> several = several(posting);
        several.remove(item.position());
        return several.isEmpty() ? null : several;
    }

    int sizeOf(K value) {
        return size(byValue.get(value));
    }

    Iterator<Item> itemsOf(K value) {
        return items(byValue.get(value));
    }

    static int size(@Nullable Object posting) {
        return switch (posting) {
            case null -> 0;
            case Item _ -> 1;
            case Object several -> several(several).size();
        };
    }

    /// Returns how many items all of `postings` are together.
    static int size(List<Object> postings) {
        int sum = 0;
        for (int i = 0; i < postings.size(); i++) {
            sum += size(postings.get(i));
        }
        return sum;
    }

    static Iterator<Item> items(@Nullable Object posting) {
        return switch (posting) {
            case null -> Collections.emptyIterator();
            case Item single -> List.of(single).iterator();
            case Object several -> several(several).iterator();
        };
    }
}
