package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import java.util.Iterator;
import java.util.List;

/// The candidates for a range of many values. It starts by walking all items: where many match, the first one is near.
/// Only if it is still asked for more does it gather the range from the index, and not if that is most of all items.
final class WideSearch implements Iterator<Item> {
    private static final int STEPS_BEFORE_GATHERING = 1024;

    private final ValueIndex index;
    private final FieldBound bound;
    private final int worthwhile;
    private Iterator<Item> candidates;
    private int steps;

    /// Searches `all`, of which there are `size`, and which `index` narrows by `bound`.
    WideSearch(Iterator<Item> all, int size, ValueIndex index, FieldBound bound) {
        this.candidates = all;
        this.worthwhile = size / 2;
        this.index = index;
        this.bound = bound;
    }

    @Override
    public boolean hasNext() {
        return candidates.hasNext();
    }

    @Override
    public Item next() {
        Item next = candidates.next();
        if (++steps == STEPS_BEFORE_GATHERING) {
            gather(next.position());
        }
        return next;
    }

    private void gather(long after) {
        List<Object> postings = index.postings(bound.matcher(), worthwhile);
        if (Postings.size(postings) <= worthwhile) {
            candidates = new Merge(postings, after);
        }
    }
}
