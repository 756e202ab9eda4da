package io.tupelo.change;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Durability;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads what a [ChangeWriter] has written. Not thread-safe.
public final class ChangeReader {
    private final ByteReader in;
    private final long epoch;
    private long sequence;
    private long time;
    private int nextIndex;
    private final WrittenIds writtenIds = new WrittenIds();

    private ChangeReader(ByteBuffer bytes, long epoch) {
        in = new ByteReader(bytes);
        this.epoch = epoch;
        if (in.isAtEnd() || in.one() != ChangeKind.VERSION) {
            throw new UnreadableException("it isn't written in version " + ChangeKind.VERSION + " of the format");
        }
    }

    /// Passes the changes in `bytes`, which were written in `epoch`, to `reader`.
    ///
    /// @throws UnreadableException if they aren't changes
    public static void read(ByteBuffer bytes, long epoch, Consumer<Change> reader) {
        ChangeReader changes = new ChangeReader(bytes, epoch);
        while (!changes.in.isAtEnd()) {
            reader.accept(changes.guardedChange());
        }
    }

    /// Adds to `image` what a checkpoint has in `bytes`: one thing, or several.
    ///
    /// @throws UnreadableException if it is nothing that a checkpoint has
    public static void read(ByteBuffer bytes, SpaceImage image) {
        ChangeReader changes = new ChangeReader(bytes, 0);
        while (!changes.in.isAtEnd()) {
            int kind = changes.in.peek();
            switch (kind) {
                case ChangeKind.CLAIM -> image.add(guarded(changes::claim));
                case ChangeKind.SESSION -> image.add(guarded(changes::session));
                default -> image.apply(changes.guardedChange());
            }
        }
    }

    /// Says whether what a checkpoint has in `bytes` is an entry.
    public static boolean isEntry(ByteBuffer bytes) {
        return bytes.remaining() > 1
                && bytes.get(bytes.position()) == ChangeKind.VERSION
                && bytes.get(bytes.position() + 1) == ChangeKind.WRITTEN;
    }

    /// Returns the entry that a checkpoint has in `bytes`.
    ///
    /// @throws UnreadableException if it is something else
    public static EntryImage entry(ByteBuffer bytes) {
        ChangeReader changes = new ChangeReader(bytes, 0);
        if (changes.guardedChange() instanceof Change.Written(EntryImage entry, int _) && changes.in.isAtEnd()) {
            return entry;
        }
        throw new UnreadableException("it isn't an entry");
    }

    /// Does as [#guarded] does, without an object for each change.
    private Change guardedChange() {
        try {
            return change();
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException | DateTimeException wrong) {
            throw unreadable(wrong);
        }
    }

