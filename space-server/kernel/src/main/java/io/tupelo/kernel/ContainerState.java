package io.tupelo.kernel;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.Durability;
import io.tupelo.coordinator.PositionMap;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One container: its entries, the indexes over them, and the only places where an entry's status changes.
///
/// Entries that anyone can find stand in one set of indexes, those that someone holds in another, so that what is held
/// costs a search nothing. Where an order depends on the held ones too (a strict container, a vector), they stay.
final class ContainerState {
    final ContainerSpec spec;
    final CoordinatorType[] types;
    final EntryTable entries = new EntryTable();
    final List<PendingWrites> pendings = new ArrayList<>();
    final WaiterTable waiters;
    final EventLog events;
    /// What has become available since the container was last settled.
    final List<StoredEntry> arrived = new ArrayList<>();
    /// Whether since then something was released or removed that someone may have waited for.
    boolean departed;
    boolean roomFreed;
    boolean unsettled;
    int heldCount;
    /// Counts the containers of the space in the order of their creation.
    final long ordinal;
    boolean dropped;

    private final SpaceState space;
    private final boolean[] whole;
    private final Coordinator[] available;
    /// The available entries by position, kept only where the oldest may have to make room.
    private final @Nullable PositionMap<StoredEntry> ages;
    private Coordinator @Nullable [] held;
    private Coordinator @Nullable [] delayed;

    ContainerState(SpaceState space, ContainerSpec spec, List<CoordinatorType> types, long ordinal) {
        this.space = space;
        this.spec = spec;
        this.ordinal = ordinal;
        this.types = types.toArray(CoordinatorType[]::new);
        this.whole = new boolean[this.types.length];
        for (int slot = 0; slot < whole.length; slot++) {
            whole[slot] = spec.strict() || this.types[slot].seesHeld();
        }
        this.available = newIndexes();
        this.ages = spec.whenFull() == ContainerSpec.WhenFull.DROP_OLDEST ? new PositionMap<>() : null;
        this.waiters = new WaiterTable(this.types.length);
        this.events = new EventLog(space, spec.name());
    }

    String name() {
        return spec.name();
    }

    /// Says whether its entries outlive the process, if the space does.
    boolean isDurable() {
        return spec.durability() != Durability.MEMORY;
    }

    Coordinator[] newIndexes() {
        Coordinator[] indexes = new Coordinator[types.length];
        for (int slot = 0; slot < indexes.length; slot++) {
            indexes[slot] = types[slot].create(slot);
        }
        return indexes;
    }

    Coordinator[] available() {
        return available;
    }

    /// Returns the indexes over the held entries, or null if none was ever held.
    Coordinator @Nullable [] held() {
        return held;
    }

    /// Says whether the index in `slot` has the held entries in it.
    boolean isWhole(int slot) {
        return whole[slot];
    }

    int slot(String coordinator) {
        for (int slot = 0; slot < types.length; slot++) {
            if (types[slot].name().equals(coordinator)) {
                return slot;
            }
        }
        throw new Refusal(
                ErrorCode.UNKNOWN_COORDINATOR,
                "container " + name() + " has no coordinator " + coordinator + "; it has " + spec.coordinators().stream()
                        .map(ContainerSpec.Use::coordinator)
                        .collect(Collectors.joining(", ")));
    }

    boolean matches(Selection selection, StoredEntry entry) {
        for (Selector selector : selection.selectors()) {
            if (!available[slot(selector.coordinator())].test(selector.argument(), entry)) {
                return false;
            }
        }
        return true;
    }

    /// Returns the coordinates as `indexes` keep them.
    @SuppressWarnings("ReferenceEquality") // what a coordinator keeps as it is, is the same object
    @Nullable Object @Nullable [] place(@Nullable Object @Nullable [] given, Coordinator[] indexes) {
        @Nullable Object @Nullable [] placed = given;
        for (int slot = 0; slot < types.length; slot++) {
            Object coordinate = given == null ? null : given[slot];
            Object kept = indexes[slot].place(coordinate);
            if (kept != coordinate) {
                placed = placed == null ? new @Nullable Object[types.length] : placed;
                placed[slot] = kept;
            }
        }
        return placed;
    }

    private boolean participates(StoredEntry entry, int slot) {
        return !types[slot].needsCoordinate() || entry.coordinate(slot) != null;
    }

