package io.tupelo.operation;

/// The limits of a space. Over one of them a request fails at once with `OVERLOADED` or `TUPLE_TOO_LARGE`, and changes
/// nothing.
///
/// @param tupleBytesMax payload of a tuple and its coordinates, in bytes
/// @param waitersMax operations of one session that wait
/// @param transactionsMax open transactions of one session
/// @param operationsMax operations within one transaction or batch
/// @param answersKeptMax answers of one session that its client has not acknowledged
/// @param answersKeptBytesMax payload of the entries in those answers, in bytes
/// @param eventsKeptMax events of one container that a watch can resume from
/// @param memoryBytesMax payload of all entries of the space that is in memory, with what is not committed, in bytes
public record Limits(
        int tupleBytesMax,
        int waitersMax,
        int transactionsMax,
        int operationsMax,
        int answersKeptMax,
        long answersKeptBytesMax,
        int eventsKeptMax,
        long memoryBytesMax) {
    /// The defaults.
    public static final Limits DEFAULT =
            new Limits(256 << 10, 1_000, 64, 10_000, 65_536, 256 << 20, 10_000, Long.MAX_VALUE);

    /// Returns these with another number of waiters of one session.
    public Limits withWaitersMax(int waiters) {
        return new Limits(
                tupleBytesMax,
                waiters,
                transactionsMax,
                operationsMax,
                answersKeptMax,
                answersKeptBytesMax,
                eventsKeptMax,
                memoryBytesMax);
    }

    /// Returns these with another budget for payloads.
    public Limits withMemoryBytesMax(long bytes) {
        return new Limits(
                tupleBytesMax,
                waitersMax,
                transactionsMax,
                operationsMax,
                answersKeptMax,
                answersKeptBytesMax,
                eventsKeptMax,
                bytes);
    }
}
