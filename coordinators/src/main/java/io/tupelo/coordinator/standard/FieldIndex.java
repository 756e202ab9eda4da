package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import io.tupelo.coordinator.PositionMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Items by the values of their fields: what `linda` and `query` look things up in.
///
/// An index on a field appears when a search first needs it, with one pass over all items; from then on it is kept. A
/// search uses the index with the fewest candidates, and makes a further one only if those are many and there is a
/// bound field without one. What is found, and in which order, does not depend on which indexes there are.
final class FieldIndex {
    /// Up to how many candidates an index is good enough.
    private static final int FEW = 32;
    /// How many values of a range are counted before it is taken for wide.
    private static final int VALUES_COUNTED_MAX = 64;

    private final PositionMap<Item> all = new PositionMap<>();
    private final List<ValueIndex> indexes = new ArrayList<>();

    /// @param postings what `index` has for `bound`
    /// @param candidates how many items that is; a range of many values counts as everything
    private record Choice(ValueIndex index, FieldBound bound, List<Object> postings, int candidates) {}

    void add(Item item) {
        all.put(item.position(), item);
        for (int i = 0; i < indexes.size(); i++) {
            ValueIndex index = indexes.get(i);
            if (item.tuple().size() > index.field()) {
                index.add(item);
            }
        }
    }

    void remove(Item item) {
        all.remove(item.position());
        for (int i = 0; i < indexes.size(); i++) {
            ValueIndex index = indexes.get(i);
            if (item.tuple().size() > index.field()) {
                index.remove(item);
            }
        }
    }

    /// Finds by position the items that pass `test`, which implies all of `bounds`.
    Iterator<Item> find(List<FieldBound> bounds, Predicate<Item> test) {
        Choice choice = choose(bounds);
        if (choice == null) {
            return new Filtered(all.iterator(), test);
        }
        List<Object> postings = choice.postings;
        if (postings.isEmpty()) {
            return Collections.emptyIterator();
        }
        if (postings.size() == 1 && postings.get(0) instanceof Item only) {
            return test.test(only) ? List.of(only).iterator() : Collections.emptyIterator();
        }
        return new Filtered(candidates(choice), test);
    }

    private Iterator<Item> candidates(Choice choice) {
        List<Object> postings = choice.postings;
        if (postings.size() == 1) {
            return Postings.items(postings.get(0));
        }
        if (postings.size() > VALUES_COUNTED_MAX) {
            return new WideSearch(all.iterator(), all.size(), choice.index, choice.bound);
        }
        return choice.candidates > all.size() / 2 ? all.iterator() : new Merge(postings, Long.MIN_VALUE);
    }

    /// Returns the index to use, made now if need be, or null if no field is bound.
    private @Nullable Choice choose(List<FieldBound> bounds) {
        Choice best = chooseExisting(bounds);
        for (int i = bounds.size() - 1; i >= 0 && (best == null || best.candidates > FEW); i--) {
            FieldBound bound = bounds.get(i);
            if (indexFor(bound) == null) {
                best = better(best, build(bound), bound);
            }
        }
        return best;
    }

    private @Nullable Choice chooseExisting(List<FieldBound> bounds) {
        Choice best = null;
        for (int i = 0; i < bounds.size(); i++) {
            FieldBound bound = bounds.get(i);
            ValueIndex index = indexFor(bound);
            if (index != null) {
                best = better(best, index, bound);
            }
        }
        return best;
    }

    private Choice better(@Nullable Choice best, ValueIndex index, FieldBound bound) {
        List<Object> postings = index.postings(bound.matcher(), VALUES_COUNTED_MAX);
        int candidates = postings.size() > VALUES_COUNTED_MAX ? all.size() : Postings.size(postings);
        return best == null || candidates < best.candidates ? new Choice(index, bound, postings, candidates) : best;
    }

    private @Nullable ValueIndex indexFor(FieldBound bound) {
        for (int i = 0; i < indexes.size(); i++) {
            ValueIndex index = indexes.get(i);
            if (index.field() == bound.field() && index.answers(bound.matcher())) {
                return index;
            }
        }
        return null;
    }

    private ValueIndex build(FieldBound bound) {
        ValueIndex index = ValueIndex.answering(bound);
        for (Item item : all) {
            if (item.tuple().size() > index.field()) {
                index.add(item);
            }
        }
        indexes.add(index);
        return index;
    }

    /// Returns how many items a search would look at, at most, by the indexes there are.
    int estimate(List<FieldBound> bounds) {
        Choice choice = chooseExisting(bounds);
        return choice == null ? all.size() : choice.candidates;
    }

    /// Says which index answers a search.
    String explain(List<FieldBound> bounds) {
        Choice choice = choose(bounds);
        return choice == null ? "scan" : choice.index.kind() + " on field " + choice.bound.field();
    }
}