    void index(StoredEntry entry, Coordinator[] indexes) {
        for (int slot = 0; slot < indexes.length; slot++) {
            if (participates(entry, slot)) {
                indexes[slot].add(entry);
            }
        }
    }

    void unindex(StoredEntry entry, Coordinator[] indexes) {
        for (int slot = 0; slot < indexes.length; slot++) {
            if (participates(entry, slot)) {
                indexes[slot].remove(entry);
            }
        }
    }

    /// Makes an entry that is in no index available, at a new position.
    void publish(StoredEntry entry) {
        entry.position = space.nextPosition();
        entry.coordinates = place(entry.coordinates, available);
        restore(entry);
    }

    /// Makes an entry that is in no index available at the position it has.
    void restore(StoredEntry entry) {
        entry.status = Status.AVAILABLE;
        index(entry, available);
        age(entry);
        boolean isNew = insert(entry);
        arrive(entry);
        int at = events.add(EventKind.WRITTEN, entry);
        if (isNew) {
            space.recording.written(entry, at);
        } else {
            space.recording.revealed(entry, at);
        }
    }

    private void age(StoredEntry entry) {
        if (ages != null) {
            ages.put(entry.position, entry);
        }
    }

    private void unage(StoredEntry entry) {
        if (ages != null) {
            ages.remove(entry.position);
        }
    }

    /// Returns the available entries, oldest first, of a container that drops them.
    Iterator<StoredEntry> oldestFirst() {
        return java.util.Objects.requireNonNull(ages, "not a container that drops").iterator();
    }

    private boolean insert(StoredEntry entry) {
        if (entries.contains(entry)) {
            return false;
        }
        entries.add(entry);
        entry.recordedAt = space.sequence;
        space.payloadBytes += entry.bytes;
        return true;
    }

    /// Reads the tuple of a cold entry.
    Tuple readBack(StoredEntry entry) {
        Payloads payloads = space.payloads;
        if (payloads == null) {
            throw new IllegalStateException("entry " + entry.id + " is cold, and its tuple nowhere");
        }
        return payloads.read(entry.id, entry.version);
    }

    /// Lets go of an entry's tuple, which can be read back.
    void cool(StoredEntry entry) {
        entry.keep(null);
        space.payloadBytes -= entry.bytes;
        space.coldBytes += entry.bytes;
    }

    /// Has an entry's tuple in memory from now on: whoever holds or changes it wants to undo that, and to tell of it.
    void warm(StoredEntry entry) {
        if (entry.isCold()) {
            entry.keep(entry.tuple());
            space.payloadBytes += entry.bytes;
            space.coldBytes -= entry.bytes;
        }
    }

    /// Keeps an entry out of sight until it is revealed.
    void conceal(StoredEntry entry) {
        entry.status = Status.DELAYED;
        if (delayed == null) {
            delayed = newIndexes();
        }
        if (entry.position == 0) {
            entry.position = space.nextPosition();
            entry.unplaced = true;
        }
        index(entry, delayed);
        if (insert(entry)) {
            space.recording.written(entry, 0);
        }
        tellBlocked();
    }

    private Coordinator[] delayedIndexes() {
        return java.util.Objects.requireNonNull(delayed, "nothing was ever delayed");
    }

    /// Lets a delayed entry be found from now on, at its position if it had one.
    void reveal(StoredEntry entry) {
        warm(entry);
        unindex(entry, delayedIndexes());
        if (entry.unplaced) {
            entry.unplaced = false;
            publish(entry);
        } else {
            restore(entry);
        }
    }

    /// Hides an available or delayed entry for `holder`.
    void hold(StoredEntry entry, Object holder) {
        warm(entry);
        if (entry.status == Status.DELAYED) {
            unindex(entry, delayedIndexes());
            entry.concealed = true;
            index(entry, available);
        } else {
            unage(entry);
        }
        if (held == null) {
            held = newIndexes();
            for (int slot = 0; slot < whole.length; slot++) {
                held[slot] = whole[slot] ? available[slot] : held[slot];
            }
        }
        for (int slot = 0; slot < types.length; slot++) {
            if (!whole[slot] && participates(entry, slot)) {
                available[slot].remove(entry);
                held[slot].add(entry);
            }
        }
        entry.status = Status.HELD;
        entry.holder = holder;
        heldCount++;
        tellBlocked();
    }

