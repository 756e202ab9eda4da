package io.tupelo.kernel;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.CoordinatorDefect;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.Selector;
import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.FieldValues;
import io.tupelo.tuple.Template;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts entries into containers: checks all that could refuse them first, then writes.
final class Writing {
    private final SpaceState space;
    private final Lookup lookup;
    private final Transacting transacting;

    Writing(SpaceState space, Lookup lookup, Transacting transacting) {
        this.space = space;
        this.lookup = lookup;
        this.transacting = transacting;
    }

    Answer write(Call call, Operation.Write write) {
        ContainerState container = lookup.container(write.container());
        List<Draft> drafts = write.drafts();
        if (drafts.isEmpty() || drafts.size() > space.limits.operationsMax()) {
            throw new Refusal(
                    ErrorCode.INVALID_REQUEST,
                    "a write has 1 to " + space.limits.operationsMax() + " entries, not " + drafts.size());
        }
        TransactionState own = call.transaction();
        if (drafts.size() == 1) {
            Draft draft = drafts.get(0);
            @Nullable Object @Nullable [] coordinates = check(container, draft, own);
            if (!makeRoom(container, 1, own)) {
                return new Answer.TimedOut(space.receipt());
            }
            StoredEntry entry = add(container, draft, coordinates, own, call.session());
            return new Answer.Written(space.receipt(), List.of(entry.id), entry.version);
        }
        if (own == null) {
            return transacting.atomically(call, within -> writeAll(container, drafts, within, call.session()));
        }
        return writeAll(container, drafts, own, call.session());
    }

    private Answer writeAll(ContainerState container, List<Draft> drafts, TransactionState own, SessionState session) {
        if (!makeRoom(container, drafts.size(), own)) {
            return new Answer.TimedOut(space.receipt());
        }
        List<StoredEntry> added = new ArrayList<>(drafts.size());
        List<Long> ids = new ArrayList<>(drafts.size());
        try {
            for (Draft draft : drafts) {
                StoredEntry entry = add(container, draft, check(container, draft, own), own, session);
                added.add(entry);
                ids.add(entry.id);
            }
        } catch (Refusal refused) {
            added.forEach(entry -> transacting.withdrawPending(entry, own));
            throw new Refusal(refused.code(), "entry " + (added.size() + 1) + " of " + drafts.size() + ": " + refused.sentence());
        }
        return new Answer.Written(space.receipt(), ids, 1);
    }

    Answer put(Call call, Operation.Put put) {
        ContainerState container = lookup.container(put.container());
        TransactionState own = call.transaction();
        int slot = container.slot("key");
        List<Selector> given = new ArrayList<>(put.draft().coordinates());
        given.removeIf(selector -> selector.coordinator().equals("key"));
        given.add(new Selector("key", put.key()));
        Draft draft = new Draft(put.draft().tuple(), given, put.draft().options());
        @Nullable Object @Nullable [] coordinates = checkCoordinates(container, draft);
        checkSize(draft);
        StoredEntry there = container.conflict(slot, put.key(), own);
        if (there != null && isOutOfReach(there, own)) {
            return new Answer.Locked(space.receipt());
        }
        checkVersion(put, there);
        if (there == null) {
            if (!makeRoom(container, 1, own)) {
                return new Answer.TimedOut(space.receipt());
            }
            StoredEntry entry = add(container, draft, coordinates, own, call.session());
            return new Answer.Written(space.receipt(), List.of(entry.id), entry.version);
        }
        checkOptions(draft.options(), there, call.session());
        StoredEntry by = newEntry(container, there.id, draft, coordinates, call.session());
        by.version = there.version + 1;
        transacting.replace(there, by, own);
        return new Answer.Written(space.receipt(), List.of(by.id), by.version);
    }

    private static boolean isOutOfReach(StoredEntry there, @Nullable TransactionState own) {
        return switch (there.status) {
            case HELD -> true;
            case PENDING -> {
                PendingWrites pending = own == null ? null : own.pending.get(there.container);
                yield pending == null || !pending.contains(there);
            }
            case AVAILABLE -> there.isReadByOthers(own);
            case DELAYED, GONE -> false;
        };
    }

