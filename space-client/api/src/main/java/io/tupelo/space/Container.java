package io.tupelo.space;

import io.tupelo.coordinator.Coordinators;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.RecordTemplate;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A named collection of entries in a space. A handle: immutable, thread-safe, nothing to close, made without a round
/// trip.
///
/// *Effect.* Each operation takes effect wholly, at one place in the space's order, and others see it from there on; in
/// a transaction, when that commits. Operations sent by one thread keep their order.
///
/// *Blocking.* A method without a [Wait] or [Duration] waits only for others: while they hold what matches, or fill a
/// container whose rule is to wait ([Wait#UNLESS_LOCKED]). With one it waits for data, too, and no longer than said. The blocking methods are made for virtual threads. An
/// interrupt withdraws the wait: the call fails with `CANCELLED`, nothing was taken, and the flag is set again. Of the
/// `…Async` methods none blocks; cancelling the future withdraws the wait, and if that comes too late, the future completes
/// with the answer.
///
/// *Failures.* Every operation can fail with `UNKNOWN_CONTAINER`, `UNKNOWN_COORDINATOR`, `INVALID_SELECTION`,
/// `UNKNOWN_TRANSACTION`, `OVERLOADED`, `CANCELLED`, `VETOED`, `SESSION_EXPIRED`, `CLOSED` or `UNREACHABLE`; methods name what
/// comes on top. Futures fail with the same [SpaceException].
public final class Container {
    private final View view;
    private final String name;

    Container(View view, String name) {
        this.view = view;
        this.name = name;
    }

    /// Returns the container's name.
    public String name() {
        return name;
    }

    /// Returns this container within `transaction`: what is done through it is part of that.
    public Container in(Transaction transaction) {
        return new Container(view.in(transaction.id()), name);
    }

    /// Returns this container with takes that are not undone if their answer never arrives: at most once instead of at
    /// least once.
    public Container atMostOnce() {
        return new Container(view.deliveringAtMostOnce(), name);
    }

    /// Returns this container with answers that are written to `container` under `key` instead of being sent.
    public Replying replyingTo(String container, Object key) {
        Request.ReplyTo place = new Request.ReplyTo(container, Drafts.value(key));
        return new Replying(view.replyingTo(place), name);
    }

    /// Writes a tuple with its coordinates. If the container is full and its rule is to wait, this waits for room
    /// without limit; [#write(Draft, Wait)] sets one.
    ///
    /// @throws SpaceException `CONTAINER_FULL` if the container is full and its rule is to fail; `MISSING_COORDINATE`,
    ///     `DUPLICATE_KEY`, `TUPLE_TOO_LARGE`
    public Answer.Written write(Tuple tuple, Selector... coordinates) {
        return writeAll(List.of(Draft.of(tuple, coordinates)));
    }

    /// Writes a record as a tuple; as [#write(Tuple, Selector...)].
    public Answer.Written write(Record instance, Selector... coordinates) {
        return write(Tuple.of(instance), coordinates);
    }

    /// Writes a tuple with a lease or a delay; as [#write(Tuple, Selector...)].
    public Answer.Written write(Tuple tuple, WriteOptions options, Selector... coordinates) {
        return writeAll(List.of(new Draft(tuple, List.of(coordinates), options)));
    }

    /// Writes a record with a lease or a delay; as [#write(Tuple, Selector...)].
    public Answer.Written write(Record instance, WriteOptions options, Selector... coordinates) {
        return write(Tuple.of(instance), options, coordinates);
    }

    /// Writes an entry, waiting for room; empty if there was none until the wait ended. Fails as
    /// [#write(Tuple, Selector...)] does.
    public Optional<Answer.Written> write(Draft draft, Wait patience) {
        return writeAll(List.of(draft), patience);
    }

    /// Writes entries at once, all or none; as [#write(Tuple, Selector...)].
    public Answer.Written writeAll(List<Draft> drafts) {
        return Answers.written(view.call(writing(drafts, Wait.UNLESS_LOCKED)));
    }

    /// Writes entries at once, all or none, waiting for room; as [#write(Draft, Wait)].
    public Optional<Answer.Written> writeAll(List<Draft> drafts, Wait patience) {
        return Answers.writtenIfPossible(view.call(writing(drafts, patience)));
    }

    /// Does as [#write(Tuple, Selector...)] without blocking.
    public CompletableFuture<Answer.Written> writeAsync(Tuple tuple, Selector... coordinates) {
        return writeAllAsync(List.of(Draft.of(tuple, coordinates)));
    }

