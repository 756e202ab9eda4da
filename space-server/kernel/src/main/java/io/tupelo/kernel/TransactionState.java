package io.tupelo.kernel;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An open transaction: what it holds, what it has read, and what it will write.
final class TransactionState implements Timed {
    final long id;
    final @Nullable SessionState session;
    final boolean repeatableRead;
    /// Entries it has taken, or that a pending entry of its own replaces. Others can't reach them.
    final Set<StoredEntry> held = new LinkedHashSet<>();
    /// Those of the held ones that a pending entry will replace in their place.
    final Set<StoredEntry> replaced = new HashSet<>();
    /// Entries it has read and that others may not take.
    final Set<StoredEntry> read = new LinkedHashSet<>();
    /// What it has written, by container.
    final Map<ContainerState, PendingWrites> pending = new LinkedHashMap<>();
    final Map<Long, Waiter> waiters = new TreeMap<>();
    long deadline;
    int operations;
    Timers.@Nullable Timer timer;

    TransactionState(long id, @Nullable SessionState session, boolean repeatableRead) {
        this.id = id;
        this.session = session;
        this.repeatableRead = repeatableRead;
    }

    /// Says whether a pending entry will stand in the place of one that this transaction holds.
    boolean isReplacing(StoredEntry entry) {
        return replaced.contains(entry);
    }
}
