package io.tupelo.change;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that a command has changed of what outlives the process. What is not durable has no changes: open transactions,
/// waits, sessions of the server's own process.
///
/// Those that somebody may watch carry the `index` of their event within the command; see [Receipt#index].
public sealed interface Change {
    /// The changes that follow are those of another command.
    ///
    /// @param sequence its number
    /// @param time when it was applied, in milliseconds since 1970
    record Command(long sequence, long time) implements Change {}

    /// The space has been started again.
    record Started(long epoch) implements Change {}

    /// Ids up to this one may have been given away.
    record Reserved(long id) implements Change {}

    /// A container was made.
    ///
    /// @param id its number, among those of entries, sessions and claims
    record ContainerCreated(long id, ContainerSpec spec) implements Change {}

    /// A container is gone; its entries were removed before.
    record ContainerDropped(long id) implements Change {}

    /// An entry was written, or put back.
    record Written(EntryImage entry, int index) implements Change {}

    /// A delayed entry can be found from now on.
    record Revealed(long id, long position, @Nullable List<@Nullable Object> coordinates, int index) implements Change {}

    /// Another tuple has taken an entry's place.
    record Replaced(
            long id,
            long position,
            long version,
            Tuple tuple,
            @Nullable List<@Nullable Object> coordinates,
            long leaseEnd,
            int index)
            implements Change {}

    /// An entry is gone.
    record Removed(long id, EventKind why, int index) implements Change {}

    /// An entry's lease ends at another time; 0 for never.
    record Renewed(long id, long leaseEnd) implements Change {}

    /// Entries were claimed.
    record Claimed(long token, long session, long leaseEnd, List<Long> entries) implements Change {
        /// Copies the list.
        public Claimed {
            entries = List.copyOf(entries);
        }
    }

    /// A claim ends at another time.
    record ClaimExtended(long token, long leaseEnd) implements Change {}

    /// An entry came back from its claim, and can be found again: at once, or at `visibleAt` if that isn't 0.
    record Returned(long id, int deliveries, long visibleAt) implements Change {}

    /// A claim is over.
    record ClaimEnded(long token) implements Change {}

    /// A client has a session.
    record SessionOpened(long id, long secret, long leaseMillis) implements Change {}

    /// A session is over.
    record SessionEnded(long id) implements Change {}

    /// A request that has changed something was answered, and the answer is kept until the client has acknowledged it.
    ///
    /// @param acknowledged up to which answer the client has acknowledged
    record Answered(long session, long number, long answerNumber, long acknowledged, Outcome outcome) implements Change {}

    /// The same of the request that follows the last one of its session whose answer was recorded, with the answer that follows
    /// that one.
    ///
    /// @param unacknowledged how many answers the client has not acknowledged, with this one
    record AnsweredNext(long session, long unacknowledged, Outcome outcome) implements Change {}

    /// A client has received the answers up to this one.
    record Acknowledged(long session, long answerNumber) implements Change {}

    /// What was answered.
    sealed interface Outcome {
        /// The entries that the same command has removed, in this order.
        ///
        /// @param undo whether they come back if the session ends before the answer is acknowledged
        record Taken(Receipt receipt, List<Long> entries, int choice, boolean undo) implements Outcome {
            /// Copies the list.
            public Taken {
                entries = List.copyOf(entries);
            }
        }

        /// The entries that the same command has claimed, in this order.
        ///
        /// @param undo whether they are released if the session ends before the answer is acknowledged
        record Claimed(Receipt receipt, long token, List<Long> entries, boolean undo) implements Outcome {
            /// Copies the list.
            public Claimed {
                entries = List.copyOf(entries);
            }
        }

        /// This answer.
        record Whole(Answer answer) implements Outcome {}
    }
}
