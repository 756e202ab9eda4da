package io.tupelo.kernel;

import io.tupelo.change.ClaimImage;
import io.tupelo.change.EntryImage;
import io.tupelo.change.KeptImage;
import io.tupelo.change.OwnForm;
import io.tupelo.change.SessionImage;
import io.tupelo.change.SpaceImage;
import io.tupelo.kernel.SessionState.Kept;
import io.tupelo.kernel.SessionState.Undo;
import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.tuple.FieldValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes a space's state of its image. Nobody is connected then, no transaction is open; leases and claims last as long as
/// they were given, and at least until the grace ends.
final class Loading {
    private final SpaceState space;
    private final Lookup lookup;
    private final Transacting transacting;
    private final SpaceImage image;
    private final long now;
    /// Until then nothing runs out.
    private final long graceEnd;
    private final Map<Long, ContainerState> containers = new HashMap<>();
    private final Map<Long, ClaimState> claims = new HashMap<>();
    /// Those that the grace makes last longer than was recorded.
    private final List<StoredEntry> renewed = new ArrayList<>();
    private final List<ClaimState> extended = new ArrayList<>();
    private final List<StoredEntry> orphans = new ArrayList<>();

    Loading(SpaceState space, Lookup lookup, Transacting transacting, SpaceImage image, long now, long graceMillis) {
        this.space = space;
        this.lookup = lookup;
        this.transacting = transacting;
        this.image = image;
        this.now = now;
        this.graceEnd = graceMillis == 0 ? 0 : now + graceMillis;
    }

    void load() {
        image.containers().forEach((id, spec) -> containers.put(id, lookup.make(spec, id)));
        for (ClaimImage claim : image.claims().values()) {
            load(claim);
        }
        image.sessions().values().forEach(this::load);
        for (Place place : places()) {
            EntryImage from = place.image();
            if (from == null) {
                StoredEntry entry = load(image.entry(place.id()));
                if (Cooling.canCool(entry)) {
                    entry.container.cool(entry);
                }
            } else {
                load(from);
            }
        }
    }

    /// An entry in the order in which they are loaded.
    ///
    /// @param image null if its tuple isn't to be kept in memory
    private record Place(long position, long id, @Nullable EntryImage image) {}

    /// Returns where the entries stand, in this order; all of them would be too much for the memory of a large space.
    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        long bytes = 0;
        long bytesMax = space.payloads == null ? Long.MAX_VALUE : space.payloads.residentBytesMax();
        for (EntryImage entry : image.entries()) {
            int more = entry.tuple().payloadBytes();
            boolean stays = bytes + more <= bytesMax || !image.isKept(entry.id());
            bytes += stays ? more : 0;
            places.add(new Place(entry.position(), entry.id(), stays ? entry : null));
        }
        places.sort(Comparator.comparingLong(Place::position));
        return places;
    }

    /// Returns what has ended with a session that didn't outlive the process.
    List<StoredEntry> orphans() {
        return orphans;
    }

    /// Tells what the grace has changed: answers that show it are recorded without it.
    void tellGrace() {
        renewed.forEach(space.recording::renewed);
        extended.forEach(space.recording::extended);
    }

    private void load(ClaimImage from) {
        ClaimState claim = new ClaimState(from.token(), new ArrayList<>(), from.session());
        claim.leaseEnd = Math.max(from.leaseEnd(), graceEnd);
        if (claim.leaseEnd != from.leaseEnd()) {
            extended.add(claim);
        }
        claim.timer = space.timers.set(claim.leaseEnd, claim);
        claims.put(claim.token, claim);
        space.claims.put(claim.token, claim);
    }

    private StoredEntry load(EntryImage from) {
        StoredEntry entry = entry(from);
        if (from.leaseEnd() != 0 && from.leaseEnd() < graceEnd) {
            entry.leaseEnd = graceEnd;
            renewed.add(entry);
        }
        if (from.visibleAt() != 0) {
            entry.container.conceal(entry);
        } else {
            entry.container.restore(entry);
        }
        ClaimState claim = claims.get(from.claim());
        if (claim != null) {
            entry.container.hold(entry, claim);
            claim.entries.add(entry);
        } else {
            transacting.watchTime(entry);
        }
        transacting.bindToSession(entry);
        if (from.session() != 0 && !space.sessions.containsKey(from.session())) {
            orphans.add(entry);
        }
        entry.recordedAt = image.isKept(entry.id) ? 0 : image.sequence();
        return entry;
    }

    private StoredEntry entry(EntryImage from) {
        space.reachedPosition(from.position());
        return entry(
                Objects.requireNonNull(containers.get(from.container()), "an entry without a container"), from);
    }

    /// Returns an entry of a container, which doesn't have it yet.
    static StoredEntry entry(ContainerState container, EntryImage from) {
        int bytes = from.tuple().payloadBytes();
        @Nullable Object @Nullable [] coordinates = null;
        if (from.coordinates() != null) {
            coordinates = new @Nullable Object[container.types.length];
            for (int slot = 0; slot < coordinates.length; slot++) {
                Object saved = from.coordinates().get(slot);
                coordinates[slot] = saved instanceof OwnForm own ? container.types[slot].load(own.value()) : saved;
                bytes += saved == null || saved instanceof OwnForm ? 0 : FieldValues.payloadBytes(saved);
            }
        }
        StoredEntry entry = new StoredEntry(container, from.id(), from.tuple(), bytes, from.writtenAt());
        entry.position = from.position();
        entry.version = from.version();
        entry.coordinates = coordinates;
        entry.leaseEnd = from.leaseEnd();
        entry.visibleAt(from.visibleAt());
        entry.unplaced = from.unplaced();
        entry.ephemeralSession(from.session());
        entry.deliveries = from.deliveries();
        return entry;
    }

    private void load(SessionImage from) {
        SessionState session = new SessionState(from.id(), from.secret(), from.leaseMillis());
        session.attached = false;
        session.answers = from.answers();
        session.acknowledged = from.acknowledged();
        session.recordedAcknowledged = from.acknowledged();
        session.recordedNumber = from.lastNumber();
        session.recordedAnswer = from.answers();
        from.kept().forEach((answerNumber, kept) -> session.keep(kept(answerNumber, kept)));
        session.timer = space.timers.set(Math.max(now + session.leaseMillis, graceEnd), session);
        space.sessions.put(session.id, session);
    }

    private Kept kept(long answerNumber, KeptImage from) {
        List<StoredEntry> taken = new ArrayList<>();
        for (EntryImage image : from.undo()) {
            StoredEntry entry = entry(image);
            entry.status = Status.GONE;
            taken.add(entry);
        }
        Undo undo = taken.isEmpty() && from.token() == 0 ? null : new Undo(taken, from.token());
        return new Kept(answerNumber, from.number(), from.answer(), Views.payloadBytes(from.answer()), undo, true);
    }
}