    /// Does as [#write(Record, Selector...)] without blocking.
    public CompletableFuture<Answer.Written> writeAsync(Record instance, Selector... coordinates) {
        return writeAsync(Tuple.of(instance), coordinates);
    }

    /// Does as [#writeAll(List)] without blocking.
    public CompletableFuture<Answer.Written> writeAllAsync(List<Draft> drafts) {
        return view.send(writing(drafts, Wait.UNLESS_LOCKED), Answers::written);
    }

    /// Does as [#writeAll(List, Wait)] without blocking.
    public CompletableFuture<Optional<Answer.Written>> writeAllAsync(List<Draft> drafts, Wait patience) {
        return view.send(writing(drafts, patience), Answers::writtenIfPossible);
    }

    private Operation writing(List<Draft> drafts, Wait patience) {
        return new Operation.Write(name, List.copyOf(drafts), patience);
    }

    /// Writes a tuple under `key`, replacing what is there. Others see the old one or the new one, never none.
    ///
    /// @return the version it has now: 1 if nothing was there
    /// @throws SpaceException as [#write(Tuple, Selector...)]
    public Answer.Written put(Object key, Tuple tuple, Selector... coordinates) {
        return put(key, tuple, -1, coordinates);
    }

    /// Writes a tuple under `key` if the entry there has `expectedVersion`, 0 meaning that there is none.
    ///
    /// @throws SpaceException `VERSION_MISMATCH` if it has another one; else as [#write(Tuple, Selector...)]
    public Answer.Written put(Object key, Tuple tuple, long expectedVersion, Selector... coordinates) {
        return Answers.written(view.call(putting(key, tuple, expectedVersion, coordinates)));
    }

    /// Does as [#put(Object, Tuple, Selector...)] without blocking.
    public CompletableFuture<Answer.Written> putAsync(Object key, Tuple tuple, Selector... coordinates) {
        return putAsync(key, tuple, -1, coordinates);
    }

    /// Does as [#put(Object, Tuple, long, Selector...)] without blocking.
    public CompletableFuture<Answer.Written> putAsync(
            Object key, Tuple tuple, long expectedVersion, Selector... coordinates) {
        return view.send(putting(key, tuple, expectedVersion, coordinates), Answers::written);
    }

    private Operation putting(Object key, Tuple tuple, long expectedVersion, Selector... coordinates) {
        return Drafts.put(name, key, tuple, expectedVersion, Wait.UNLESS_LOCKED, coordinates);
    }

    /// Returns what `selection` picks; it stays.
    public Outcome read(Selection selection) {
        return read(selection, Wait.UNLESS_LOCKED);
    }

    /// Returns what `selection` picks, waiting for it; it stays, and others can be served by it as well.
    public Outcome read(Selection selection, Wait patience) {
        return Answers.outcome(view.call(getting(Pick.READ, selection, patience)));
    }

    /// Does as [#read(Selection, Wait)], waiting `patience` at most.
    public Outcome read(Selection selection, Duration patience) {
        return read(selection, Wait.atMost(patience));
    }

    /// Reads a tuple that `template` matches, waiting `patience` at most, as a record. Needs a `linda` coordinator.
    public <R extends Record> Optional<R> read(RecordTemplate<R> template, Duration patience) {
        return read(Coordinators.linda(template), patience).as(template.type());
    }

    /// Returns all that `selection` picks and nobody else holds, maybe none, whatever its count says.
    public List<Tuple> readAll(Selection selection) {
        return read(selection.available()).tuples();
    }

    /// Does as [#read(Selection)] without blocking.
    public CompletableFuture<Outcome> readAsync(Selection selection) {
        return readAsync(selection, Wait.UNLESS_LOCKED);
    }

    /// Does as [#read(Selection, Wait)] without blocking.
    public CompletableFuture<Outcome> readAsync(Selection selection, Wait patience) {
        return view.send(getting(Pick.READ, selection, patience), Answers::outcome);
    }

    /// Removes what `selection` picks and returns it. No other gets it; if the answer can't be delivered until the
    /// session ends, it is back (but see [#atMostOnce]).
    public Outcome take(Selection selection) {
        return take(selection, Wait.UNLESS_LOCKED);
    }

    /// Removes what `selection` picks and returns it, waiting for it. Who came first is served first.
    public Outcome take(Selection selection, Wait patience) {
        return Answers.outcome(view.call(getting(Pick.TAKE, selection, patience)));
    }

    /// Does as [#take(Selection, Wait)], waiting `patience` at most.
    public Outcome take(Selection selection, Duration patience) {
        return take(selection, Wait.atMost(patience));
    }

