package io.tupelo.kernel;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The entries of one container, in the order in which they were added: a list through the entries themselves. They are
/// found by their ids in a map that is made when someone first asks for one by its id.
final class EntryTable implements Iterable<StoredEntry> {
    private @Nullable StoredEntry first;
    private @Nullable StoredEntry last;
    private @Nullable Map<Long, StoredEntry> byId;
    /// Where [Cooling] goes on.
    private @Nullable StoredEntry hand;
    private int size;

    int size() {
        return size;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is linked, not whether it equals what is
    boolean contains(StoredEntry entry) {
        return entry.previous != null || first == entry;
    }

    void add(StoredEntry entry) {
        StoredEntry before = last;
        if (before == null) {
            first = entry;
        } else {
            before.next = entry;
            entry.previous = before;
        }
        last = entry;
        size++;
        if (byId != null) {
            byId.put(entry.id, entry);
        }
    }

    @SuppressWarnings("ReferenceEquality") // an entry is itself only
    void remove(StoredEntry entry) {
        StoredEntry before = entry.previous;
        StoredEntry after = entry.next;
        if (hand == entry) {
            hand = before;
        }
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        entry.previous = null;
        entry.next = null;
        size--;
        if (byId != null) {
            byId.remove(entry.id);
        }
    }

    /// Puts the hand on the entry that was added last.
    void setHand() {
        hand = last;
    }

    /// Returns the entry on which the hand is, and moves it to the one before; null if there is none.
    @Nullable StoredEntry passHand() {
        StoredEntry there = hand;
        hand = there == null ? null : there.previous;
        return there;
    }

    @Nullable StoredEntry get(long id) {
        if (byId == null) {
            byId = new HashMap<>();
            for (StoredEntry entry : this) {
                byId.put(entry.id, entry);
            }
        }
        return byId.get(id);
    }

    /// Returns the entries; the one returned last may be removed meanwhile, nothing else.
    @Override
    public Iterator<StoredEntry> iterator() {
        return new Iterator<>() {
            private @Nullable StoredEntry next = first;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public StoredEntry next() {
                StoredEntry result = next;
                if (result == null) {
                    throw new NoSuchElementException();
                }
                next = result.next;
                return result;
            }
        };
    }
}