    private static <T> T guarded(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException | DateTimeException wrong) {
            throw unreadable(wrong);
        }
    }

    private static UnreadableException unreadable(RuntimeException wrong) {
        return wrong instanceof BufferUnderflowException
                ? new UnreadableException("it ends in the middle of something", wrong)
                : new UnreadableException(String.valueOf(wrong.getMessage()), wrong);
    }

    private Change change() {
        int first = in.one();
        int kind = first & ~ChangeKind.INDEX_FOLLOWS;
        int index = 0;
        if (ChangeKind.WRITTEN <= kind && kind <= ChangeKind.EXPIRED) {
            index = first == kind ? nextIndex : in.small();
            nextIndex = index + 1;
        } else if (first != kind) {
            throw new UnreadableException("a change of kind " + kind + " has no index");
        }
        return switch (kind) {
            case ChangeKind.COMMAND -> command();
            case ChangeKind.STARTED -> new Change.Started(in.number());
            case ChangeKind.RESERVED -> new Change.Reserved(in.number());
            case ChangeKind.CONTAINER_CREATED -> new Change.ContainerCreated(in.number(), spec());
            case ChangeKind.CONTAINER_DROPPED -> new Change.ContainerDropped(in.number());
            case ChangeKind.WRITTEN -> {
                EntryImage entry = entry();
                writtenIds.add(entry.id());
                yield new Change.Written(entry, index);
            }
            case ChangeKind.REVEALED -> {
                long id = in.number();
                yield new Change.Revealed(id, id + in.signed(), coordinates(), index);
            }
            case ChangeKind.REPLACED -> replaced(index);
            case ChangeKind.TAKEN -> new Change.Removed(in.number(), EventKind.TAKEN, index);
            case ChangeKind.EXPIRED -> new Change.Removed(in.number(), EventKind.EXPIRED, index);
            case ChangeKind.RENEWED -> new Change.Renewed(in.number(), end());
            case ChangeKind.CLAIMED -> new Change.Claimed(in.number(), in.number(), end(), ids());
            case ChangeKind.CLAIM_EXTENDED -> new Change.ClaimExtended(in.number(), end());
            case ChangeKind.RETURNED -> new Change.Returned(in.number(), in.small(), end());
            case ChangeKind.CLAIM_ENDED -> new Change.ClaimEnded(in.number());
            case ChangeKind.SESSION_OPENED -> new Change.SessionOpened(in.number(), in.eight(), in.number());
            case ChangeKind.SESSION_ENDED -> new Change.SessionEnded(in.number());
            case ChangeKind.ANSWERED -> answered();
            case ChangeKind.ANSWERED_WRITTEN -> new Change.AnsweredNext(in.number(), in.number(), writtenNow());
            case ChangeKind.ANSWERED_NEXT -> new Change.AnsweredNext(in.number(), in.number(), otherOutcome());
            case ChangeKind.ACKNOWLEDGED -> new Change.Acknowledged(in.number(), in.number());
            default -> throw new UnreadableException("no change has the kind " + kind);
        };
    }

    private Change.Command command() {
        sequence = in.number();
        time = in.number();
        nextIndex = 0;
        writtenIds.clear();
        return new Change.Command(sequence, time);
    }

    private ClaimImage claim() {
        in.one();
        return new ClaimImage(in.number(), in.number(), end());
    }

    private SessionImage session() {
        in.one();
        SessionImage session = new SessionImage(in.number(), in.eight(), in.number());
        session.resumeAt(in.number(), in.number());
        session.acknowledge(in.number());
        int count = in.count();
        for (int i = 0; i < count; i++) {
            long answerNumber = in.number();
            long number = in.number();
            Answer answer = answer(in.one());
            List<EntryImage> undo = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                undo.add(entry());
            }
            session.keep(answerNumber, new KeptImage(number, answer, undo, in.number()));
        }
        return session;
    }

    private long end() {
        return in.bool() ? time + in.signed() : 0;
    }

    private List<Long> ids() {
        int count = in.count();
        List<Long> ids = new ArrayList<>(count);
        long last = 0;
        for (int i = 0; i < count; i++) {
            last += in.signed();
            ids.add(last);
        }
        return Collections.unmodifiableList(ids);
    }

    private ContainerSpec spec() {
        String name = in.text();
        int count = in.count();
        List<ContainerSpec.Use> uses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            uses.add(new ContainerSpec.Use(in.text(), in.bool()));
        }
        int bound = in.small();
        ContainerSpec.WhenFull whenFull = ChangeKind.whenFull(in.one());
        int rules = in.one();
        if (rules > ChangeKind.RULES_ALL) {
            throw new UnreadableException("a container has the rules " + rules);
        }
        Durability durability = has(rules, ChangeKind.RULE_MEMORY) ? Durability.MEMORY : Durability.LOCAL;
        return new ContainerSpec(
                name, uses, bound, whenFull, has(rules, ChangeKind.RULE_STRICT), durability, in.small(),
                in.bool() ? in.text() : null);
    }

    private EntryImage entry() {
        int flags = in.one();
        if (flags > EntryFlags.ALL) {
            throw new UnreadableException("an entry has the flags " + flags);
        }
        long id = in.number();
        long container = in.number();
        long position = id + in.signed();
        List<@Nullable Object> coordinates = has(flags, EntryFlags.COORDINATES) ? coordinates() : null;
        long writtenAt = has(flags, EntryFlags.WRITTEN_EARLIER) ? time + in.signed() : time;
        long leaseEnd = has(flags, EntryFlags.LEASE) ? time + in.signed() : 0;
        long visibleAt = has(flags, EntryFlags.DELAYED) ? time + in.signed() : 0;
        long session = has(flags, EntryFlags.EPHEMERAL) ? in.number() : 0;
        boolean seasoned = has(flags, EntryFlags.SEASONED);
        long version = seasoned ? in.number() : 1;
        int deliveries = seasoned ? in.small() : 0;
        long claim = seasoned ? in.number() : 0;
        return new EntryImage(
                id, container, position, version, ValueCodec.readTuple(in), coordinates, writtenAt, leaseEnd, visibleAt,
                has(flags, EntryFlags.UNPLACED), session, deliveries, claim);
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private @Nullable List<@Nullable Object> coordinates() {
        List<@Nullable Object> values = ValueCodec.readList(in);
        return values.isEmpty() ? null : values;
    }

    private Change.Replaced replaced(int index) {
        long id = in.number();
        long position = id + in.signed();
        long version = in.number();
        long leaseEnd = end();
        List<@Nullable Object> coordinates = coordinates();
        return new Change.Replaced(id, position, version, ValueCodec.readTuple(in), coordinates, leaseEnd, index);
    }

    private Change.Answered answered() {
        long session = in.number();
        long number = in.number();
        long answerNumber = number - in.signed();
        long acknowledged = answerNumber - in.signed();
        return new Change.Answered(session, number, answerNumber, acknowledged, outcome());
    }

    private Change.Outcome outcome() {
        int kind = in.one();
        return switch (kind) {
            case AnswerKind.TAKEN -> new Change.Outcome.Taken(receipt(), ids(), in.small(), in.bool());
            case AnswerKind.CLAIMED_NOW -> new Change.Outcome.Claimed(receipt(), in.number(), ids(), in.bool());
            default -> new Change.Outcome.Whole(answer(kind));
        };
    }

    private Change.Outcome writtenNow() {
        return new Change.Outcome.Whole(writtenIds.answer(new Receipt(epoch, sequence, nextIndex)));
    }

    /// What can be said shorter is not written so.
    private Change.Outcome otherOutcome() {
        Change.Outcome outcome = outcome();
        if (writtenIds.tell(outcome, epoch, sequence, nextIndex)) {
            throw new UnreadableException("an answer says at length what the changes before say");
        }
        return outcome;
    }

    private Receipt receipt() {
        return new Receipt(epoch + in.signed(), sequence + in.signed(), in.small());
    }

    private Answer answer(int kind) {
        in.enter();
        Answer answer = ofKind(kind, receipt());
        in.leave();
        return answer;
    }

    private Answer ofKind(int kind, Receipt receipt) {
        return switch (kind) {
            case AnswerKind.DONE -> new Answer.Done(receipt);
            case AnswerKind.WRITTEN -> new Answer.Written(receipt, ids(), in.number());
            case AnswerKind.FOUND -> {
                int choice = in.small();
                yield new Answer.Found(receipt, entries(), choice);
            }
            case AnswerKind.COUNTED -> new Answer.Counted(receipt, in.number());
            case AnswerKind.EMPTY -> new Answer.Empty(receipt);
            case AnswerKind.LOCKED -> new Answer.Locked(receipt);
            case AnswerKind.TIMED_OUT -> new Answer.TimedOut(receipt);
            case AnswerKind.CLAIMED -> new Answer.Claimed(receipt, in.number(), end(), entries());
            case AnswerKind.BEGUN -> new Answer.Begun(receipt, in.number());
            case AnswerKind.RESULTS -> {
                List<Answer> answers = new ArrayList<>();
                for (int left = in.count(); left > 0; left--) {
                    answers.add(answer(in.one()));
                }
                yield new Answer.Results(receipt, Collections.unmodifiableList(answers));
            }
            case AnswerKind.WATCHING -> new Answer.Watching(receipt);
            case AnswerKind.RETURNED -> new Answer.Returned(receipt, ValueCodec.readTuple(in));
            case AnswerKind.UNMET -> new Answer.Unmet(receipt, in.small(), in.bool() ? answer(in.one()) : null);
            case AnswerKind.FAILED -> new Answer.Failed(receipt, ErrorCode.valueOf(in.text()), in.text());
            default -> throw new UnreadableException("no answer has the kind " + kind);
        };
    }

    private List<Entry> entries() {
        int count = in.count();
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long id = in.number();
            long version = in.number();
            List<Selector> coordinates = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                coordinates.add(new Selector(in.text(), ValueCodec.read(in)));
            }
            long writtenAt = time + in.signed();
            long leaseEnd = end();
            int deliveries = in.small();
            entries.add(new Entry(
                    id, version, ValueCodec.readTuple(in), Collections.unmodifiableList(coordinates), writtenAt, leaseEnd,
                    deliveries));
        }
        return Collections.unmodifiableList(entries);
    }
}
