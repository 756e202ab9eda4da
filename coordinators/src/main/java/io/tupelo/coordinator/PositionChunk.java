package io.tupelo.coordinator;

import java.util.Arrays;

/// A sorted run of at most 64 keys with their values: one chunk of a [PositionMap]. Both ends can be taken off without
/// moving the rest.
final class PositionChunk {
    static final int CAPACITY = 64;
    static final PositionChunk NONE = new PositionChunk(0);

    private static final Object VACANT = new Object();

    private long[] keys;
    private Object[] values;
    private int from;
    private int to;

    PositionChunk(int capacity) {
        keys = new long[capacity];
        values = new Object[capacity];
    }

    int size() {
        return to - from;
    }

    long keyAt(int index) {
        return keys[from + index];
    }

    Object valueAt(int index) {
        return values[from + index];
    }

    long lastKey() {
        return keys[to - 1];
    }

    /// Returns the index of `key`, or `-(where it belongs) - 1`.
    int search(long key) {
        if (from == to || key > keys[to - 1]) {
            return -(to - from) - 1;
        }
        int found = Arrays.binarySearch(keys, from, to, key);
        return found >= 0 ? found - from : found + from;
    }

    Object replace(int index, Object value) {
        Object old = values[from + index];
        values[from + index] = value;
        return old;
    }

    /// Says whether a key more fits behind the last one at little cost.
    boolean hasRoomAtEnd() {
        return to < CAPACITY || from >= CAPACITY / 2;
    }

    void insert(int index, long key, Object value) {
        if (to == keys.length) {
            makeRoom();
        }
        int at = from + index;
        if (at < to) {
            System.arraycopy(keys, at, keys, at + 1, to - at);
            System.arraycopy(values, at, values, at + 1, to - at);
        }
        keys[at] = key;
        values[at] = value;
        to++;
    }

    /// Moves what is there to the start if half is vacant there or it can't grow; grows otherwise.
    private void makeRoom() {
        boolean shifts = (from > 0 && from >= keys.length / 2) || keys.length == CAPACITY;
        if (shifts) {
            shift();
        } else {
            keys = Arrays.copyOf(keys, Math.min(CAPACITY, 2 * keys.length));
            values = Arrays.copyOf(values, keys.length);
        }
    }

    private void shift() {
        int size = to - from;
        System.arraycopy(keys, from, keys, 0, size);
        System.arraycopy(values, from, values, 0, size);
        Arrays.fill(values, size, to, VACANT);
        from = 0;
        to = size;
    }

    Object removeAt(int index) {
        int at = from + index;
        Object old = values[at];
        if (index == 0) {
            values[from++] = VACANT;
        } else {
            System.arraycopy(keys, at + 1, keys, at, to - at - 1);
            System.arraycopy(values, at + 1, values, at, to - at - 1);
            values[--to] = VACANT;
        }
        if (from == to) {
            from = 0;
            to = 0;
        }
        return old;
    }

    /// Moves the upper half into a chunk of its own.
    PositionChunk split() {
        PositionChunk upper = new PositionChunk(CAPACITY);
        int middle = (from + to) >>> 1;
        upper.to = to - middle;
        System.arraycopy(keys, middle, upper.keys, 0, upper.to);
        System.arraycopy(values, middle, upper.values, 0, upper.to);
        Arrays.fill(values, middle, to, VACANT);
        to = middle;
        return upper;
    }

    /// Appends all of `next`, whose keys are greater; together they fit.
    void absorb(PositionChunk next) {
        shift();
        keys = Arrays.copyOf(keys, CAPACITY);
        values = Arrays.copyOf(values, CAPACITY);
        System.arraycopy(next.keys, next.from, keys, to, next.size());
        System.arraycopy(next.values, next.from, values, to, next.size());
        to += next.size();
    }
}
