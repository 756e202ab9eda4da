package io.tupelo.change;

/// What is written of an entry beside its number, its container, its position and its tuple.
final class EntryFlags {
    static final int COORDINATES = 1;
    static final int WRITTEN_EARLIER = 2;
    static final int LEASE = 4;
    static final int DELAYED = 8;
    static final int UNPLACED = 16;
    static final int EPHEMERAL = 32;
    static final int SEASONED = 64;
    static final int ALL = 127;

    private EntryFlags() {}

    static int of(EntryImage entry, long time) {
        return (entry.coordinates() != null ? COORDINATES : 0)
                | (entry.writtenAt() != time ? WRITTEN_EARLIER : 0)
                | (entry.leaseEnd() != 0 ? LEASE : 0)
                | (entry.visibleAt() != 0 ? DELAYED : 0)
                | (entry.unplaced() ? UNPLACED : 0)
                | (entry.session() != 0 ? EPHEMERAL : 0)
                | (isSeasoned(entry) ? SEASONED : 0);
    }

    /// Says whether it was changed, has come back, or is claimed.
    static boolean isSeasoned(EntryImage entry) {
        return entry.version() != 1 || entry.deliveries() != 0 || entry.claim() != 0;
    }
}
