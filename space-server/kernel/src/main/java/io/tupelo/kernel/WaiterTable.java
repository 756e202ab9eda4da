package io.tupelo.kernel;

import io.tupelo.coordinator.Coordinator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who waits for entries of one container, found by the entry: a waiter whose selection has a wake key stands under
/// that key, so that a written entry meets only those it could serve.
final class WaiterTable {
    /// Those that any entry might serve.
    private final Line unkeyed = new Line();
    /// Those whose last try found what others hold.
    final Line blocked = new Line();
    /// Those that wait for room.
    final Line forRoom = new Line();

    private final List<Map<Object, Line>> keyed;

    WaiterTable(int slots) {
        keyed = new ArrayList<>(slots);
        for (int slot = 0; slot < slots; slot++) {
            keyed.add(new HashMap<>());
        }
    }

    void add(Waiter waiter, int slot, @Nullable Object key) {
        waiter.stand(key == null ? unkeyed : Line.of(key, keyed.get(slot)));
    }

    /// Returns all who stand here.
    Set<Waiter> all() {
        Set<Waiter> all = new LinkedHashSet<>(unkeyed.members());
        all.addAll(blocked.members());
        all.addAll(forRoom.members());
        for (Map<Object, Line> bySlot : keyed) {
            bySlot.values().forEach(line -> all.addAll(line.members()));
        }
        return all;
    }

    boolean isEmpty() {
        if (!unkeyed.isEmpty() || !blocked.isEmpty() || !forRoom.isEmpty()) {
            return false;
        }
        for (Map<Object, Line> bySlot : keyed) {
            if (!bySlot.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// Adds to `lines` those whose members `entry` might serve.
    void collect(StoredEntry entry, Coordinator[] indexes, List<Line> lines) {
        addLine(unkeyed, lines);
        for (int slot = 0; slot < indexes.length; slot++) {
            Map<Object, Line> bySlot = keyed.get(slot);
            if (!bySlot.isEmpty()) {
                indexes[slot].wakeKeys(entry, key -> {
                    Line line = bySlot.get(key);
                    if (line != null) {
                        addLine(line, lines);
                    }
                });
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // two lines of the same waiters would be the same line
    private static void addLine(Line line, List<Line> lines) {
        if (line.isEmpty()) {
            return;
        }
        for (Line known : lines) {
            if (known == line) {
                return;
            }
        }
        lines.add(line);
    }

    /// Who waits for the same, in the order of arrival: most often one, who needs no tree.
    static final class Line {
        private @Nullable Waiter only;
        private @Nullable NavigableMap<Long, Waiter> many;
        private final @Nullable Object key;
        /// Where it is found by its key, and forgotten when it is empty.
        private final @Nullable Map<?, Line> owner;

        Line() {
            key = null;
            owner = null;
        }

        private Line(Object key, Map<?, Line> owner) {
            this.key = key;
            this.owner = owner;
        }

        /// Returns the line for `key` in `owner`, a new one if there is none.
        static <K> Line of(K key, Map<K, Line> owner) {
            return owner.computeIfAbsent(key, _ -> new Line(key, owner));
        }

        boolean isEmpty() {
            return only == null && many == null;
        }

        void add(Waiter waiter) {
            if (isEmpty()) {
                only = waiter;
                return;
            }
            if (many == null) {
                many = new TreeMap<>();
            }
            if (only != null) {
                many.put(only.arrival, only);
                only = null;
            }
            many.put(waiter.arrival, waiter);
        }

        @SuppressWarnings("ReferenceEquality") // a waiter is itself only
        void remove(Waiter waiter) {
            if (only == waiter) {
                only = null;
            } else if (many != null && many.remove(waiter.arrival) != null && many.isEmpty()) {
                many = null;
            }
            if (owner != null && key != null && isEmpty()) {
                owner.remove(key, this);
            }
        }

        /// Says whether it is found there.
        @SuppressWarnings("ReferenceEquality") // a waiter is itself only, and so is a line
        boolean has(Waiter waiter) {
            boolean isMember = only == waiter || (many != null && many.get(waiter.arrival) == waiter);
            return isMember && (owner == null || owner.get(key) == this);
        }

        /// Returns the first who arrived after `arrival`; null if there is none.
        @Nullable Waiter firstAfter(long arrival) {
            if (many != null) {
                Map.Entry<Long, Waiter> next = many.higherEntry(arrival);
                return next == null ? null : next.getValue();
            }
            return only != null && only.arrival > arrival ? only : null;
        }

        /// Returns who stands there, in the order of arrival.
        Collection<Waiter> members() {
            if (many != null) {
                return many.values();
            }
            return only == null ? List.of() : List.of(only);
        }
    }
}