    private static void checkVersion(Operation.Put put, @Nullable StoredEntry there) {
        long version = there == null ? 0 : there.version;
        if (put.expectedVersion() >= 0 && put.expectedVersion() != version) {
            throw new Refusal(
                    ErrorCode.VERSION_MISMATCH,
                    "key " + put.key() + " has version " + version + ", not " + put.expectedVersion());
        }
    }

    /// Refuses what an entry that is there can't become.
    private static void checkOptions(WriteOptions options, StoredEntry there, SessionState session) {
        if (options.delayMillis() > 0) {
            throw new Refusal(
                    ErrorCode.INVALID_REQUEST,
                    "there is an entry under that key, and it can't be delayed by what replaces it; delete it and write, in a batch");
        }
        if (options.ephemeral() && there.ephemeralSession() != session.id) {
            throw new Refusal(
                    ErrorCode.INVALID_REQUEST,
                    "there is an entry under that key which doesn't end with this session; delete it and write, in a batch");
        }
    }

    /// Checks all that could refuse `draft`, and returns its coordinates by slot.
    @Nullable Object @Nullable [] check(ContainerState container, Draft draft, @Nullable TransactionState own) {
        checkSize(draft);
        @Nullable Object @Nullable [] coordinates = checkCoordinates(container, draft);
        if (coordinates != null) {
            for (int slot = 0; slot < coordinates.length; slot++) {
                Object coordinate = coordinates[slot];
                if (coordinate != null && container.conflict(slot, coordinate, own) != null) {
                    throw new Refusal(
                            ErrorCode.DUPLICATE_KEY,
                            "container " + container.name() + " has an entry under " + container.types[slot].name()
                                    + " " + coordinate + " already");
                }
            }
        }
        return coordinates;
    }

    private void checkSize(Draft draft) {
        int bytes = payloadBytes(draft);
        if (bytes > space.limits.tupleBytesMax()) {
            throw new Refusal(
                    ErrorCode.TUPLE_TOO_LARGE,
                    "a tuple and its coordinates have at most " + space.limits.tupleBytesMax()
                            + " bytes of payload, these have " + bytes);
        }
        space.checkMemory(bytes);
    }

    private static int payloadBytes(Draft draft) {
        int bytes = draft.tuple().payloadBytes();
        for (int i = 0; i < draft.coordinates().size(); i++) {
            bytes += FieldValues.payloadBytes(draft.coordinates().get(i).argument());
        }
        return bytes;
    }

    private static @Nullable Object @Nullable [] checkCoordinates(ContainerState container, Draft draft) {
        @Nullable Object @Nullable [] coordinates = null;
        for (int i = 0; i < draft.coordinates().size(); i++) {
            Selector given = draft.coordinates().get(i);
            int slot = container.slot(given.coordinator());
            coordinates = coordinates == null ? new @Nullable Object[container.types.length] : coordinates;
            checkCoordinate(draft, i);
            try {
                coordinates[slot] = container.types[slot].checkCoordinate(given.argument());
            } catch (InvalidSelectionException wrong) {
                throw new Refusal(ErrorCode.INVALID_SELECTION, String.valueOf(wrong.getMessage()));
            } catch (CoordinatorDefect defect) {
                throw Refusal.of(defect);
            }
        }
        for (int slot = 0; slot < container.types.length; slot++) {
            if (container.types[slot].needsCoordinate()
                    && container.spec.coordinators().get(slot).obligatory()
                    && (coordinates == null || coordinates[slot] == null)) {
                throw new Refusal(
                        ErrorCode.MISSING_COORDINATE,
                        "container " + container.name() + " needs a coordinate for " + container.types[slot].name());
            }
        }
        return coordinates;
    }

    /// Refuses what no field could hold, and a second coordinate for one coordinator.
    private static void checkCoordinate(Draft draft, int index) {
        Selector given = draft.coordinates().get(index);
        if (given.argument() instanceof Template || given.argument() instanceof Query) {
            throw new Refusal(
                    ErrorCode.INVALID_SELECTION,
                    "coordinator " + given.coordinator() + " is given what selects; a coordinate is a value");
        }
        for (int i = 0; i < index; i++) {
            if (draft.coordinates().get(i).coordinator().equals(given.coordinator())) {
                throw new Refusal(
                        ErrorCode.INVALID_SELECTION, "coordinator " + given.coordinator() + " is given two coordinates");
            }
        }
    }

