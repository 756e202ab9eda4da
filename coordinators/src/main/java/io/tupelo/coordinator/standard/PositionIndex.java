package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import java.util.Comparator;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Everything, by position: the index of `fifo`, `lifo` and `any`.
final class PositionIndex extends Everything {
    static final Comparator<Item> BY_POSITION = Comparator.comparingLong(Item::position);

    private final Order order;

    /// Which end comes first.
    enum Order {
        OLDEST_FIRST,
        NEWEST_FIRST,
        KEPT
    }

    PositionIndex(Order order) {
        this.order = order;
    }

    @Override
    public Iterator<Item> find(@Nullable Object argument, LongSupplier random) {
        return switch (order) {
            case OLDEST_FIRST, KEPT -> items.iterator();
            case NEWEST_FIRST -> items.descending();
        };
    }

    @Override
    public @Nullable Comparator<Item> order(@Nullable Object argument, LongSupplier random) {
        return switch (order) {
            case OLDEST_FIRST -> BY_POSITION;
            case NEWEST_FIRST -> BY_POSITION.reversed();
            case KEPT -> null;
        };
    }

    @Override
    public String explain(@Nullable Object argument) {
        return switch (order) {
            case OLDEST_FIRST -> "by position";
            case NEWEST_FIRST -> "by position, newest first";
            case KEPT -> "whatever comes first";
        };
    }
}
