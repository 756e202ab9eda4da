package io.tupelo.reliability.bugs;

import static io.tupelo.reliability.bugs.PlantedBug.inChange;
import static io.tupelo.reliability.bugs.PlantedBug.inCheckpoint;
import static io.tupelo.reliability.bugs.PlantedBug.inJournal;
import static io.tupelo.reliability.bugs.PlantedBug.inKernel;
import static io.tupelo.reliability.bugs.PlantedBug.inRuntime;

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
                    """
                    entries.remove(entry);
                    space.payloadBytes -= entry.bytes;
                    """,
                    "entries.remove(entry);"),
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

    /// Those about what outlives the process.
    static final List<PlantedBug> DURABILITY = List.of(
            inRuntime(
                    "answers leave before what they say is safe",
                    "SpaceLog",
                    "return sequence <= synced;",
                    "return sequence <= last;"),
            inKernel(
                    "a start forgets the answers that are kept",
                    "Loading",
                    "from.kept().forEach((answerNumber, kept) -> session.keep(kept(answerNumber, kept)));",
                    ""),
            inKernel(
                    "a start forgets what would undo an answer",
                    "Loading",
                    "Undo undo = taken.isEmpty() && from.token() == 0 ? null : new Undo(taken, from.token());",
                    "Undo undo = null;"),
            inKernel(
                    "a start gives ids away again",
                    "Kernel",
                    "space.reachedId(image.reservedBy(reached));",
                    ""),
            inKernel(
                    "a start counts answers anew",
                    "Loading",
                    "session.answers = from.answers();",
                    ""),
            inKernel(
                    "a lease ends earlier after a start",
                    "Loading",
                    "entry.leaseEnd = from.leaseEnd();",
                    "entry.leaseEnd = from.leaseEnd() == 0 ? 0 : from.leaseEnd() - 1;"),
            inJournal(
                    "a torn record is taken for a whole one",
                    "SegmentFormat",
                    """
                    && length <= room
                    && (int) INT.get(bytes, at + Integer.BYTES) == checksum(identity, bytes, at, length);
                    """,
                    "&& length <= room;"),
            inKernel(
                    "nobody records that a delayed entry can be found",
                    "Recording",
                    "tell(new Change.Revealed(entry.id, entry.position, coordinates(entry), index));",
                    ""),
            inKernel(
                    "nobody records that a lease was renewed",
                    "Recording",
                    "tell(new Change.Renewed(entry.id, entry.leaseEnd));",
                    ""),
            inKernel(
                    "nobody records what was acknowledged",
                    "Recording",
                    "tell(new Change.Acknowledged(session.id, session.acknowledged));",
                    ""),
            inKernel(
                    "a changed entry is recorded at another place",
                    "Recording",
                    "entry.id, entry.position, entry.version, entry.tuple(), coordinates(entry), entry.leaseEnd, index));",
                    "entry.id, entry.id, entry.version, entry.tuple(), coordinates(entry), entry.leaseEnd, index));"),
            inKernel(
                    "what is in memory is recorded",
                    "Recording",
                    "return on && entry.container.isDurable();",
                    "return on;"),
            inKernel(
                    "a claim in memory is recorded",
                    "Recording",
                    "return tells(claim.entries.getFirst());",
                    "return on;"),
            inKernel(
                    "an answer is recorded as the next one though others came between",
                    "Recording",
                    "number == session.recordedNumber + 1 && session.answers == session.recordedAnswer + 1;",
                    "number == session.recordedNumber + 1;"),
            inJournal(
                    "what is written is not forced to the disk",
                    "SegmentWriter",
                    """
                    if (into != null) {
                    into.sync();
                    }
                    }
                    """,
                    "}"),
            inJournal(
                    "a new segment's name is not forced to the disk",
                    "SegmentWriter",
                    """
                    disk.rename(SPARE, SegmentFormat.name(next.first()));
                    disk.sync();
                    """,
                    "disk.rename(SPARE, SegmentFormat.name(next.first()));"));

    /// With tuples that are not in memory.
    static final List<PlantedBug> COLD = List.of(
            inKernel(
                    "what was written since the checkpoint is cooled",
                    "Cooling",
                    "entry.recordedAt <= upTo && canCool(entry)",
                    "canCool(entry)"),
            inKernel(
                    "what was changed since the checkpoint is cooled",
                    "ContainerState",
                    """
                    entry.keep(by.tuple());
                    entry.recordedAt = space.sequence;
                    """,
                    "entry.keep(by.tuple());"),
            inKernel(
                    "what is in memory alone is cooled",
                    "Cooling",
                    "&& entry.container.isDurable()",
                    ""),
            inKernel(
                    "what a transaction takes stays cold",
                    "ContainerState",
                    """
                    void hold(StoredEntry entry, Object holder) {
                    warm(entry);
                    """,
                    "void hold(StoredEntry entry, Object holder) {"),
            inKernel(
                    "what was read back counts as cold still",
                    "ContainerState",
                    "space.coldBytes -= entry.bytes;",
                    ""));

    /// Those about checkpoints, and what is read behind them.
    static final List<PlantedBug> CHECKPOINTS = List.of(
            inCheckpoint(
                    "segments are deleted that the newest checkpoint alone covers",
                    "Checkpoints",
                    ".skip(GENERATIONS - 1)",
                    ".skip(0)"),
            inCheckpoint(
                    "the older checkpoint is deleted",
                    "Checkpoints",
                    "for (long sequence : sequences.subList(GENERATIONS, sequences.size())) {",
                    "for (long sequence : sequences.subList(1, sequences.size())) {"),
            inRuntime(
                    "the first record behind a checkpoint is left out",
                    "Following",
                    "if (sequence <= base) {",
                    """
                    if (sequence == base + 1 && base > 0) {
                        reading = sequence;
                    }
                    if (sequence <= reading) {
                    """),
            inChange(
                    "a checkpoint lacks the answers that are kept",
                    "ChangeWriter",
                    """
                    out.number(session.kept().size());
                    session.kept().forEach((answerNumber, kept) -> {
                    """,
                    """
                    out.number(0);
                    new java.util.TreeMap<Long, KeptImage>().forEach((answerNumber, kept) -> {
                    """),
            inChange(
                    "a checkpoint lacks what would undo an answer",
                    "ChangeWriter",
                    """
                    out.number(kept.undo().size());
                    kept.undo().forEach(this::write);
                    """,
                    "out.number(0);"),
            inChange(
                    "a checkpoint lacks whose a claim is",
                    "ChangeWriter",
                    """
                    out.number(claim.session());
                    end(claim.leaseEnd());
                    """,
                    """
                    out.number(0);
                    end(claim.leaseEnd());
                    """));
}