    /// Says whether `n` entries more find room, after dropping the oldest if the container says so. False means that
    /// who writes has to wait.
    boolean makeRoom(ContainerState container, int n, @Nullable TransactionState own) {
        int bound = container.spec.bound();
        if (bound == Integer.MAX_VALUE) {
            return true;
        }
        if (n > bound) {
            throw new Refusal(
                    ErrorCode.CONTAINER_FULL,
                    "container " + container.name() + " never has room for " + n + " entries; its bound is " + bound);
        }
        int over = container.occupied() - heldBy(own, container) + n - bound;
        return switch (container.spec.whenFull()) {
            case WAIT -> over <= 0 && !lookup.someoneEarlierWaitsForRoom(container);
            case FAIL -> {
                if (over > 0) {
                    throw full(container);
                }
                yield true;
            }
            case DROP_OLDEST -> {
                dropOldest(container, over, own);
                yield true;
            }
        };
    }

    private static Refusal full(ContainerState container) {
        return new Refusal(
                ErrorCode.CONTAINER_FULL,
                "container " + container.name() + " is full: it has its " + container.spec.bound() + " entries");
    }

    private static int heldBy(@Nullable TransactionState own, ContainerState container) {
        int count = 0;
        if (own != null) {
            for (StoredEntry entry : own.held) {
                count += entry.container == container && !own.isReplacing(entry) ? 1 : 0;
            }
        }
        return count;
    }

    /// Within a transaction they go when it commits.
    private void dropOldest(ContainerState container, int over, @Nullable TransactionState own) {
        List<StoredEntry> oldest = new ArrayList<>();
        Iterator<StoredEntry> entries = container.oldestFirst();
        while (oldest.size() < over && entries.hasNext()) {
            StoredEntry entry = entries.next();
            if (entry.readers == null) {
                oldest.add(entry);
            }
        }
        if (oldest.size() < over) {
            throw full(container);
        }
        for (StoredEntry entry : oldest) {
            if (own == null) {
                transacting.drop(entry, EventKind.TAKEN);
            } else {
                transacting.take(entry, own);
            }
        }
    }

    /// Writes a checked draft: for everyone, or into `own`.
    StoredEntry add(
            ContainerState container,
            Draft draft,
            @Nullable Object @Nullable [] coordinates,
            @Nullable TransactionState own,
            SessionState session) {
        StoredEntry entry = newEntry(container, space.nextId(), draft, coordinates, session);
        if (own != null) {
            transacting.addPending(entry, own);
        } else {
            transacting.publish(entry);
        }
        return entry;
    }

    private StoredEntry newEntry(
            ContainerState container,
            long id,
            Draft draft,
            @Nullable Object @Nullable [] coordinates,
            SessionState session) {
        StoredEntry entry = new StoredEntry(container, id, draft.tuple(), payloadBytes(draft), space.now);
        entry.coordinates = coordinates;
        entry.leaseEnd = draft.options().leaseMillis() == 0 ? 0 : space.after(draft.options().leaseMillis());
        entry.visibleAt(draft.options().delayMillis() == 0 ? 0 : space.after(draft.options().delayMillis()));
        entry.ephemeralSession(draft.options().ephemeral() ? session.id : 0);
        return entry;
    }

    /// Returns the container that takes what came back too often, made if it isn't there.
    void toDeadLetters(StoredEntry entry) {
        ContainerSpec spec = entry.container.spec;
        String name = spec.deadLetters() == null ? ContainerSpec.deadLettersOf(spec.name()) : spec.deadLetters();
        ContainerState letters = lookup.deadLetters(name, spec.durability());
        StoredEntry letter = new StoredEntry(letters, space.nextId(), entry.tuple(), entry.writtenAt);
        letter.deliveries = entry.deliveries;
        letters.publish(letter);
        space.counters.deadLettered++;
    }
}
