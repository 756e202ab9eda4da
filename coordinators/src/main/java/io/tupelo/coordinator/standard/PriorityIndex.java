package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.Item;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The items by priority, the highest first: the index of `priority`.
final class PriorityIndex implements Coordinator {
    private final int slot;
    private final Postings<Long> postings = new Postings<>(new TreeMap<>(Comparator.<Long>reverseOrder()));
    private int size;

    PriorityIndex(int slot) {
        this.slot = slot;
    }

    @Override
    public void add(Item item) {
        if (item.coordinate(slot) instanceof Long priority) {
            postings.add(priority, item);
            size++;
        }
    }

    @Override
    public void remove(Item item) {
        if (item.coordinate(slot) instanceof Long priority) {
            postings.remove(priority, item);
            size--;
        }
    }

    @Override
    public Iterator<Item> find(@Nullable Object argument, LongSupplier random) {
        return argument instanceof Long priority ? postings.itemsOf(priority) : new Descent();
    }

    @Override
    public int estimate(@Nullable Object argument) {
        return argument instanceof Long priority ? postings.sizeOf(priority) : size;
    }

    @Override
    public boolean test(@Nullable Object argument, Item item) {
        Object priority = item.coordinate(slot);
        return priority != null && (argument == null || argument.equals(priority));
    }

    @Override
    public Comparator<Item> order(@Nullable Object argument, LongSupplier random) {
        return Comparator.comparingLong(this::priority).reversed().thenComparing(PositionIndex.BY_POSITION);
    }

    private long priority(Item item) {
        return item.coordinate(slot) instanceof Long priority ? priority : Long.MIN_VALUE;
    }

    @Override
    public @Nullable Object wakeKey(@Nullable Object argument) {
        return argument;
    }

    @Override
    public void wakeKeys(Item item, Consumer<Object> keys) {
        Object priority = item.coordinate(slot);
        if (priority != null) {
            keys.accept(priority);
        }
    }

    @Override
    public String explain(@Nullable Object argument) {
        return "ordered index on the priority";
    }

    /// The items of one priority after those of another.
    private final class Descent implements Iterator<Item> {
        private final Iterator<Object> lower = postings.byValue().values().iterator();
        private Iterator<Item> current = Collections.emptyIterator();

        @Override
        public boolean hasNext() {
            return current.hasNext() || lower.hasNext();
        }

        @Override
        public Item next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (!current.hasNext()) {
                current = Postings.items(lower.next());
            }
            return current.next();
        }
    }
}
