package io.tupelo.space;

import io.tupelo.operation.Entry;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Tuple;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// What a read, take, change or move came to. All four are expected; a failure is a [SpaceException]. Immutable.
public sealed interface Outcome {
    /// Returns where in the space's order this holds.
    Receipt receipt();

    /// Entries were found, in the order of the selection; none only where the selection said `available()`.
    ///
    /// @param entries the entries
    /// @param receipt where in the order
    /// @param choice which of several selections was served, from 0
    record Found(List<Entry> entries, Receipt receipt, int choice) implements Outcome {
        /// Copies the list.
        public Found {
            entries = List.copyOf(entries);
        }
    }

    /// Too few match. It holds at this receipt only: others may write any time, within a transaction, too.
    ///
    /// @param receipt where in the order
    record Empty(Receipt receipt) implements Outcome {}

    /// Enough match, but others hold some of them in a transaction or a claim.
    ///
    /// @param receipt where in the order
    record Locked(Receipt receipt) implements Outcome {}

    /// The wait for room where the entries should have gone ended without.
    ///
    /// @param receipt where in the order
    record TimedOut(Receipt receipt) implements Outcome {}

    /// Says whether the selection was served.
    default boolean isFound() {
        return this instanceof Found;
    }

    /// Returns the entries; none unless found.
    default List<Entry> entries() {
        return switch (this) {
            case Found found -> found.entries;
            case Empty _, Locked _, TimedOut _ -> List.of();
        };
    }

    /// Returns the first entry, if there is one.
    default Optional<Entry> entry() {
        return entries().stream().findFirst();
    }

    /// Returns the first entry's tuple, if there is one.
    default Optional<Tuple> tuple() {
        return entry().map(Entry::tuple);
    }

    /// Returns the tuples of the entries; none unless found.
    default List<Tuple> tuples() {
        return entries().stream().map(Entry::tuple).toList();
    }

    /// Returns the first entry as a record, if there is one.
    ///
    /// @throws io.tupelo.tuple.InvalidTupleException if its tuple is no `type`
    default <R extends Record> Optional<R> as(Class<R> type) {
        return tuple().map(tuple -> tuple.as(type));
    }

    /// Returns all entries as records; none unless found.
    ///
    /// @throws io.tupelo.tuple.InvalidTupleException if a tuple is no `type`
    default <R extends Record> List<R> allAs(Class<R> type) {
        return tuples().stream().map(tuple -> tuple.as(type)).toList();
    }

    /// Returns the first entry.
    ///
    /// @throws NoSuchElementException if there is none; its message says which of the outcomes it was
    default Entry orElseThrow() {
        return entry().orElseThrow(() -> new NoSuchElementException(
                switch (this) {
                    case Found _ -> "nothing that is free matched at " + receipt();
                    case Empty _ -> "too few entries matched at " + receipt();
                    case Locked _ -> "others held what matched at " + receipt();
                    case TimedOut _ -> "there was no room until the wait ended at " + receipt();
                }));
    }
}
