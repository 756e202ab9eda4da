package io.tupelo.coordinator;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A map from numbers to values, in ascending order, for numbers that mostly grow: positions and ids. Not thread-safe.
///
/// The keys lie in sorted chunks of at most 64, the chunks in a directory by their first keys. Appending and taking
/// from either end cost a few array accesses; finding by key is two binary searches; inserting in the middle moves at
/// most a chunk, and sometimes splits one. The order of the iterators is that of the keys, whatever happened before.
///
/// @param <V> the values' type
public final class PositionMap<V> implements Iterable<V> {
    private static final int FIRST_CAPACITY = 4;
    private static final int SPARSE = PositionChunk.CAPACITY / 4;
    private static final int BLOCK = 64;

    private PositionChunk[] chunks = new PositionChunk[1];
    private long[] firstKeys = new long[1];
    private int[] sizes = new int[1];
    private int head;
    private int tail;
    private int size;

    /// Makes an empty map.
    public PositionMap() {}

    /// Returns how many values there are.
    public int size() {
        return size;
    }

    /// Says whether there is no value.
    public boolean isEmpty() {
        return size == 0;
    }

    /// Returns the value with the least key, or null if the map is empty.
    public @Nullable V first() {
        return size == 0 ? null : value(head, 0);
    }

    /// Returns the value with the greatest key, or null if the map is empty.
    public @Nullable V last() {
        return size == 0 ? null : value(tail - 1, sizes[tail - 1] - 1);
    }

    /// Returns the value of `key`, or null if it has none.
    public @Nullable V get(long key) {
        if (size == 0) {
            return null;
        }
        int place = chunkFor(key);
        int index = chunks[place].search(key);
        return index < 0 ? null : value(place, index);
    }

    /// Returns the value with the `rank`-th least key, from 0. Costs a pass over the chunks' sizes.
    ///
    /// @throws IndexOutOfBoundsException if there are not as many
    public V nth(int rank) {
        int left = Objects.checkIndex(rank, size);
        int place = head;
        while (place + BLOCK < tail) {
            int block = 0;
            for (int i = place; i < place + BLOCK; i++) {
                block += sizes[i];
            }
            if (left < block) {
                break;
            }
            left -= block;
            place += BLOCK;
        }
        while (left >= sizes[place]) {
            left -= sizes[place++];
        }
        return value(place, left);
    }

    /// Gives `key` the value `value`.
    ///
    /// @return the value it had, or null
    public @Nullable V put(long key, V value) {
        if (size == 0) {
            putFirst(key, value);
            return null;
        }
        int place = chunkFor(key);
        PositionChunk chunk = chunks[place];
        int index = chunk.search(key);
        if (index >= 0) {
            return cast(chunk.replace(index, value));
        }
        index = -index - 1;
        boolean atEnd = index == chunk.size();
        if (atEnd && place == tail - 1 && !chunk.hasRoomAtEnd()) {
            place = insertChunk(tail, new PositionChunk(PositionChunk.CAPACITY), key);
            index = 0;
        } else if (chunk.size() == PositionChunk.CAPACITY) {
            PositionChunk upper = chunk.split();
            int upperPlace = insertChunk(place + 1, upper, upper.keyAt(0));
            sizes[upperPlace - 1] = chunk.size();
            sizes[upperPlace] = upper.size();
            boolean isUpper = index > chunk.size();
            place = isUpper ? upperPlace : upperPlace - 1;
            index -= isUpper ? chunk.size() : 0;
        }
        chunks[place].insert(index, key, value);
        firstKeys[place] = Math.min(firstKeys[place], key);
        sizes[place]++;
        size++;
        return null;
    }

    private void putFirst(long key, V value) {
        if (head == tail) {
            var _ = insertChunk(tail, new PositionChunk(FIRST_CAPACITY), key);
        }
        chunks[head].insert(0, key, value);
        firstKeys[head] = key;
        sizes[head] = 1;
        size = 1;
    }

