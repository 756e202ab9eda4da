package io.tupelo.kernel;

import io.tupelo.kernel.StoredEntry.Status;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Predicate;

/// What must hold of a space after every command.
final class Invariants {
    private Invariants() {}

    static void check(SpaceState space, Predicate<Waiter> couldBeServed) {
        require(space.unsettled.isEmpty(), "a container is left unsettled");
        Set<StoredEntry> held = checkHolders(space);
        long bytes = 0;
        for (ContainerState container : space.containers.values()) {
            bytes += checkContainer(container, held);
        }
        require(bytes == space.payloadBytes, "payload is " + bytes + " bytes, counted " + space.payloadBytes);
        checkWaiters(space, couldBeServed);
        checkSessions(space);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /// The lock table is the union of what open transactions and claims hold, and nothing is held by two.
    private static Set<StoredEntry> checkHolders(SpaceState space) {
        Set<StoredEntry> held = new HashSet<>();
        for (TransactionState transaction : space.transactions.values()) {
            for (StoredEntry entry : transaction.held) {
                require(entry.holder == transaction, "entry " + entry.id + " isn't held by its transaction");
                require(entry.status == Status.HELD, "entry " + entry.id + " of a transaction is " + entry.status);
                require(held.add(entry), "entry " + entry.id + " is held twice");
            }
            for (StoredEntry entry : transaction.read) {
                require(
                        entry.readers != null && entry.readers.contains(transaction),
                        "entry " + entry.id + " forgot its reader " + transaction.id);
            }
            require(transaction.deadline > space.now, "transaction " + transaction.id + " is overdue");
        }
        for (ClaimState claim : space.claims.values()) {
            for (StoredEntry entry : claim.entries) {
                require(entry.holder == claim, "entry " + entry.id + " isn't held by its claim");
                require(held.add(entry), "entry " + entry.id + " is held twice");
            }
            require(claim.leaseEnd > space.now, "claim " + claim.token + " is overdue");
        }
        return held;
    }

    private static long checkContainer(ContainerState container, Set<StoredEntry> held) {
        long bytes = 0;
        int heldHere = 0;
        int counted = 0;
        Iterator<StoredEntry> entries = container.entries.iterator();
        while (entries.hasNext()) {
            StoredEntry entry = entries.next();
            counted++;
            bytes += entry.tuple.payloadBytes();
            boolean isHeld = entry.status == Status.HELD;
            heldHere += isHeld ? 1 : 0;
            require(isHeld == held.contains(entry), "entry " + entry.id + " is " + entry.status + " without a holder");
            require(
                    entry.status != Status.GONE && entry.status != Status.PENDING,
                    "entry " + entry.id + " in " + container.name() + " is " + entry.status);
        }
        require(counted == container.entries.size(), "entries of " + container.name() + " are miscounted");
        require(heldHere == container.heldCount, "held entries of " + container.name() + " are miscounted");
        require(
                container.spec.bound() == Integer.MAX_VALUE || !container.pendings.contains(null),
                "a pending write is null");
        require(
                container.arrived.isEmpty() || container.waiters.isEmpty(), "arrivals in " + container.name()
                        + " are left");
        return bytes;
    }

    private static void checkWaiters(SpaceState space, Predicate<Waiter> couldBeServed) {
        for (SessionState session : space.sessions.values()) {
            for (Waiter waiter : session.waiters.values()) {
                require(!waiter.done, "waiter " + waiter.arrival + " is done and still there");
                require(
                        waiter.deadline == 0 || waiter.deadline > space.now || waiter.overdue,
                        "waiter " + waiter.arrival + " is overdue");
                require(
                        !session.attached || !couldBeServed.test(waiter),
                        "waiter " + waiter.arrival + " could be served: " + Descriptions.of(waiter.request.operation()));
            }
        }
    }

    private static void checkSessions(SpaceState space) {
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
