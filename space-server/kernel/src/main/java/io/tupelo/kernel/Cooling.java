package io.tupelo.kernel;

import io.tupelo.kernel.StoredEntry.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets go of tuples until those in memory are within their budget: a clock that goes around twice at most, and lets off the
/// first time what was read since it last came by. It goes from the newest entry to the oldest, since most are taken from the
/// other end. Entries may come and go between its steps.
final class Cooling {
    /// What takes little room in memory stays.
    private static final int ENTRY_BYTES_MIN = 16;
    private static final int ROUNDS = 2;

    private final SpaceState space;
    private final Payloads payloads;
    private final long upTo;
    private final List<ContainerState> containers;
    private int round;
    private int container = -1;

    /// @param upTo what the commands up to this one have written can be read again
    Cooling(SpaceState space, Payloads payloads, long upTo) {
        this.space = space;
        this.payloads = payloads;
        this.upTo = upTo;
        containers = new ArrayList<>(space.containers.values());
    }

    /// Goes on by so many entries, and says whether there is more to do.
    boolean step(int entries) {
        for (int left = entries; left > 0; left--) {
            if (space.payloadBytes <= payloads.residentBytesMax()) {
                return false;
            }
            StoredEntry entry = next();
            if (entry == null) {
                return false;
            }
            if (entry.wasRead) {
                entry.wasRead = false;
            } else if (entry.recordedAt <= upTo && canCool(entry)) {
                entry.container.cool(entry);
            }
        }
        return true;
    }

    /// Returns the entry that it comes by next, or null if it has gone around often enough.
    private @Nullable StoredEntry next() {
        StoredEntry entry = container < 0 ? null : containers.get(container).entries.passHand();
        while (entry == null) {
            container++;
            if (container >= containers.size()) {
                container = 0;
                round++;
            }
            if (round == ROUNDS || containers.isEmpty()) {
                return null;
            }
            containers.get(container).entries.setHand();
            entry = containers.get(container).entries.passHand();
        }
        return entry;
    }

    /// Says whether an entry can do without its tuple for now.
    static boolean canCool(StoredEntry entry) {
        return (entry.status == Status.AVAILABLE || entry.status == Status.DELAYED)
                && entry.container.isDurable()
                && !entry.isCold()
                && entry.bytes >= ENTRY_BYTES_MIN;
    }
}
