package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.Item;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The items by label: the index of `label`.
final class LabelIndex implements Coordinator {
    private final int slot;
    private final Postings<Object> postings = new Postings<>(new HashMap<>());

    LabelIndex(int slot) {
        this.slot = slot;
    }

    @Override
    public void add(Item item) {
        wakeKeys(item, label -> postings.add(label, item));
    }

    @Override
    public void remove(Item item) {
        wakeKeys(item, label -> postings.remove(label, item));
    }

    @Override
    public Iterator<Item> find(@Nullable Object argument, LongSupplier random) {
        return postings.itemsOf(label(argument));
    }

    @Override
    public int estimate(@Nullable Object argument) {
        return postings.sizeOf(label(argument));
    }

    /// Returns `argument`; the empty text, which no label is, stands for none.
    private static Object label(@Nullable Object argument) {
        return argument == null ? "" : argument;
    }

    @Override
    public boolean test(@Nullable Object argument, Item item) {
        return switch (item.coordinate(slot)) {
            case List<?> labels -> labels.contains(label(argument));
            case Object label -> label.equals(argument);
            case null -> false;
        };
    }

    @Override
    public @Nullable Object wakeKey(@Nullable Object argument) {
        return argument;
    }

    @Override
    public void wakeKeys(Item item, Consumer<Object> keys) {
        switch (item.coordinate(slot)) {
            case List<?> labels -> {
                for (Object label : labels) {
                    keys.accept(label);
                }
            }
            case Object label -> keys.accept(label);
            case null -> {}
        }
    }

    @Override
    public String explain(@Nullable Object argument) {
        return "hash index on the label";
    }
}
