package io.tupelo.change;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What outlives the process of a space: what its changes add up to. Compared by value. Not thread-safe.
public final class SpaceImage {
    /// More ids than a space gives away in a millisecond, on an average from a start to the next.
    private static final long IDS_PER_MILLI = 4_096;
    private static final long MILLIS_MAX = 1L << 50;

    private final Map<Long, ContainerSpec> containers = new TreeMap<>();
    private final Entries entries;
    private final Map<Long, SessionImage> sessions = new TreeMap<>();
    private final Map<Long, ClaimImage> claims = new TreeMap<>();
    /// What the present command has removed, for an answer that shows it.
    private final Map<Long, EntryImage> removed = new HashMap<>();
    private long epoch;
    private long sequence;
    private long time;
    private long reserved;

    /// Makes the one of a space in which nothing has happened.
    public SpaceImage() {
        this(new EntryImages());
    }

    /// Makes one that has its entries there.
    ///
    /// @param entries those that there are; changed by who applies changes
    public SpaceImage(Entries entries) {
        this.entries = entries;
    }

    /// Returns the epoch of the space's last start.
    public long epoch() {
        return epoch;
    }

    /// Returns the epoch of a start: when that is, unless the clock is behind; so it is a new one also if the space has gone on
    /// elsewhere from this image, and that is given up. One between the last and the next is left out, for who only reads.
    ///
    /// @param now the time, in milliseconds since 1970
    public long nextEpoch(long now) {
        return Math.max(epoch + 2, now);
    }

    /// Returns the number of the last command that has changed something.
    public long sequence() {
        return sequence;
    }

    /// Returns when that was, in milliseconds since 1970.
    public long time() {
        return time;
    }

    /// Returns the id up to which ids may have been given away.
    public long reserved() {
        return reserved;
    }

    /// Returns the id up to which ids may have been given away by then, also if the space has gone on elsewhere from this image.
    ///
    /// @param now the time, in milliseconds since 1970
    public long reservedBy(long now) {
        long millis = sequence == 0 ? 0 : Math.clamp(now - time, 0, MILLIS_MAX);
        return reserved + IDS_PER_MILLI * millis;
    }

    /// Returns the containers by their numbers.
    public Map<Long, ContainerSpec> containers() {
        return Collections.unmodifiableMap(containers);
    }

    /// Returns the entries, in no order.
    public Collection<EntryImage> entries() {
        return Collections.unmodifiableCollection(entries);
    }

    /// Says whether an entry need not stay in memory; see [Entries#isKept].
    public boolean isKept(long id) {
        return entries.isKept(id);
    }

    /// Returns the sessions by their numbers.
    public Map<Long, SessionImage> sessions() {
        return Collections.unmodifiableMap(sessions);
    }

    /// Returns the open claims by their tokens.
    public Map<Long, ClaimImage> claims() {
        return Collections.unmodifiableMap(claims);
    }

    /// Returns an entry.
    ///
    /// @throws IllegalStateException if there is none of that number
    public EntryImage entry(long id) {
        return there(entries.get(id), "entry", id);
    }

    /// Applies a change.
    ///
    /// @throws IllegalStateException if it is about something that isn't there
    public void apply(Change change) {
        switch (change) {
            case Change.Command(long number, long at) -> {
                sequence = number;
                time = at;
                removed.clear();
            }
            case Change.Started(long number) -> epoch = number;
            case Change.Reserved(long id) -> reserved = id;
            case Change.ContainerCreated(long id, ContainerSpec spec) -> containers.put(id, spec);
            case Change.ContainerDropped(long id) -> {
                there(containers.remove(id), "container", id);
                sessions.values().forEach(session -> session.dropped(id));
            }
            case Change.Written(EntryImage entry, int _) -> entries.put(entry);
            case Change.Revealed revealed ->
                entries.put(entry(revealed.id()).revealed(revealed.position(), revealed.coordinates()));
            case Change.Replaced by -> entries.put(entry(by.id()).replaced(by));
            case Change.Removed(long id, var _, int _) -> removed.put(id, there(entries.remove(id), "entry", id));
            case Change.Renewed(long id, long leaseEnd) -> entries.put(entry(id).renewed(leaseEnd));
            case Change.Claimed claimed -> claim(claimed);
            case Change.ClaimExtended(long token, long leaseEnd) -> {
                ClaimImage claim = there(claims.get(token), "claim", token);
                claims.put(token, new ClaimImage(token, claim.session(), leaseEnd));
            }
            case Change.Returned(long id, int deliveries, long visibleAt) ->
                entries.put(entry(id).returned(deliveries, visibleAt));
            case Change.ClaimEnded(long token) -> there(claims.remove(token), "claim", token);
            case Change.SessionOpened(long id, long secret, long lease) ->
                sessions.put(id, new SessionImage(id, secret, lease));
            case Change.SessionEnded(long id) -> there(sessions.remove(id), "session", id);
            case Change.Answered answered -> answer(answered);
            case Change.AnsweredNext next -> answer(next);
            case Change.Acknowledged(long session, long answerNumber) -> session(session).acknowledge(answerNumber);
        }
    }