    /// Takes a tuple that `template` matches, waiting `patience` at most, as a record. Needs a `linda` coordinator.
    public <R extends Record> Optional<R> take(RecordTemplate<R> template, Duration patience) {
        return take(Coordinators.linda(template), patience).as(template.type());
    }

    /// Takes all that `selection` picks and nobody else holds, maybe none, whatever its count says.
    public List<Tuple> takeAll(Selection selection) {
        return take(selection.available()).tuples();
    }

    /// Does as [#take(Selection)] without blocking.
    public CompletableFuture<Outcome> takeAsync(Selection selection) {
        return takeAsync(selection, Wait.UNLESS_LOCKED);
    }

    /// Does as [#take(Selection, Wait)] without blocking.
    public CompletableFuture<Outcome> takeAsync(Selection selection, Wait patience) {
        return view.send(getting(Pick.TAKE, selection, patience), Answers::outcome);
    }

    /// Removes what `selection` picks.
    ///
    /// @return how many; 0 if too few match
    public long delete(Selection selection) {
        return delete(selection, Wait.UNLESS_LOCKED);
    }

    /// Removes what `selection` picks, waiting for it.
    ///
    /// @return how many; 0 if too few match or are free when the wait ends
    public long delete(Selection selection, Wait patience) {
        return Answers.counted(view.call(getting(Pick.DELETE, selection, patience)));
    }

    /// Does as [#delete(Selection, Wait)] without blocking.
    public CompletableFuture<Long> deleteAsync(Selection selection, Wait patience) {
        return view.send(getting(Pick.DELETE, selection, patience), Answers::counted);
    }

    /// Returns how many entries `selection` picks: `available()` counts all that are free, `all()` waits until nobody
    /// holds one; 0 if too few match. Entries without any condition are counted by [#describe], at less cost.
    public long count(Selection selection) {
        return count(selection, Wait.UNLESS_LOCKED);
    }

    /// Returns how many entries `selection` picks, waiting until there are as many; 0 if too few match or are free when
    /// the wait ends.
    public long count(Selection selection, Wait patience) {
        return Answers.counted(view.call(getting(Pick.COUNT, selection, patience)));
    }

    /// Does as [#count(Selection, Wait)] without blocking.
    public CompletableFuture<Long> countAsync(Selection selection, Wait patience) {
        return view.send(getting(Pick.COUNT, selection, patience), Answers::counted);
    }

    private Operation getting(Pick pick, Selection selection, Wait patience) {
        return new Operation.Get(pick, name, selection, patience);
    }

    /// Edits what `selection` picks in place: numbers, positions and coordinates stay, versions rise. See [Edits].
    ///
    /// @return the entries as they are now
    /// @throws SpaceException `INVALID_CHANGE` if an edit does not suit its field; nothing was changed
    public Outcome change(Selection selection, Edit... edits) {
        return change(selection, Wait.UNLESS_LOCKED, edits);
    }

    /// Edits what `selection` picks, waiting for it; else as [#change(Selection, Edit...)].
    public Outcome change(Selection selection, Wait patience, Edit... edits) {
        return Answers.outcome(view.call(changing(selection, patience, edits)));
    }

    /// Does as [#change(Selection, Wait, Edit...)] without blocking.
    public CompletableFuture<Outcome> changeAsync(Selection selection, Wait patience, Edit... edits) {
        return view.send(changing(selection, patience, edits), Answers::outcome);
    }

    private Operation changing(Selection selection, Wait patience, Edit... edits) {
        return new Operation.Change(name, selection, List.of(edits), patience);
    }

    /// Moves what `selection` picks to container `to`, in one step: it is in one of them at any time. Entries keep the
    /// coordinates for the coordinators that both have.
    ///
    /// @return the entries as they were here; `TimedOut` if there was no room until a wait ended
    /// @throws SpaceException as a write to `to`; nothing was moved
    public Outcome move(Selection selection, String to) {
        return move(selection, to, Wait.UNLESS_LOCKED);
    }

    /// Moves what `selection` picks, waiting for it and for room; else as [#move(Selection, String)].
    public Outcome move(Selection selection, String to, Wait patience) {
        return Answers.outcome(view.call(moving(selection, to, false, patience)));
    }

    /// Does as [#move(Selection, String, Wait)] without blocking.
    public CompletableFuture<Outcome> moveAsync(Selection selection, String to, Wait patience) {
        return view.send(moving(selection, to, false, patience), Answers::outcome);
    }

    /// Copies what `selection` picks to container `to`; else as [#move(Selection, String)].
    public Outcome copy(Selection selection, String to) {
        return copy(selection, to, Wait.UNLESS_LOCKED);
    }

