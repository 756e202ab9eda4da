package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The items by place: the index of `vector`.
final class VectorIndex implements Coordinator {
    private final int slot;
    private final List<Item> items = new ArrayList<>();
    private final Comparator<Item> byPlace = Comparator.comparing(this::key).thenComparing(PositionIndex.BY_POSITION);

    VectorIndex(int slot) {
        this.slot = slot;
    }

    private VectorKey key(Item item) {
        return (VectorKey) Objects.requireNonNull(item.coordinate(slot), "an item without its place");
    }

    @Override
    public Object place(@Nullable Object given) {
        return switch (given) {
            case VectorKey placed -> placed;
            case Long index -> insertion(index);
            case null, default -> VectorKey.between(keyAt(items.size() - 1L), null);
        };
    }

    /// Behind the end is at the end: how many entries there are may have changed since the index was chosen.
    private VectorKey insertion(long index) {
        long at = Math.min(index, items.size());
        return VectorKey.between(keyAt(at - 1), keyAt(at));
    }

    private @Nullable VectorKey keyAt(long index) {
        return index < 0 || index >= items.size() ? null : key(items.get((int) index));
    }

    /// Only what has its place is kept: a delayed item gets one when it is revealed.
    @Override
    public void add(Item item) {
        if (item.coordinate(slot) instanceof VectorKey) {
            int found = search(item);
            if (found < 0) {
                items.add(-found - 1, item);
            }
        }
    }

    @Override
    public void remove(Item item) {
        if (item.coordinate(slot) instanceof VectorKey) {
            int found = search(item);
            if (found >= 0) {
                items.remove(found);
            }
        }
    }

    private int search(Item item) {
        if (items.isEmpty() || byPlace.compare(items.get(items.size() - 1), item) < 0) {
            return -items.size() - 1;
        }
        return Collections.binarySearch(items, item, byPlace);
    }

    @Override
    public Iterator<Item> find(@Nullable Object argument, LongSupplier random) {
        int from = clip(from(argument));
        return items.subList(from, Math.max(from, clip(to(argument)))).iterator();
    }

    private static long from(@Nullable Object argument) {
        return switch (argument) {
            case Long index -> index;
            case List<?> slice -> bound(slice, 0);
            case null, default -> 0;
        };
    }

    /// Returns the index after the last one asked for.
    private static long to(@Nullable Object argument) {
        return switch (argument) {
            case Long index -> index == Long.MAX_VALUE ? index : index + 1;
            case List<?> slice -> bound(slice, 1);
            case null, default -> Long.MAX_VALUE;
        };
    }

    private static long bound(List<?> slice, int index) {
        return slice.get(index) instanceof Long bound ? bound : 0;
    }

    private int clip(long index) {
        return (int) Math.min(index, items.size());
    }

    @Override
    public int estimate(@Nullable Object argument) {
        return Math.max(0, clip(to(argument)) - clip(from(argument)));
    }

    /// An item that isn't in the vector has the index it would be inserted at.
    @Override
    public boolean test(@Nullable Object argument, Item item) {
        if (!(item.coordinate(slot) instanceof VectorKey)) {
            return false;
        }
        if (argument == null) {
            return true;
        }
        int found = search(item);
        int index = found < 0 ? -found - 1 : found;
        return index >= from(argument) && index < to(argument);
    }

    @Override
    public Comparator<Item> order(@Nullable Object argument, LongSupplier random) {
        return byPlace;
    }

    @Override
    public String explain(@Nullable Object argument) {
        return "by index";
    }
}