    /// Adds a claim, or puts it in the place of the one that was.
    public void add(ClaimImage claim) {
        claims.put(claim.token(), claim);
    }

    /// Adds a session, or puts it in the place of the one that was.
    public void add(SessionImage session) {
        sessions.put(session.id(), session);
    }

    private static <T> T there(@Nullable T one, String what, long id) {
        if (one == null) {
            throw new IllegalStateException("there is no " + what + " " + id);
        }
        return one;
    }

    private SessionImage session(long id) {
        return there(sessions.get(id), "session", id);
    }

    private void claim(Change.Claimed claimed) {
        claims.put(claimed.token(), new ClaimImage(claimed.token(), claimed.session(), claimed.leaseEnd()));
        for (long id : claimed.entries()) {
            entries.put(entry(id).claimed(claimed.token()));
        }
    }

    private void answer(Change.AnsweredNext next) {
        SessionImage session = session(next.session());
        long number = session.lastNumber() + 1;
        long answerNumber = session.answers() + 1;
        answer(new Change.Answered(
                next.session(), number, answerNumber, answerNumber - next.unacknowledged(), next.outcome()));
    }

    private void answer(Change.Answered answered) {
        SessionImage session = session(answered.session());
        session.acknowledge(answered.acknowledged());
        session.answer(answered.answerNumber(), kept(answered.number(), answered.outcome()));
    }

    private KeptImage kept(long number, Change.Outcome outcome) {
        return switch (outcome) {
            case Change.Outcome.Whole(Answer answer) -> new KeptImage(number, answer, List.of(), 0);
            case Change.Outcome.Taken taken -> {
                List<EntryImage> images = new ArrayList<>();
                taken.entries().forEach(id -> images.add(there(removed.get(id), "entry that was taken", id)));
                Answer answer = new Answer.Found(taken.receipt(), views(images), taken.choice());
                yield new KeptImage(number, answer, taken.undo() ? images : List.of(), 0);
            }
            case Change.Outcome.Claimed claimed -> {
                ClaimImage claim = there(claims.get(claimed.token()), "claim", claimed.token());
                List<EntryImage> images = new ArrayList<>();
                claimed.entries().forEach(id -> images.add(entry(id)));
                Answer answer =
                        new Answer.Claimed(claimed.receipt(), claimed.token(), claim.leaseEnd(), views(images));
                yield new KeptImage(number, answer, List.of(), claimed.undo() ? claimed.token() : 0);
            }
        };
    }

    private List<Entry> views(List<EntryImage> images) {
        List<Entry> views = new ArrayList<>();
        for (EntryImage image : images) {
            views.add(image.view(there(containers.get(image.container()), "container", image.container())));
        }
        return Collections.unmodifiableList(views);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpaceImage image
                && epoch == image.epoch
                && sequence == image.sequence
                && time == image.time
                && reserved == image.reserved
                && containers.equals(image.containers)
                && entries.equals(image.entries)
                && sessions.equals(image.sessions)
                && claims.equals(image.claims);
    }

    @Override
    public int hashCode() {
        return Objects.hash(epoch, sequence, time, reserved, containers, entries, sessions, claims);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("epoch " + epoch + ", sequence " + sequence + ", time " + time + ", reserved "
                + reserved);
        containers.forEach((id, spec) -> text.append("\n").append(id).append(": ").append(spec));
        entries.stream()
                .sorted(Comparator.comparingLong(EntryImage::id))
                .forEach(entry -> text.append("\n").append(entry));
        sessions.values().forEach(session -> text.append("\n").append(session));
        claims.values().forEach(claim -> text.append("\n").append(claim));
        return text.toString();
    }
}
