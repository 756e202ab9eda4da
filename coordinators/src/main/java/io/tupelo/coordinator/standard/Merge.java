package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/// Several postings as one, by position, without sorting what isn't asked for.
final class Merge implements Iterator<Item> {
    private final PriorityQueue<Cursor> cursors;

    private record Cursor(Item item, Iterator<Item> rest) implements Comparable<Cursor> {
        @Override
        public int compareTo(Cursor other) {
            return Long.compare(item.position(), other.item.position());
        }
    }

    /// Merges what lies after position `after` in `postings`, no item of which stands in two.
    Merge(Collection<Object> postings, long after) {
        List<Cursor> started = new ArrayList<>(postings.size());
        for (Object posting : postings) {
            Iterator<Item> items = Postings.items(posting);
            while (items.hasNext()) {
                Item item = items.next();
                if (item.position() > after) {
                    started.add(new Cursor(item, items));
                    break;
                }
            }
        }
        cursors = new PriorityQueue<>(started);
    }

    @Override
    public boolean hasNext() {
        return !cursors.isEmpty();
    }

    @Override
    public Item next() {
        Cursor least = cursors.poll();
        if (least == null) {
            throw new NoSuchElementException();
        }
        if (least.rest.hasNext()) {
            cursors.add(new Cursor(least.rest.next(), least.rest));
        }
        return least.item;
    }
}
