package io.tupelo.coordinator;

import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// An index of a [PluggedType].
final class PluggedCoordinator implements Coordinator {
    private final PluggedType type;
    private final Coordinator index;

    PluggedCoordinator(PluggedType type, Coordinator index) {
        this.type = type;
        this.index = index;
    }

    @Override
    public @Nullable Object place(@Nullable Object given) {
        return type.<@Nullable Object>call("place", () -> index.place(given));
    }

    @Override
    public @Nullable Item conflict(@Nullable Object coordinate) {
        return type.<@Nullable Item>call("conflict", () -> index.conflict(coordinate));
    }

    @Override
    public void add(Item item) {
        type.<@Nullable Void>call("add", () -> {
            index.add(item);
            return null;
        });
    }

    @Override
    public void remove(Item item) {
        type.<@Nullable Void>call("remove", () -> {
            index.remove(item);
            return null;
        });
    }

    @Override
    public Iterator<? extends Item> find(@Nullable Object argument, LongSupplier random) {
        Iterator<? extends Item> found = type.<Iterator<? extends Item>>call("find", () -> index.find(argument, random));
        return new Iterator<Item>() {
            @Override
            public boolean hasNext() {
                return type.call("find", found::hasNext);
            }

            @Override
            public Item next() {
                return type.<Item>call("find", found::next);
            }
        };
    }

    @Override
    public int estimate(@Nullable Object argument) {
        return type.call("estimate", () -> index.estimate(argument));
    }

    @Override
    public boolean test(@Nullable Object argument, Item item) {
        return type.call("test", () -> index.test(argument, item));
    }

    @Override
    public @Nullable Comparator<Item> order(@Nullable Object argument, LongSupplier random) {
        Comparator<Item> order = type.<@Nullable Comparator<Item>>call("order", () -> index.order(argument, random));
        return order == null ? null : (one, other) -> type.call("order", () -> order.compare(one, other));
    }

    @Override
    public int limit(@Nullable Object argument) {
        return type.call("limit", () -> index.limit(argument));
    }

    @Override
    public @Nullable Object wakeKey(@Nullable Object argument) {
        return type.<@Nullable Object>call("wakeKey", () -> index.wakeKey(argument));
    }

    @Override
    public void wakeKeys(Item item, Consumer<Object> keys) {
        type.<@Nullable Void>call("wakeKeys", () -> {
            index.wakeKeys(item, keys);
            return null;
        });
    }

    @Override
    public String explain(@Nullable Object argument) {
        return type.call("explain", () -> index.explain(argument));
    }
}
