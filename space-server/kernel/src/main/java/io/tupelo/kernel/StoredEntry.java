package io.tupelo.kernel;

import io.tupelo.coordinator.Item;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of a container: a tuple, where it stands, and who holds it.
final class StoredEntry implements Item, Timed {
    enum Status {
        /// To be found by anyone.
        AVAILABLE,
        /// Taken by an open transaction, or claimed.
        HELD,
        /// To be revealed later.
        DELAYED,
        /// Written by an open transaction, and seen by it alone.
        PENDING,
        /// In no container any more.
        GONE
    }

    final ContainerState container;
    final long id;
    long position;
    long version = 1;
    /// Null if it is cold.
    private @Nullable Tuple tuple;
    /// The command that has recorded the tuple; 0 if it lay with the space's [Payloads] when that began.
    long recordedAt;
    /// Whether somebody has read it since [Cooling] came by.
    boolean wasRead;
    @Nullable Object @Nullable [] coordinates;
    final long writtenAt;
    long leaseEnd;
    int deliveries;
    /// The payload of the tuple and of the coordinates it was given.
    int bytes;
    /// Whether it was delayed still when its holder took hold of it; then others can't see even that it is held.
    boolean concealed;
    /// Whether its position is a provisional one: it gets its own when it is revealed.
    boolean unplaced;
    Status status = Status.PENDING;
    @Nullable Object holder;
    @Nullable List<TransactionState> readers;
    Timers.@Nullable Timer timer;
    /// Its neighbours among the entries of its container; see [EntryTable].
    @Nullable StoredEntry previous;
    @Nullable StoredEntry next;
    private @Nullable Rare rare;

    /// What few entries have.
    private static final class Rare {
        private long visibleAt;
        private long ephemeralSession;
        private @Nullable StoredEntry replaces;
    }

    /// One without coordinates.
    StoredEntry(ContainerState container, long id, Tuple tuple, long writtenAt) {
        this(container, id, tuple, tuple.payloadBytes(), writtenAt);
    }

    StoredEntry(ContainerState container, long id, Tuple tuple, int bytes, long writtenAt) {
        this.container = container;
        this.id = id;
        this.tuple = tuple;
        this.bytes = bytes;
        this.writtenAt = writtenAt;
    }

    private Rare rare() {
        if (rare == null) {
            rare = new Rare();
        }
        return rare;
    }

    /// Returns when it becomes visible, in milliseconds since 1970; 0 if it is not delayed.
    long visibleAt() {
        return rare == null ? 0 : rare.visibleAt;
    }

    void visibleAt(long millis) {
        if (millis != 0 || rare != null) {
            rare().visibleAt = millis;
        }
    }

    /// Returns the session that it ends with; 0 if it does not.
    long ephemeralSession() {
        return rare == null ? 0 : rare.ephemeralSession;
    }

    void ephemeralSession(long session) {
        if (session != 0 || rare != null) {
            rare().ephemeralSession = session;
        }
    }

    /// Returns the entry that this pending one will replace in its place, or null.
    @Nullable StoredEntry replaces() {
        return rare == null ? null : rare.replaces;
    }

    void replaces(@Nullable StoredEntry there) {
        if (there != null || rare != null) {
            rare().replaces = there;
        }
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long position() {
        return position;
    }

    /// Returns the tuple; of a cold entry it is read back, and not kept.
    @Override
    public Tuple tuple() {
        Tuple resident = tuple;
        return resident == null ? container.readBack(this) : resident;
    }

    /// Says whether the tuple is not in memory.
    boolean isCold() {
        return tuple == null;
    }

    /// Keeps a tuple, or none if it can be read back. For [ContainerState], which counts.
    void keep(@Nullable Tuple resident) {
        tuple = resident;
    }

    @Override
    public @Nullable Object coordinate(int slot) {
        return coordinates == null ? null : coordinates[slot];
    }

    /// Says whether another transaction than `own` has read it and wants it to stay.
    boolean isReadByOthers(@Nullable TransactionState own) {
        return readers != null
                && (readers.size() > 1 || readers.get(0) != own);
    }

    void addReader(TransactionState reader) {
        if (readers == null) {
            readers = new ArrayList<>(1);
        }
        if (!readers.contains(reader)) {
            readers.add(reader);
        }
    }

    void removeReader(TransactionState reader) {
        if (readers != null) {
            readers.remove(reader);
            if (readers.isEmpty()) {
                readers = null;
            }
        }
    }

    /// Returns when the next thing happens to it by itself: it is revealed, or its lease ends; 0 for never.
    long nextDue() {
        if (status == Status.DELAYED && (leaseEnd == 0 || visibleAt() < leaseEnd)) {
            return visibleAt();
        }
        return leaseEnd;
    }
}
