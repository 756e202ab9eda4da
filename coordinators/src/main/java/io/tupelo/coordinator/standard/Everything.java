package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.Item;
import io.tupelo.coordinator.PositionMap;
import org.jspecify.annotations.Nullable;

/// All items by position, whatever is asked for: what the indexes have in common that only tell in which order.
abstract sealed class Everything implements Coordinator permits PositionIndex, RandomIndex {
    final PositionMap<Item> items = new PositionMap<>();

    @Override
    public void add(Item item) {
        items.put(item.position(), item);
    }

    @Override
    public void remove(Item item) {
        items.remove(item.position());
    }

    @Override
    public int estimate(@Nullable Object argument) {
        return items.size();
    }

    @Override
    public boolean test(@Nullable Object argument, Item item) {
        return true;
    }
}
