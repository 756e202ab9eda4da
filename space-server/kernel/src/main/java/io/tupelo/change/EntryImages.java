package io.tupelo.change;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Entries in memory, in a hash table whose chains are numbers: a million of them are no more than that many objects, where
/// a map of the JDK's has three million. Ids are given one after the other, so their last bits are their hash, and those that
/// were given together are iterated in their order. Not thread-safe.
public final class EntryImages extends Entries {
    private static final int SLOTS_AT_FIRST = 64;
    /// The end of a chain.
    private static final int NONE = 0;

    /// For the last bits of an id, the slot where a chain begins.
    private int[] heads = new int[SLOTS_AT_FIRST];
    private @Nullable EntryImage[] images = new @Nullable EntryImage[SLOTS_AT_FIRST + 1];
    /// For each slot the next one of its chain, also of that of the free ones.
    private int[] next = new int[SLOTS_AT_FIRST + 1];
    private int free = NONE;
    /// The slots up to this one have been used.
    private int used;
    private int size;

    /// Makes one without entries.
    public EntryImages() {}

    @Override
    public int size() {
        return size;
    }

    private int chainOf(long id) {
        return (int) id & (heads.length - 1);
    }

    private EntryImage at(int slot) {
        return java.util.Objects.requireNonNull(images[slot]);
    }

    private int slotOf(long id) {
        int slot = heads[chainOf(id)];
        while (slot != NONE && at(slot).id() != id) {
            slot = next[slot];
        }
        return slot;
    }

    @Override
    public @Nullable EntryImage get(long id) {
        return images[slotOf(id)];
    }

    @Override
    public void put(EntryImage entry) {
        int there = slotOf(entry.id());
        if (there != NONE) {
            images[there] = entry;
            return;
        }
        if (size == heads.length) {
            grow();
        }
        int slot = free;
        if (slot == NONE) {
            slot = ++used;
        } else {
            free = next[slot];
        }
        images[slot] = entry;
        link(slot);
        size++;
    }

    private void link(int slot) {
        int chain = chainOf(at(slot).id());
        next[slot] = heads[chain];
        heads[chain] = slot;
    }

    /// Doubles the table, all of whose slots are taken.
    private void grow() {
        int slots = 2 * heads.length;
        heads = new int[slots];
        images = Arrays.copyOf(images, slots + 1);
        next = Arrays.copyOf(next, slots + 1);
        for (int slot = 1; slot <= used; slot++) {
            link(slot);
        }
    }

    @Override
    public @Nullable EntryImage remove(long id) {
        int slot = slotOf(id);
        EntryImage removed = images[slot];
        if (removed != null) {
            unlink(chainOf(id), slot);
            images[slot] = null;
            next[slot] = free;
            free = slot;
            size--;
        }
        return removed;
    }

    private void unlink(int chain, int slot) {
        if (heads[chain] == slot) {
            heads[chain] = next[slot];
            return;
        }
        int before = heads[chain];
        while (next[before] != slot) {
            before = next[before];
        }
        next[before] = next[slot];
    }

    @Override
    public Iterator<EntryImage> iterator() {
        return new Iterator<>() {
            private int chain;
            private int slot = NONE;

            @Override
            public boolean hasNext() {
                while (slot == NONE && chain < heads.length) {
                    slot = heads[chain++];
                }
                return slot != NONE;
            }

            @Override
            public EntryImage next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                EntryImage entry = at(slot);
                slot = next[slot];
                return entry;
            }
        };
    }
}
