package io.tupelo.operation;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.tuple.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a space answers. Each answer says where in the order it holds.
public sealed interface Answer {
    /// Returns where in the space's order the operation took effect, or was answered.
    Receipt receipt();

    /// It is done; there is nothing to return.
    record Done(Receipt receipt) implements Answer {}

    /// Entries were written: the number and the version of the first, the others following in order.
    ///
    /// @param ids the entries' numbers in the order of the drafts
    /// @param version the version of each: 1, or more where a put replaced one
    record Written(Receipt receipt, List<Long> ids, long version) implements Answer {}

    /// Entries were found, in the order of the selection.
    ///
    /// @param choice which of several selections was served, from 0
    record Found(Receipt receipt, List<Entry> entries, int choice) implements Answer {}

    /// So many were counted or deleted.
    record Counted(Receipt receipt, long count) implements Answer {}

    /// Too few match. It holds at this receipt only: others may write any time.
    record Empty(Receipt receipt) implements Answer {}

    /// Enough match, but others hold some of them.
    record Locked(Receipt receipt) implements Answer {}

    /// The wait for room, or for a container, ended without.
    record TimedOut(Receipt receipt) implements Answer {}

    /// Entries were claimed.
    ///
    /// @param token the fencing token: greater than every one given before
    /// @param leaseEndMillis when the claim ends, in milliseconds since 1970
    record Claimed(Receipt receipt, long token, long leaseEndMillis, List<Entry> entries) implements Answer {}

    /// A transaction began.
    record Begun(Receipt receipt, long transaction) implements Answer {}

    /// Every operation of a batch was applied: their answers in order.
    record Results(Receipt receipt, List<Answer> answers) implements Answer {}

    /// A batch was not applied.
    ///
    /// @param index which condition did not hold or, counted on behind the conditions, which operation found nothing
    /// @param cause what that operation found; null for a condition
    record Unmet(Receipt receipt, int index, @Nullable Answer cause) implements Answer {}

    /// A watch began. Its events come after this answer.
    record Watching(Receipt receipt) implements Answer {}

    /// A container's definition, and how many entries it has.
    record Described(Receipt receipt, ContainerSpec spec, long entries) implements Answer {}

    /// A table: the names of its columns, and a tuple for each row.
    record Rows(Receipt receipt, List<String> columns, List<Tuple> rows) implements Answer {}

    /// What a procedure returned.
    record Returned(Receipt receipt, Tuple result) implements Answer {}

    /// It failed.
    ///
    /// @param code what kind of failure
    /// @param message what was wrong, where, and what to do
    record Failed(Receipt receipt, ErrorCode code, String message) implements Answer {}
}
