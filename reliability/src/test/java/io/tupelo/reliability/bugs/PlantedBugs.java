package io.tupelo.reliability.bugs;

import static io.tupelo.reliability.bugs.PlantedBug.inKernel;

import java.util.List;

/// Mistakes of the kinds that tuple spaces are known for.
final class PlantedBugs {
    private PlantedBugs() {}

    /// Those about who is served, and when.
    static final List<PlantedBug> WAITING = List.of(
            inKernel(
                    "a commit doesn't wake who waits for what it writes",
                    "Transacting",
                    """
                    if (entry.replaces() == null) {
                        publish(entry);
                    """,
                    """
                    if (entry.replaces() == null) {
                        publish(entry);
                        container.arrived.clear();
                    """),
            inKernel(
                    "an abort doesn't tell who waits for room",
                    "Transacting",
                    """
                    container.pendings.remove(pending);
                    container.freeRoom();
                    """,
                    """
                    container.pendings.remove(pending);
                    """),
            inKernel(
                    "a waiter is served twice",
                    "Settling",
                    """
                        finish(waiter, answer);
                    }
                    return true;
                    """,
                    """
                        finish(waiter, answer);
                        attempt.apply(waiter);
                    }
                    return true;
                    """),
            inKernel(
                    "who was served keeps its place",
                    "Waiter",
                    """
                        roomIn.freeRoom();
                    }
                    leave();
                    """,
                    """
                        roomIn.freeRoom();
                    }
                    """),
            inKernel(
                    "who came last is served first",
                    "SpaceState",
                    "return ++lastArrival;",
                    "return Long.MAX_VALUE / 2 - ++lastArrival;"),
            inKernel(
                    "a deadline answers Empty where others hold a match",
                    "Settling",
                    """
                        answer = attempt.apply(waiter);
                    }
                    if (answer != null) {
                        finish(waiter, answer);
                    """,
                    """
                        answer = new Answer.Empty(space.receipt());
                    }
                    if (answer != null) {
                        finish(waiter, answer);
                    """),
            inKernel(
                    "a new write overtakes those that wait for room",
                    "Writing",
                    "over <= 0 && !lookup.someoneEarlierWaitsForRoom(container)",
                    "over <= 0"));

    /// Those about holding, giving back and seeing.
    static final List<PlantedBug> HOLDING = List.of(
            inKernel(
                    "what was changed once can be taken twice",
                    "Transacting",
                    """
                    space.counters.taken++;
                    drop(entry, EventKind.TAKEN);
                    """,
                    """
                    space.counters.taken++;
                    if (entry.version == 1) {
                        drop(entry, EventKind.TAKEN);
                    }
                    """),
            inKernel(
                    "an abort puts what was taken at the end",
                    "ContainerState",
                    """
                    void unhold(StoredEntry entry) {
                        leaveHeld(entry);
                    """,
                    """
                    void unhold(StoredEntry entry) {
                        leaveHeld(entry);
                        entry.position = space.nextPosition();
                    """),
            inKernel(
                    "an abort keeps its locks on what it has read",
                    "Transacting",
                    """
                    private void rollBack(TransactionState own) {
                        releaseReads(own);
                    """,
                    """
                    private void rollBack(TransactionState own) {
                    """),
            inKernel(
                    "a claim whose lease ends is never given back",
                    "Kernel",
                    "case ClaimState claim -> operations.claiming().release(claim, 0);",
                    "case ClaimState claim -> {}"),
            inKernel(
                    "a transaction sees what another has yet to commit",
                    "Finder",
                    "PendingWrites pending = own.pending.get(container);",
                    "PendingWrites pending = container.pendings.isEmpty() ? null : container.pendings.get(0);"),
            inKernel(
                    "a strict container skips what is held",
                    "Finder",
                    "boolean strict = container.spec.strict() && isOrdered(container, chain);",
                    "boolean strict = false;"),
            inKernel(
                    "a batch that finds too little takes effect as far as it came",
                    "Transacting",
                    "case Answer.Unmet _, Answer.TimedOut _, Answer.Empty _, Answer.Locked _ -> rollBack(own);",
                    "case Answer.TimedOut _, Answer.Empty _, Answer.Locked _ -> rollBack(own);"));

    /// Those about bounds, keys, versions, orders and the accounts kept of them.
    static final List<PlantedBug> ACCOUNTS = List.of(
            inKernel(
                    "a bound doesn't count what transactions have written",
                    "Writing",
                    "int over = container.occupied() - heldBy(own, container) + n - bound;",
                    "int over = container.entries.size() - heldBy(own, container) + n - bound;"),
            inKernel(
                    "who drops the oldest drops the newest",
                    "Writing",
                    """
                    StoredEntry entry = entries.next();
                    if (entry.readers == null) {
                    """,
                    """
                    StoredEntry entry = entries.next();
                    while (entries.hasNext()) {
                        entry = entries.next();
                    }
                    if (entry.readers == null) {
                    """),
            inKernel(
                    "a key is free while its entry is held",
                    "ContainerState",
                    "if (there == null && held != null && heldCount > 0) {",
                    "if (there == null && held != null && heldCount < 0) {"),
            inKernel(
                    "a key is free while its entry is not committed",
                    "ContainerState",
                    "for (int i = 0; there == null && i < pendings.size(); i++) {",
                    "for (int i = 1; there == null && i < pendings.size(); i++) {"),
            inKernel(
                    "a change keeps the version",
                    "Picking",
                    "by.version = entry.version + 1;",
                    "by.version = entry.version;"),
            inKernel(
                    "a change doesn't wake who waits for the new value",
                    "ContainerState",
                    """
                    arrive(entry);
                    depart();
                    space.recording.replaced(entry, events.add(EventKind.CHANGED, entry));
                    """,
                    """
                    space.recording.replaced(entry, events.add(EventKind.CHANGED, entry));
                    """),
            inKernel(
                    "what is given back is missing from an index",
                    "ContainerState",
                    "available[slot].add(entry);",
                    "if (slot == 0) available[slot].add(entry);"),
            new PlantedBug(
                    "the lowest priority comes first",
                    "coordinators/src/main/java/io/tupelo/coordinator/standard/PriorityIndex.java",
                    "Comparator.<Long>reverseOrder()",
                    "Comparator.<Long>naturalOrder()"),
            inKernel(
                    "two answers of one command have one receipt",
                    "SpaceState",
                    "return new Receipt(epoch, sequence, effectIndex++);",
                    "return new Receipt(epoch, sequence, effectIndex);"),
            inKernel(
                    "the payload of what is taken stays counted",
                    "ContainerState",
                    "space.payloadBytes -= entry.bytes;",
                    ""),
            inKernel(
                    "what is given back outlives its lease",
                    "Transacting",
                    """
                    if (isOver(entry)) {
                        expire(entry);
                    } else if (entry.concealed) {
                    """,
                    """
                    if (entry.concealed) {
                    """));
}
