package io.tupelo.kernel;

import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operations that select entries: read, take, delete, count, change, move.
final class Picking {
    /// The wire takes no more than four times as many bytes, so that an answer never has more than the protocol allows.
    private static final long ANSWER_BYTES_MAX = 16 << 20;
    /// So few entries fit into an answer however large each is.
    private static final int FEW = 16;

    private final SpaceState space;
    private final Lookup lookup;
    private final Finder finder;
    private final Transacting transacting;
    private final Writing writing;
    /// What the last operation took for good.
    private List<StoredEntry> taken = List.of();

    Picking(SpaceState space, Lookup lookup, Finder finder, Transacting transacting, Writing writing) {
        this.space = space;
        this.lookup = lookup;
        this.finder = finder;
        this.transacting = transacting;
        this.writing = writing;
    }

    List<StoredEntry> taken() {
        return taken;
    }

    /// Searches for what an operation selects. Returns null if it is found, and else the answer that says why not.
    @Nullable Answer miss(ContainerState container, Selection selection, Call call, boolean exclusive) {
        taken = List.of();
        lookup.checkSelection(container, selection);
        return switch (finder.find(container, selection, call.transaction(), exclusive)) {
            case FOUND -> null;
            case EMPTY -> new Answer.Empty(space.receipt());
            case LOCKED -> new Answer.Locked(space.receipt());
        };
    }

    /// Returns what the answer shows of `found`; refuses what may be too much for one across the network, before any of it is
    /// taken.
    static List<Entry> views(Call call, List<StoredEntry> found) {
        List<Entry> views = Views.entries(found);
        if (views.size() > FEW && !call.session().isLocal()) {
            checkAnswer(views.size(), Views.payloadBytes(views));
        }
        return views;
    }

    /// Refuses a batch whose answers together may be too much for one across the network.
    static void checkAnswers(Call call, List<Answer> answers) {
        if (call.session().isLocal()) {
            return;
        }
        int entries = 0;
        for (Answer answer : answers) {
            entries += answer instanceof Answer.Found found ? found.entries().size() : 0;
        }
        if (entries > FEW) {
            checkAnswer(entries, answers.stream().mapToLong(Views::payloadBytes).sum());
        }
    }

    private static void checkAnswer(int entries, long bytes) {
        if (bytes > ANSWER_BYTES_MAX) {
            throw new Refusal(
                    ErrorCode.OVERLOADED,
                    "the " + entries + " entries have " + bytes + " bytes, and one answer has at most "
                            + ANSWER_BYTES_MAX + "; select fewer at once");
        }
    }

    Answer get(Call call, Operation.Get get) {
        return pick(call, get.pick(), lookup.container(get.container()), get.selection(), 0);
    }

    Answer either(Call call, Operation.Either either) {
        if (either.pick() != Pick.READ && either.pick() != Pick.TAKE) {
            throw new Refusal(ErrorCode.INVALID_REQUEST, "of several selections one can be read or taken only");
        }
        Answer missed = new Answer.Empty(space.receipt());
        for (int choice = 0; choice < either.choices().size(); choice++) {
            Operation.From from = either.choices().get(choice);
            ContainerState container = lookup.container(from.container());
            if (space.isLeftForOthers(container)) {
                // Others may have waited longer for what came there: it is tried when that container is settled.
                container.depart();
                missed = new Answer.Locked(space.receipt());
                continue;
            }
            Answer answer = pick(call, either.pick(), container, from.selection(), choice);
            if (answer instanceof Answer.Found) {
                return answer;
            }
            missed = answer instanceof Answer.Locked ? answer : missed;
        }
        return missed;
    }

    private Answer pick(Call call, Pick pick, ContainerState container, Selection selection, int choice) {
        boolean exclusive = pick == Pick.TAKE || pick == Pick.DELETE;
        Selection wanted = pick == Pick.COUNT && selection instanceof Selector ? selection.available() : selection;
        Answer miss = miss(container, wanted, call, exclusive);
        if (miss != null) {
            return miss;
        }
        List<StoredEntry> found = finder.found();
        TransactionState own = call.transaction();
        return switch (pick) {
            case COUNT -> new Answer.Counted(space.receipt(), found.size());
            case READ -> {
                List<Entry> views = views(call, found);
                for (StoredEntry entry : found) {
                    entry.wasRead = true;
                    Transacting.read(entry, own);
                }
                yield new Answer.Found(space.receipt(), views, choice);
            }
            case TAKE -> {
                List<Entry> views = views(call, found);
                found.forEach(entry -> transacting.take(entry, own));
                taken = own == null ? found : List.of();
                yield new Answer.Found(space.receipt(), views, choice);
            }
            case DELETE -> {
                found.forEach(entry -> transacting.take(entry, own));
                yield new Answer.Counted(space.receipt(), found.size());
            }
        };
    }

    Answer change(Call call, Operation.Change change) {
        ContainerState container = lookup.container(change.container());
        Answer miss = miss(container, change.selection(), call, true);
        if (miss != null) {
            return miss;
        }
        List<StoredEntry> found = finder.found();
        List<StoredEntry> changed = new ArrayList<>(found.size());
        long growth = 0;
        for (StoredEntry entry : found) {
            StoredEntry by = edited(entry, Edits.apply(entry.tuple(), change.edits()));
            growth += by.bytes - entry.bytes;
            changed.add(by);
        }
        List<Entry> views = views(call, changed);
        space.checkMemory(growth);
        for (int i = 0; i < found.size(); i++) {
            transacting.replace(found.get(i), changed.get(i), call.transaction());
        }
        return new Answer.Found(space.receipt(), views, 0);
    }

