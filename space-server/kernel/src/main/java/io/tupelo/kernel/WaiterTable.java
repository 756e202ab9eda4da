package io.tupelo.kernel;

import io.tupelo.coordinator.Coordinator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who waits for entries of one container, found by the entry: a waiter whose selection has a wake key stands under
/// that key, so that a written entry meets only those it could serve. Within each place the order is that of arrival.
final class WaiterTable {
    /// Those that any entry might serve.
    private final NavigableMap<Long, Waiter> unkeyed = new TreeMap<>();
    /// Those whose last try found what others hold.
    final NavigableMap<Long, Waiter> blocked = new TreeMap<>();
    /// Those that wait for room.
    final NavigableMap<Long, Waiter> forRoom = new TreeMap<>();

    private final List<Map<Object, NavigableMap<Long, Waiter>>> keyed;

    WaiterTable(int slots) {
        keyed = new ArrayList<>(slots);
        for (int slot = 0; slot < slots; slot++) {
            keyed.add(new HashMap<>());
        }
    }

    void add(Waiter waiter, int slot, @Nullable Object key) {
        if (key == null) {
            waiter.stand(unkeyed);
        } else {
            waiter.standUnder(keyed.get(slot), key);
        }
    }

    void standBlocked(Waiter waiter) {
        waiter.stand(blocked);
    }

    void standForRoom(Waiter waiter) {
        waiter.stand(forRoom);
    }

    /// Returns all who stand here.
    Set<Waiter> all() {
        Set<Waiter> all = new LinkedHashSet<>(unkeyed.values());
        all.addAll(blocked.values());
        all.addAll(forRoom.values());
        for (Map<Object, NavigableMap<Long, Waiter>> bySlot : keyed) {
            bySlot.values().forEach(place -> all.addAll(place.values()));
        }
        return all;
    }

    boolean isEmpty() {
        if (!unkeyed.isEmpty() || !blocked.isEmpty() || !forRoom.isEmpty()) {
            return false;
        }
        for (Map<Object, NavigableMap<Long, Waiter>> bySlot : keyed) {
            if (!bySlot.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// Adds to `places` where those stand that `entry` might serve.
    void collect(StoredEntry entry, Coordinator[] indexes, List<NavigableMap<Long, Waiter>> places) {
        addPlace(unkeyed, places);
        for (int slot = 0; slot < indexes.length; slot++) {
            Map<Object, NavigableMap<Long, Waiter>> bySlot = keyed.get(slot);
            if (!bySlot.isEmpty()) {
                indexes[slot].wakeKeys(entry, key -> {
                    NavigableMap<Long, Waiter> place = bySlot.get(key);
                    if (place != null) {
                        addPlace(place, places);
                    }
                });
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // two tables of the same waiters would be the same table
    private static void addPlace(NavigableMap<Long, Waiter> place, List<NavigableMap<Long, Waiter>> places) {
        if (place.isEmpty()) {
            return;
        }
        for (NavigableMap<Long, Waiter> known : places) {
            if (known == place) {
                return;
            }
        }
        places.add(place);
    }
}
