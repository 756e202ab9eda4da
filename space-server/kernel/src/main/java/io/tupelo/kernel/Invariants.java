package io.tupelo.kernel;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.Item;
import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.operation.Operation;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What must hold of a space after every command.
final class Invariants {
    private final SpaceState space;
    private final Predicate<Waiter> couldBeServed;
    /// What open transactions and claims hold.
    private final Set<StoredEntry> held = identitySet();
    /// The payload of cold entries.
    private long cold;

    private Invariants(SpaceState space, Predicate<Waiter> couldBeServed) {
        this.space = space;
        this.couldBeServed = couldBeServed;
    }

    static void check(SpaceState space, Predicate<Waiter> couldBeServed) {
        new Invariants(space, couldBeServed).check();
    }

    private void check() {
        require(space.unsettled.isEmpty(), "a container is left unsettled");
        checkTransactions();
        checkClaims();
        long bytes = -space.coldBytes;
        for (ContainerState container : space.containers.values()) {
            bytes += checkEntries(container);
            checkIndexes(container);
            checkKeys(container);
            checkBound(container);
            checkPlaces(container);
        }
        require(cold == space.coldBytes, "cold are " + cold + " bytes, counted " + space.coldBytes);
        require(bytes == space.payloadBytes, "payload is " + bytes + " bytes, counted " + space.payloadBytes);
        checkWaiters();
        checkSessions();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static <T> Set<T> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /// What is held is held by one, and by one that is open.
    private void checkTransactions() {
        for (TransactionState transaction : space.transactions.values()) {
            require(transaction.deadline > space.now, "transaction " + transaction.id + " is overdue");
            for (StoredEntry entry : transaction.held) {
                checkHeld(entry, transaction);
            }
            for (StoredEntry entry : transaction.read) {
                require(
                        entry.readers != null && entry.readers.contains(transaction),
                        "entry " + entry.id + " forgot its reader " + transaction.id);
            }
            transaction.pending.forEach((container, pending) -> require(
                    container.pendings.contains(pending),
                    "what transaction " + transaction.id + " wrote to " + container.name() + " is not listed"));
        }
    }

    private void checkClaims() {
        for (ClaimState claim : space.claims.values()) {
            require(claim.leaseEnd > space.now, "claim " + claim.token + " is overdue");
            for (StoredEntry entry : claim.entries) {
                checkHeld(entry, claim);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // a holder is itself only
    private void checkHeld(StoredEntry entry, Object holder) {
        require(entry.holder == holder, "entry " + entry.id + " isn't held by who lists it");
        require(entry.status == Status.HELD, "entry " + entry.id + " has a holder and is " + entry.status);
        require(held.add(entry), "entry " + entry.id + " is held twice");
    }

    /// Returns the payload of the container's entries, those that are not committed among them.
    private long checkEntries(ContainerState container) {
        long bytes = 0;
        int heldHere = 0;
        Set<Long> positions = new HashSet<>();
        for (StoredEntry entry : container.entries) {
            bytes += entry.bytes;
            checkPayload(entry);
            boolean isHeld = entry.status == Status.HELD;
            heldHere += isHeld ? 1 : 0;
            require(isHeld == held.contains(entry), "entry " + entry.id + " is " + entry.status + " without a holder");
            require(
                    entry.status != Status.GONE && entry.status != Status.PENDING,
                    "entry " + entry.id + " in " + container.name() + " is " + entry.status);
            require(positions.add(entry.position), "two entries have position " + entry.position);
            checkReaders(entry);
            checkTime(entry);
        }
        require(positions.size() == container.entries.size(), "entries of " + container.name() + " are miscounted");
        require(heldHere == container.heldCount, "held entries of " + container.name() + " are miscounted");
        for (PendingWrites pending : container.pendings) {
            bytes += pending.bytes();
            require(
                    pending.bytes() == pending.entries().stream().mapToLong(entry -> entry.bytes).sum(),
                    "the payload of what is written to " + container.name() + " is miscounted");
        }
        return bytes;
    }

    /// What is cold is what anybody may find, and can be read back.
    private void checkPayload(StoredEntry entry) {
        int tupleBytes = entry.tuple().payloadBytes();
        require(entry.bytes >= tupleBytes, "entry " + entry.id + " has more than " + entry.bytes + " bytes");
        if (entry.isCold()) {
            cold += entry.bytes;
            require(
                    entry.status == Status.AVAILABLE || entry.status == Status.DELAYED,
                    "entry " + entry.id + " is cold, and " + entry.status);
        }
    }

    private void checkReaders(StoredEntry entry) {
        if (entry.readers != null) {
            for (TransactionState reader : entry.readers) {
                require(
                        space.transactions.get(reader.id) == reader && reader.read.contains(entry),
                        "entry " + entry.id + " is read-locked by transaction " + reader.id + ", which ended");
            }
        }
    }

    /// What is due by itself has a timer for it. What is held has its time looked at when it is given back: if its delay
    /// is over by then, it is revealed by the next command.
    private void checkTime(StoredEntry entry) {
        long due = entry.nextDue();
        if (due != 0 && entry.status != Status.HELD) {
            require(due > space.now || entry.status == Status.DELAYED, "entry " + entry.id + " is overdue");
            require(entry.timer != null && entry.timer.due() == due, "entry " + entry.id + " has no timer for " + due);
        }
    }

    /// Each index has the entries it should have, and no others.
    private static void checkIndexes(ContainerState container) {
        Coordinator[] heldIndexes = container.held();
        for (int slot = 0; slot < container.types.length; slot++) {
            Set<Item> free = identitySet();
            Set<Item> held = identitySet();
            for (StoredEntry entry : container.entries) {
                if (!container.types[slot].needsCoordinate() || entry.coordinate(slot) != null) {
                    boolean isHeld = entry.status == Status.HELD;
                    if (entry.status == Status.AVAILABLE || (isHeld && container.isWhole(slot))) {
                        free.add(entry);
                    } else if (isHeld) {
                        held.add(entry);
                    }
                }
            }
            checkIndex(container, slot, container.available()[slot], free);
            if (heldIndexes != null && !container.isWhole(slot)) {
                checkIndex(container, slot, heldIndexes[slot], held);
            }
        }
    }

    private static void checkIndex(ContainerState container, int slot, Coordinator index, Set<Item> expected) {
        Set<Item> found = identitySet();
        if (container.types[slot].needsCoordinate()) {
            for (Item item : expected) {
                index.find(argument(item.coordinate(slot)), () -> 0).forEachRemaining(found::add);
            }
        } else {
            index.find(null, () -> 0).forEachRemaining(found::add);
        }
        require(
                found.equals(expected),
                container.types[slot].name() + " of " + container.name() + " has " + found.size() + " entries, not "
                        + expected.size());
    }

    /// Returns what an entry with such a coordinate is found by.
    private static @Nullable Object argument(@Nullable Object coordinate) {
        return coordinate instanceof List<?> several ? several.getFirst() : coordinate;
    }

    /// A key belongs to one entry. While a transaction holds that, another of the same transaction may have it.
    @SuppressWarnings("ReferenceEquality") // an entry is itself only
    private void checkKeys(ContainerState container) {
        for (int slot = 0; slot < container.types.length; slot++) {
            if (!container.types[slot].name().equals("key")) {
                continue;
            }
            Map<Object, StoredEntry> byKey = new HashMap<>();
            for (StoredEntry entry : container.entries) {
                Object key = entry.coordinate(slot);
                require(key == null || byKey.put(key, entry) == null, "two entries have the key " + key);
            }
            Set<Object> pendingKeys = new HashSet<>();
            for (TransactionState transaction : space.transactions.values()) {
                for (StoredEntry entry : pending(transaction, container)) {
                    Object key = entry.coordinate(slot);
                    StoredEntry there = key == null ? null : byKey.get(key);
                    require(
                            key == null || (pendingKeys.add(key) && (there == null || there.holder == transaction)),
                            "key " + key + " is written again before it is free");
                }
            }
        }
    }

    private static List<StoredEntry> pending(TransactionState transaction, ContainerState container) {
        PendingWrites pending = transaction.pending.get(container);
        return pending == null ? List.of() : pending.entries();
    }

    /// The bound holds, also once all that open transactions have done is committed. What comes back because its
    /// answer never arrived, and what is too often given back, goes where it belongs, room or not.
    private void checkBound(ContainerState container) {
        long promised = 0;
        for (StoredEntry entry : container.entries) {
            promised += entry.deliveries == 0 ? 1 : 0;
        }
        for (TransactionState transaction : space.transactions.values()) {
            long more = pending(transaction, container).stream()
                    .filter(entry -> entry.replaces() == null)
                    .count();
            long less = transaction.held.stream()
                    .filter(entry -> entry.container == container && !transaction.isReplacing(entry))
                    .count();
            promised += Math.max(0, more - less);
        }
        require(
                promised <= container.spec.bound(),
                container.name() + " has or will have " + promised + " entries, of " + container.spec.bound());
    }

    /// Who stands somewhere waits there, and who is the first to wait for room has none.
    @SuppressWarnings("ReferenceEquality") // a waiter is itself only
    private static void checkPlaces(ContainerState container) {
        require(
                container.waiters.isEmpty() || (container.arrived.isEmpty() && !container.departed),
                "changes of " + container.name() + " are left");
        for (Waiter waiter : container.waiters.all()) {
            require(
                    !waiter.done && waiter.session.waiters.get(waiter.number) == waiter,
                    "waiter " + waiter.arrival + " stands in " + container.name() + " and waits no more");
        }
        for (Waiter waiter : container.waiters.forRoom.members()) {
            if (waiter.session.attached) {
                boolean plain = waiter.request.operation() instanceof Operation.Write && waiter.request.transaction() == 0;
                require(
                        !plain || container.occupied() >= container.spec.bound(),
                        "waiter " + waiter.arrival + " waits for room in " + container.name() + ", which has some");
                return;
            }
        }
    }

    private void checkWaiters() {
        for (SessionState session : space.sessions.values()) {
            require(
                    session.keptBytes == session.kept.stream().mapToLong(SessionState.Kept::bytes).sum(),
                    "the kept answers of session " + session.id + " have not " + session.keptBytes + " bytes");
            for (Waiter waiter : session.waiters.values()) {
                require(!waiter.done, "waiter " + waiter.arrival + " is done and still there");
                require(waiter.stands(), "waiter " + waiter.arrival + " stands nowhere");
                require(
                        waiter.deadline == 0 || waiter.deadline > space.now || waiter.overdue,
                        "waiter " + waiter.arrival + " is overdue");
                long within = waiter.request.transaction();
                require(
                        within == 0 || space.transactions.containsKey(within),
                        "waiter " + waiter.arrival + " waits within transaction " + within + ", which ended");
                require(
                        !session.attached || !couldBeServed.test(waiter),
                        "waiter " + waiter.arrival + " could be served: " + waiter.description());
            }
        }
    }

    private void checkSessions() {
        for (SessionState session : space.sessions.values()) {
            for (StoredEntry entry : session.ephemeral) {
                require(
                        entry.status != Status.GONE && entry.status != Status.PENDING,
                        "ephemeral entry " + entry.id + " is " + entry.status);
            }
            for (TransactionState transaction : session.transactions.values()) {
                require(space.transactions.get(transaction.id) == transaction, "a transaction is not listed");
            }
        }
    }
}
