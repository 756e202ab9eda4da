package io.tupelo.kernel;

import io.tupelo.change.Change;
import io.tupelo.change.ClaimImage;
import io.tupelo.change.EntryImage;
import io.tupelo.change.KeptImage;
import io.tupelo.change.OwnForm;
import io.tupelo.change.SessionImage;
import io.tupelo.change.SpaceImage;
import io.tupelo.kernel.SessionState.Kept;
import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.operation.Answer;
import io.tupelo.operation.EventKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what outlives the process: each change as it is made, and the whole of it as an image. Tells nothing while it is off.
///
/// What an open transaction holds or has written hasn't happened; sessions of this process end with it, and so do the entries of
/// containers in memory, with all that is about them alone.
final class Recording {
    /// So many ids are set aside at once, so that none that was given away is given again after a restart.
    private static final long RESERVED = 1_000;

    private final SpaceState space;
    private boolean on;
    private long sequence;
    private long time;
    private long reserved;
    private long changes;
    private long marked;

    Recording(SpaceState space) {
        this.space = space;
    }

    /// Begins where `image` ends.
    void resume(SpaceImage image) {
        on = true;
        sequence = image.sequence();
        time = image.time();
        reserved = image.reserved();
    }

    private boolean tells(StoredEntry entry) {
        return on && entry.container.isDurable();
    }

    /// The entries of a claim are those of one container.
    private boolean tells(ClaimState claim) {
        return tells(claim.entries.getFirst());
    }

    private void tell(Change change) {
        if (sequence != space.sequence) {
            sequence = space.sequence;
            time = space.now;
            space.effects.changed(new Change.Command(sequence, time));
        }
        changes++;
        space.effects.changed(change);
    }

    /// What follows belongs to another request.
    void mark() {
        marked = changes;
    }

    void reserve(long id) {
        if (on && id > reserved) {
            reserved = id + RESERVED;
            tell(new Change.Reserved(reserved));
            marked++;
        }
    }

    void started() {
        tell(new Change.Started(space.epoch));
    }

    void created(ContainerState container) {
        if (on) {
            tell(new Change.ContainerCreated(container.ordinal, container.spec));
        }
    }

    void dropped(ContainerState container) {
        if (on) {
            tell(new Change.ContainerDropped(container.ordinal));
        }
    }

    void opened(SessionState session) {
        if (on && !session.isLocal()) {
            tell(new Change.SessionOpened(session.id, session.secret, session.leaseMillis));
        }
    }

    void ended(SessionState session) {
        if (on && !session.isLocal()) {
            tell(new Change.SessionEnded(session.id));
        }
    }

    void written(StoredEntry entry, int index) {
        if (tells(entry)) {
            tell(new Change.Written(image(entry), index));
        }
    }

    void revealed(StoredEntry entry, int index) {
        if (tells(entry)) {
            tell(new Change.Revealed(entry.id, entry.position, coordinates(entry), index));
        }
    }

    void replaced(StoredEntry entry, int index) {
        if (tells(entry)) {
            tell(new Change.Replaced(
                    entry.id, entry.position, entry.version, entry.tuple(), coordinates(entry), entry.leaseEnd, index));
        }
    }

    void removed(StoredEntry entry, EventKind why, int index) {
        if (tells(entry)) {
            tell(new Change.Removed(entry.id, why, index));
        }
    }

    void renewed(StoredEntry entry) {
        if (tells(entry)) {
            tell(new Change.Renewed(entry.id, entry.leaseEnd));
        }
    }

    void claimed(ClaimState claim) {
        if (tells(claim)) {
            tell(new Change.Claimed(claim.token, claim.session, claim.leaseEnd, ids(claim.entries)));
        }
    }

    void extended(ClaimState claim) {
        if (tells(claim)) {
            tell(new Change.ClaimExtended(claim.token, claim.leaseEnd));
        }
    }

    void ended(ClaimState claim) {
        if (tells(claim)) {
            tell(new Change.ClaimEnded(claim.token));
        }
    }

    void returned(StoredEntry entry) {
        if (tells(entry) && entry.status != Status.GONE) {
            tell(new Change.Returned(
                    entry.id, entry.deliveries, entry.status == Status.DELAYED ? entry.visibleAt() : 0));
        }
    }

    void answered(SessionState session, long number, Answer answer, SessionState.@Nullable Undo undo) {
        boolean isNext = number == session.recordedNumber + 1 && session.answers == session.recordedAnswer + 1;
        session.recordedNumber = Math.max(session.recordedNumber, number);
        session.recordedAnswer = session.answers;
        session.recordedAcknowledged = session.acknowledged;
        Change.Outcome outcome = outcome(answer, undo);
        tell(isNext
                ? new Change.AnsweredNext(session.id, session.answers - session.acknowledged, outcome)
                : new Change.Answered(session.id, number, session.answers, session.acknowledged, outcome));
    }

