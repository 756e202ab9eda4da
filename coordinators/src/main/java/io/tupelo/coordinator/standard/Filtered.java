package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Those of some items that pass a test, looked for one at a time.
final class Filtered implements Iterator<Item> {
    private final Iterator<Item> candidates;
    private final Predicate<Item> test;
    private @Nullable Item next;

    Filtered(Iterator<Item> candidates, Predicate<Item> test) {
        this.candidates = candidates;
        this.test = test;
    }

    @Override
    public boolean hasNext() {
        while (next == null && candidates.hasNext()) {
            Item candidate = candidates.next();
            next = test.test(candidate) ? candidate : null;
        }
        return next != null;
    }

    @Override
    public Item next() {
        Item found = hasNext() ? next : null;
        if (found == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return found;
    }
}