    /// Removes `key`.
    ///
    /// @return the value it had, or null
    public @Nullable V remove(long key) {
        if (size == 0) {
            return null;
        }
        int place = chunkFor(key);
        PositionChunk chunk = chunks[place];
        int index = chunk.search(key);
        if (index < 0) {
            return null;
        }
        V old = cast(chunk.removeAt(index));
        size--;
        int left = --sizes[place];
        if (left == 0) {
            if (size > 0) {
                removeChunk(place);
            }
        } else if (left < SPARSE && place + 1 < tail && sizes[place + 1] <= PositionChunk.CAPACITY / 2) {
            chunk.absorb(chunks[place + 1]);
            sizes[place] = chunk.size();
            removeChunk(place + 1);
        }
        return old;
    }

    /// Returns the values by ascending keys. The map must not change meanwhile.
    @Override
    public Iterator<V> iterator() {
        return new Ascending();
    }

    /// Returns the values by descending keys. The map must not change meanwhile.
    public Iterator<V> descending() {
        return new Descending();
    }

    private V value(int place, int index) {
        return cast(chunks[place].valueAt(index));
    }

    @SuppressWarnings("unchecked")
    private V cast(Object value) {
        return (V) value;
    }

    /// Returns the place of the chunk that has `key`, or would have it.
    private int chunkFor(long key) {
        if (key >= firstKeys[tail - 1]) {
            return tail - 1;
        }
        if (tail - head == 1 || key < firstKeys[head + 1]) {
            return head;
        }
        int found = Arrays.binarySearch(firstKeys, head, tail, key);
        return found >= 0 ? found : -found - 2;
    }

    /// Inserts a chunk at `place`, and returns the place that has become of it.
    private int insertChunk(int place, PositionChunk chunk, long firstKey) {
        int at = place;
        if (tail == chunks.length) {
            at -= head;
            makeRoom();
        }
        System.arraycopy(chunks, at, chunks, at + 1, tail - at);
        System.arraycopy(firstKeys, at, firstKeys, at + 1, tail - at);
        System.arraycopy(sizes, at, sizes, at + 1, tail - at);
        tail++;
        chunks[at] = chunk;
        firstKeys[at] = firstKey;
        sizes[at] = 0;
        return at;
    }

    private void makeRoom() {
        int count = tail - head;
        int capacity = Math.max(2, count > chunks.length / 2 ? 2 * chunks.length : chunks.length);
        chunks = Arrays.copyOf(Arrays.copyOfRange(chunks, head, tail), capacity);
        firstKeys = Arrays.copyOf(Arrays.copyOfRange(firstKeys, head, tail), capacity);
        sizes = Arrays.copyOf(Arrays.copyOfRange(sizes, head, tail), capacity);
        head = 0;
        tail = count;
    }

    private void removeChunk(int place) {
        if (place == head) {
            chunks[head++] = PositionChunk.NONE;
            return;
        }
        int behind = tail - place - 1;
        System.arraycopy(chunks, place + 1, chunks, place, behind);
        System.arraycopy(firstKeys, place + 1, firstKeys, place, behind);
        System.arraycopy(sizes, place + 1, sizes, place, behind);
        chunks[--tail] = PositionChunk.NONE;
    }

    private final class Ascending implements Iterator<V> {
        private int place = head;
        private int index;

        @Override
        public boolean hasNext() {
            return place < tail && index < sizes[place];
        }

        @Override
        public V next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            V next = value(place, index);
            if (++index == sizes[place]) {
                place++;
                index = 0;
            }
            return next;
        }
    }

    private final class Descending implements Iterator<V> {
        private int place = tail - 1;
        private int index = size == 0 ? -1 : sizes[place] - 1;

        @Override
        public boolean hasNext() {
            return index >= 0;
        }

        @Override
        public V next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            V next = value(place, index);
            if (--index < 0 && --place >= head) {
                index = sizes[place] - 1;
            }
            return next;
        }
    }
}
