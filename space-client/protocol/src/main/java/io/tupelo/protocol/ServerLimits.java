package io.tupelo.protocol;

import io.tupelo.operation.Limits;

/// What a server holds its clients to, as it tells them when it welcomes them.
///
/// @param frameBytesMax a frame without its length, in bytes
/// @param tupleBytesMax payload of a tuple, in bytes
/// @param waitersMax operations of a session that wait
/// @param transactionsMax open transactions of a session
/// @param operationsMax operations within a transaction or batch
/// @param answersKeptMax answers of a session that are not acknowledged
public record ServerLimits(
        int frameBytesMax,
        int tupleBytesMax,
        int waitersMax,
        int transactionsMax,
        int operationsMax,
        int answersKeptMax) {
    /// Makes the limits of a server whose spaces have `limits`.
    public static ServerLimits of(Limits limits) {
        return new ServerLimits(
                ProtocolLimits.FRAME_BYTES_MAX,
                limits.tupleBytesMax(),
                limits.waitersMax(),
                limits.transactionsMax(),
                limits.operationsMax(),
                limits.answersKeptMax());
    }

    static void write(WireWriter out, int field, ServerLimits limits) {
        int begun = out.begin(field);
        out.uint(1, limits.frameBytesMax);
        out.uint(2, limits.tupleBytesMax);
        out.uint(3, limits.waitersMax);
        out.uint(4, limits.transactionsMax);
        out.uint(5, limits.operationsMax);
        out.uint(6, limits.answersKeptMax);
        out.end(begun);
    }

    static ServerLimits read(WireReader in) {
        int entered = in.enter("limits");
        int[] numbers = new int[6];
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field <= numbers.length) {
                numbers[field - 1] = in.uint32();
            } else {
                in.skip();
            }
        }
        in.leave(entered);
        return new ServerLimits(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }
}