    /// Lets a held entry be found again, at its position.
    void unhold(StoredEntry entry) {
        leaveHeld(entry);
        for (int slot = 0; slot < types.length; slot++) {
            if (!whole[slot] && participates(entry, slot)) {
                available[slot].add(entry);
            }
        }
        entry.status = Status.AVAILABLE;
        age(entry);
        arrive(entry);
        depart();
    }

    private void leaveHeld(StoredEntry entry) {
        Coordinator[] indexes = java.util.Objects.requireNonNull(held, "nothing was ever held");
        for (int slot = 0; slot < types.length; slot++) {
            if (!whole[slot] && participates(entry, slot)) {
                indexes[slot].remove(entry);
            }
        }
        entry.holder = null;
        entry.concealed = false;
        heldCount--;
    }

    /// Removes an entry for good and tells who watches.
    void remove(StoredEntry entry, EventKind why) {
        warm(entry);
        withdraw(entry);
        entry.status = Status.GONE;
        entries.remove(entry);
        space.payloadBytes -= entry.bytes;
        roomFreed = true;
        if (spec.bound() != Integer.MAX_VALUE) {
            markUnsettled();
        }
        tellBlocked();
        space.recording.removed(entry, why, events.add(why, entry));
    }

    /// What those wait for who wait only for what others hold may be there no longer.
    private void tellBlocked() {
        if (!waiters.blocked.isEmpty()) {
            depart();
        }
    }

    private void withdraw(StoredEntry entry) {
        switch (entry.status) {
            case AVAILABLE -> {
                unindex(entry, available);
                unage(entry);
            }
            case DELAYED -> unindex(entry, delayedIndexes());
            case HELD -> {
                leaveHeld(entry);
                for (int slot = 0; slot < types.length; slot++) {
                    if (whole[slot] && participates(entry, slot)) {
                        available[slot].remove(entry);
                    }
                }
                depart();
            }
            case PENDING, GONE -> throw new IllegalStateException("entry " + entry.id + " is " + entry.status);
        }
    }

    /// Takes a held entry out of sight, back to nobody, until it is revealed.
    void concealHeld(StoredEntry entry) {
        withdraw(entry);
        conceal(entry);
    }

    /// Puts another tuple, and maybe other coordinates, in the place of an entry; it is available afterwards.
    void replace(StoredEntry entry, StoredEntry by) {
        warm(entry);
        withdraw(entry);
        entry.position = entry.unplaced ? space.nextPosition() : entry.position;
        entry.unplaced = false;
        space.payloadBytes += by.bytes - entry.bytes;
        entry.keep(by.tuple());
        entry.recordedAt = space.sequence;
        entry.bytes = by.bytes;
        entry.coordinates = place(by.coordinates, available);
        entry.version = by.version;
        entry.leaseEnd = by.leaseEnd;
        entry.status = Status.AVAILABLE;
        index(entry, available);
        age(entry);
        arrive(entry);
        depart();
        space.recording.replaced(entry, events.add(EventKind.CHANGED, entry));
    }

    void arrive(StoredEntry entry) {
        if (!waiters.isEmpty()) {
            arrived.add(entry);
            markUnsettled();
        }
    }

    void depart() {
        if (!waiters.isEmpty()) {
            departed = true;
            markUnsettled();
        }
    }

    /// Notes that a place or a key that a transaction had reserved is free.
    void freeRoom() {
        roomFreed = true;
        depart();
    }

    private void markUnsettled() {
        if (!unsettled) {
            unsettled = true;
            space.unsettled.add(this);
        }
    }

    /// Returns how many places are taken: by entries, and by what open transactions have written.
    int occupied() {
        int occupied = entries.size();
        for (PendingWrites pending : pendings) {
            occupied += pending.added();
        }
        return occupied;
    }

    /// Returns who stands in the way of an entry with `coordinate`, or null. What `own` holds is as good as gone.
    @Nullable StoredEntry conflict(int slot, @Nullable Object coordinate, @Nullable TransactionState own) {
        StoredEntry there = (StoredEntry) available[slot].conflict(coordinate);
        if (there == null && held != null && heldCount > 0) {
            there = (StoredEntry) held[slot].conflict(coordinate);
        }
        if (there != null && there.status == Status.HELD && there.holder == own) {
            there = null;
        }
        if (there == null && delayed != null) {
            there = (StoredEntry) delayed[slot].conflict(coordinate);
        }
        for (int i = 0; there == null && i < pendings.size(); i++) {
            there = pendings.get(i).conflict(slot, coordinate);
        }
        return there;
    }
}