    /// Says whether the answer to the present request is to be there after a restart: because the request has changed
    /// something, or is not to be run twice. One that takes or claims entries in memory has changed nothing: its answer ends with
    /// them.
    boolean isRecorded(SessionState session, Answer answer) {
        return on && !session.isLocal() && (changes > marked || answer instanceof Answer.Returned);
    }

    private static Change.Outcome outcome(Answer answer, SessionState.@Nullable Undo undo) {
        return switch (answer) {
            case Answer.Found found when undo != null ->
                new Change.Outcome.Taken(found.receipt(), ids(undo.taken()), found.choice(), true);
            case Answer.Claimed claimed ->
                new Change.Outcome.Claimed(
                        claimed.receipt(),
                        claimed.token(),
                        claimed.entries().stream().map(io.tupelo.operation.Entry::id).toList(),
                        undo != null);
            default -> new Change.Outcome.Whole(answer);
        };
    }

    /// There is nothing to tell as long as the client has acknowledged all answers that are recorded.
    void acknowledged(SessionState session) {
        if (on
                && !session.isLocal()
                && session.acknowledged > session.recordedAcknowledged
                && session.recordedAnswer > session.recordedAcknowledged) {
            session.recordedAcknowledged = session.acknowledged;
            tell(new Change.Acknowledged(session.id, session.acknowledged));
        }
    }

    private static List<Long> ids(List<StoredEntry> entries) {
        if (entries.size() == 1) {
            return List.of(entries.get(0).id);
        }
        return entries.stream().map(entry -> entry.id).toList();
    }

    // ---- images ----

    /// Returns the whole of what outlives the process.
    SpaceImage image() {
        SpaceImage image = new SpaceImage();
        image.apply(new Change.Started(space.epoch));
        image.apply(new Change.Command(sequence, time));
        image.apply(new Change.Reserved(reserved));
        for (ContainerState container : space.containers.values()) {
            image.apply(new Change.ContainerCreated(container.ordinal, container.spec));
            if (container.isDurable()) {
                for (StoredEntry entry : container.entries) {
                    image.apply(new Change.Written(image(entry), 0));
                }
            }
        }
        for (ClaimState claim : space.claims.values()) {
            if (claim.entries.getFirst().container.isDurable()) {
                image.add(new ClaimImage(claim.token, claim.session, claim.leaseEnd));
            }
        }
        for (SessionState session : space.sessions.values()) {
            if (!session.isLocal()) {
                image.add(image(session));
            }
        }
        return image;
    }

    private static SessionImage image(SessionState session) {
        SessionImage image = new SessionImage(session.id, session.secret, session.leaseMillis);
        image.resumeAt(session.recordedNumber, session.recordedAnswer);
        image.acknowledge(session.recordedAcknowledged);
        for (Kept kept : session.kept) {
            if (kept.isRecorded()) {
                image.keep(kept.answerNumber(), image(kept));
            }
        }
        return image;
    }

    private static KeptImage image(Kept kept) {
        SessionState.Undo undo = kept.undo();
        List<EntryImage> taken = new ArrayList<>();
        if (undo != null) {
            for (StoredEntry entry : undo.taken()) {
                if (!entry.container.dropped) {
                    taken.add(image(entry));
                }
            }
        }
        return new KeptImage(kept.number(), kept.answer(), taken, undo == null ? 0 : undo.token());
    }

    private static EntryImage image(StoredEntry entry) {
        boolean isDelayed = entry.status == Status.DELAYED || entry.concealed;
        return new EntryImage(
                entry.id,
                entry.container.ordinal,
                entry.position,
                entry.version,
                entry.tuple(),
                coordinates(entry),
                entry.writtenAt,
                entry.leaseEnd,
                isDelayed ? entry.visibleAt() : 0,
                entry.unplaced,
                entry.ephemeralSession(),
                entry.deliveries,
                entry.holder instanceof ClaimState claim ? claim.token : 0);
    }

    private static @Nullable List<@Nullable Object> coordinates(StoredEntry entry) {
        @Nullable Object @Nullable [] kept = entry.coordinates;
        if (kept == null) {
            return null;
        }
        List<@Nullable Object> values = new ArrayList<>(kept.length);
        for (int slot = 0; slot < kept.length; slot++) {
            Object coordinate = kept[slot];
            values.add(coordinate == null || Views.isFieldValue(coordinate)
                    ? coordinate
                    : new OwnForm(entry.container.types[slot].save(coordinate)));
        }
        return Collections.unmodifiableList(values);
    }
}
