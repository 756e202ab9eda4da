package io.tupelo.kernel;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one transaction has written to one container, found by the same coordinators, seen by it alone.
final class PendingWrites {
    private final SpaceState space;
    private final Coordinator[] indexes;
    /// Each entry with the coordinates as they were given; they are placed anew at commit.
    private final Map<StoredEntry, @Nullable Object @Nullable []> given = new LinkedHashMap<>();
    private int added;
    private long bytes;

    PendingWrites(SpaceState space, ContainerState container) {
        this.space = space;
        indexes = container.newIndexes();
    }

    Coordinator[] indexes() {
        return indexes;
    }

    void add(StoredEntry entry) {
        added += entry.replaces() == null ? 1 : 0;
        count(entry.bytes);
        given.put(entry, entry.coordinates == null ? null : entry.coordinates.clone());
        entry.coordinates = entry.container.place(entry.coordinates, entry.container.available());
        entry.container.index(entry, indexes);
    }

    void remove(StoredEntry entry) {
        added -= entry.replaces() == null ? 1 : 0;
        count(-entry.bytes);
        entry.container.unindex(entry, indexes);
        entry.coordinates = given.remove(entry);
    }

    /// Gives up the memory of those that never take effect.
    void discard() {
        count(-bytes);
    }

    private void count(long more) {
        bytes += more;
        space.payloadBytes += more;
    }

    /// Returns the payload of these.
    long bytes() {
        return bytes;
    }

    List<StoredEntry> entries() {
        return new ArrayList<>(given.keySet());
    }

    /// Returns how many entries the container will have more because of these.
    int added() {
        return added;
    }

    @Nullable StoredEntry conflict(int slot, @Nullable Object coordinate) {
        Item there = indexes[slot].conflict(coordinate);
        return there == null ? null : (StoredEntry) there;
    }

    boolean contains(StoredEntry entry) {
        return given.containsKey(entry);
    }
}