    private StoredEntry edited(StoredEntry entry, Tuple tuple) {
        int bytes = entry.bytes - entry.tuple().payloadBytes() + tuple.payloadBytes();
        if (bytes > space.limits.tupleBytesMax()) {
            throw new Refusal(
                    ErrorCode.TUPLE_TOO_LARGE,
                    "the change makes a tuple of more than " + space.limits.tupleBytesMax() + " bytes");
        }
        StoredEntry by = new StoredEntry(entry.container, entry.id, tuple, bytes, entry.writtenAt);
        by.coordinates = entry.coordinates;
        by.version = entry.version + 1;
        by.leaseEnd = entry.leaseEnd;
        by.ephemeralSession(entry.ephemeralSession());
        by.deliveries = entry.deliveries;
        return by;
    }

    Answer move(Call call, Operation.Move move) {
        ContainerState from = lookup.container(move.from());
        ContainerState to = lookup.container(move.to());
        Answer miss = miss(from, move.selection(), call, !move.copy());
        if (miss != null) {
            return miss;
        }
        List<StoredEntry> found = finder.found();
        List<Entry> views = views(call, found);
        List<Draft> drafts = new ArrayList<>(found.size());
        for (StoredEntry entry : found) {
            drafts.add(draftFor(to, entry));
        }
        @Nullable Answer written = found.isEmpty() ? null : moved(call, found, drafts, to, move.copy());
        return written instanceof Answer.TimedOut ? written : new Answer.Found(space.receipt(), views, 0);
    }

    /// Takes `found` and writes `drafts` as one: within the caller's transaction, or one of its own.
    private Answer moved(Call call, List<StoredEntry> found, List<Draft> drafts, ContainerState to, boolean copy) {
        TransactionState own = call.transaction();
        if (own == null) {
            return transacting.atomically(call, within -> transfer(call, found, drafts, to, copy, within));
        }
        if (to == found.get(0).container && !copy) {
            throw new Refusal(ErrorCode.INVALID_REQUEST, "entries can't move within one container");
        }
        return transfer(call, found, drafts, to, copy, own);
    }

    private Answer transfer(
            Call call,
            List<StoredEntry> found,
            List<Draft> drafts,
            ContainerState to,
            boolean copy,
            TransactionState within) {
        Answer written = writing.write(
                new Call(call.session(), call.number(), call.request(), within),
                new Operation.Write(to.name(), drafts, io.tupelo.operation.Wait.NOW));
        if (written instanceof Answer.Written) {
            for (StoredEntry entry : found) {
                if (copy) {
                    Transacting.read(entry, within);
                } else {
                    transacting.take(entry, within);
                }
            }
        }
        return written;
    }

    private Draft draftFor(ContainerState to, StoredEntry entry) {
        List<Selector> kept = new ArrayList<>(Views.coordinates(entry));
        kept.removeIf(selector -> to.spec.coordinators().stream()
                .noneMatch(use -> use.coordinator().equals(selector.coordinator())));
        long lease = entry.leaseEnd == 0 ? 0 : Math.max(1, entry.leaseEnd - space.now);
        return new Draft(entry.tuple(), kept, new WriteOptions(lease, 0, entry.ephemeralSession() != 0));
    }

    /// Applies edits to a tuple.
    private static final class Edits {
        static Tuple apply(Tuple tuple, List<Edit> edits) {
            Tuple result = tuple;
            for (Edit edit : edits) {
                if (edit.field() < 0 || edit.field() >= tuple.size()) {
                    throw new Refusal(ErrorCode.INVALID_CHANGE, tuple + " has no field " + edit.field());
                }
                result = result.with(edit.field(), value(result.get(edit.field()), edit));
            }
            return result;
        }

        private static @Nullable Object value(@Nullable Object old, Edit edit) {
            return switch (edit) {
                case Edit.Replace replace -> replace.value();
                case Edit.Increment(int field, Number by) when old instanceof Long number && by instanceof Long step ->
                    sum(number, step, field);
                case Edit.Increment(int _, Number by) when old instanceof Double number -> number + by.doubleValue();
                case Edit.Increment(int field, Number by) ->
                    throw new Refusal(
                            ErrorCode.INVALID_CHANGE, "field " + field + " is " + old + "; " + by + " can't be added");
                case Edit.Append(int _, Object value) when old instanceof String text && value instanceof String more ->
                    text + more;
                case Edit.Append(int _, Object value) when old instanceof List<?> list -> {
                    List<@Nullable Object> longer = new ArrayList<>(list);
                    longer.add(value);
                    yield longer;
                }
                case Edit.Append(int field, Object value) ->
                    throw new Refusal(
                            ErrorCode.INVALID_CHANGE,
                            "field " + field + " is " + old + "; " + value + " can't be appended");
            };
        }

        private static long sum(long number, long step, int field) {
            try {
                return Math.addExact(number, step);
            } catch (ArithmeticException overflow) {
                throw new Refusal(
                        ErrorCode.INVALID_CHANGE, "field " + field + " would overflow: " + number + " + " + step);
            }
        }
    }
}