    /// Copies what `selection` picks, waiting for it and for room; else as [#move(Selection, String)].
    public Outcome copy(Selection selection, String to, Wait patience) {
        return Answers.outcome(view.call(moving(selection, to, true, patience)));
    }

    /// Does as [#copy(Selection, String, Wait)] without blocking.
    public CompletableFuture<Outcome> copyAsync(Selection selection, String to, Wait patience) {
        return view.send(moving(selection, to, true, patience), Answers::outcome);
    }

    private Operation moving(Selection selection, String to, boolean copy, Wait patience) {
        return new Operation.Move(name, selection, to, copy, patience);
    }

    /// Takes what `selection` picks for `lease`, in whole milliseconds; empty if too few match.
    public Optional<Claim> claim(Selection selection, Duration lease) {
        return claim(selection, lease, Wait.UNLESS_LOCKED);
    }

    /// Takes what `selection` picks for `lease` from when it is served, waiting for it; empty if too few match or are
    /// free when the wait ends.
    public Optional<Claim> claim(Selection selection, Duration lease, Wait patience) {
        return Answers.claimed(view.call(claiming(selection, lease, patience))).map(this::claimOf);
    }

    /// Does as [#claim(Selection, Duration, Wait)] without blocking.
    public CompletableFuture<Optional<Claim>> claimAsync(Selection selection, Duration lease, Wait patience) {
        return view.send(
                claiming(selection, lease, patience),
                answer -> Answers.claimed(answer).map(this::claimOf));
    }

    private Operation claiming(Selection selection, Duration lease, Wait patience) {
        return new Operation.Claim(name, selection, TimeUnit.MILLISECONDS.convert(lease), patience);
    }

    private Claim claimOf(Answer.Claimed claimed) {
        return new Claim(view, claimed);
    }

    /// Lets an entry live `lease` from now on, in whole milliseconds; [Duration#ZERO] for ever.
    ///
    /// @throws SpaceException `UNKNOWN_ENTRY` if it is not there
    public Receipt renew(long entry, Duration lease) {
        return Answers.done(view.call(new Operation.Renew(name, entry, TimeUnit.MILLISECONDS.convert(lease))));
    }

    /// Ends an entry's life at once.
    ///
    /// @throws SpaceException `UNKNOWN_ENTRY` if it is not there, or held by others
    public Receipt cancel(long entry) {
        return Answers.done(view.call(new Operation.Cancel(name, entry)));
    }

    /// Tells from now on what happens to any entry of this container.
    public Subscription watch(Set<EventKind> kinds) {
        return watch(null, kinds, null);
    }

    /// Tells from now on what happens to entries that match `selection`, whose count is ignored.
    public Subscription watch(Selection selection, Set<EventKind> kinds) {
        return watch(selection, kinds, null);
    }

    /// Tells what happens to entries that match. Uncommitted changes are no events.
    ///
    /// @param selection the filter, whose count is ignored; null for all entries
    /// @param kinds which events; a `GAP` comes whether named or not
    /// @param from the receipt of the last event seen: those after it come first, or a `GAP` if they are kept no longer;
    ///     null for from now on
    public Subscription watch(@Nullable Selection selection, Set<EventKind> kinds, @Nullable Receipt from) {
        return Subscription.start(view.port(), watching(selection, kinds, from));
    }

    /// Does as [#watch(Selection, Set, Receipt)], handing events to `consumer` one after the other on a virtual thread
    /// of its own. It may block: events then wait as [Subscription] says. If it throws, the watch ends.
    public Subscription watch(
            @Nullable Selection selection,
            Set<EventKind> kinds,
            @Nullable Receipt from,
            Consumer<? super Event> consumer) {
        return Subscription.start(view.port(), watching(selection, kinds, from), consumer);
    }

    private Operation.Watch watching(@Nullable Selection selection, Set<EventKind> kinds, @Nullable Receipt from) {
        return new Operation.Watch(name, selection, Set.copyOf(kinds), from);
    }

    /// Says which index answers `selection`, how many candidates there are, and who holds some of them.
    public Answer.Rows explain(Selection selection) {
        return Answers.rows(view.call(new Operation.Explain(name, selection)));
    }

    /// Returns the container's definition and how many entries it has.
    ///
    /// @throws SpaceException `UNKNOWN_CONTAINER` if there is no container of that name
    public Answer.Described describe() {
        return Answers.described(view.call(new Operation.FindContainer(name, Wait.NOW)))
                .orElseThrow(() -> new SpaceException(
                        ErrorCode.UNKNOWN_CONTAINER, "there is no container " + name));
    }

    @Override
    public String toString() {
        return "container " + name;
    }
}
