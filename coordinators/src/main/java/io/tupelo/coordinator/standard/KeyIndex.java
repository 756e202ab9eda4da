package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.Item;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One item for each key: the index of `key`.
final class KeyIndex implements Coordinator {
    private final int slot;
    private final Map<Object, Item> items = new HashMap<>();

    KeyIndex(int slot) {
        this.slot = slot;
    }

    @Override
    public @Nullable Item conflict(@Nullable Object coordinate) {
        return coordinate == null ? null : items.get(coordinate);
    }

    @Override
    public void add(Item item) {
        Object key = item.coordinate(slot);
        if (key != null) {
            items.put(key, item);
        }
    }

    @Override
    public void remove(Item item) {
        Object key = item.coordinate(slot);
        if (key != null) {
            items.remove(key, item);
        }
    }

    @Override
    public Iterator<Item> find(@Nullable Object argument, LongSupplier random) {
        Item found = conflict(argument);
        return found == null ? Collections.emptyIterator() : List.of(found).iterator();
    }

    @Override
    public int estimate(@Nullable Object argument) {
        return conflict(argument) == null ? 0 : 1;
    }

    @Override
    public boolean test(@Nullable Object argument, Item item) {
        return argument != null && argument.equals(item.coordinate(slot));
    }

    @Override
    public @Nullable Object wakeKey(@Nullable Object argument) {
        return argument;
    }

    @Override
    public void wakeKeys(Item item, Consumer<Object> keys) {
        Object key = item.coordinate(slot);
        if (key != null) {
            keys.accept(key);
        }
    }

    @Override
    public String explain(@Nullable Object argument) {
        return "hash index on the key";
    }
}
