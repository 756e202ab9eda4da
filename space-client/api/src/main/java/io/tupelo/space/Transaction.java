package io.tupelo.space;

import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Wait;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Several operations, over any containers of one space, that take effect together or not at all. Thread-safe.
///
/// Its own writes are visible to itself, after all committed entries; its takes are hidden from others. It always has a
/// deadline, and ends with the session. Closing it without a commit aborts it:
///
/// ```java
/// try (Transaction transaction = space.transaction()) {
///     Outcome job = jobs.in(transaction).take(fifo());
///     done.in(transaction).write(job.orElseThrow().tuple());
///     transaction.commit();
/// }
/// ```
public final class Transaction implements AutoCloseable {
    private final View outside;
    private final long id;
    private volatile boolean open = true;

    Transaction(View outside, long id) {
        this.outside = outside;
        this.id = id;
    }

    /// Returns its number, unique in its space.
    public long id() {
        return id;
    }

    /// Returns the handle of a container within this transaction. No round trip.
    public Container container(String name) {
        return new Container(outside.in(id), name);
    }

    /// Takes by the first of `choices` that can be served, within this transaction; see [Space#takeEither].
    public Outcome takeEither(Wait patience, Choice... choices) {
        return Space.either(outside.in(id), Operation.Pick.TAKE, patience, choices);
    }

    /// Reads by the first of `choices` that can be served, within this transaction; see [Space#takeEither].
    public Outcome readEither(Wait patience, Choice... choices) {
        return Space.either(outside.in(id), Operation.Pick.READ, patience, choices);
    }

    /// Makes all it did take effect, at one place in the order. Entries it wrote get their positions then.
    ///
    /// @throws SpaceException `UNKNOWN_TRANSACTION` if it was ended or its deadline passed: nothing of it happened.
    ///     Its keys were reserved when it wrote them, and its room was, so that neither can fail it here
    public Receipt commit() {
        return end(new Operation.Commit(id));
    }

    /// Makes all it did not have happened: what it took is back in its place.
    ///
    /// @throws SpaceException `UNKNOWN_TRANSACTION` if it was ended or its deadline passed
    public Receipt abort() {
        return end(new Operation.Abort(id));
    }

    private Receipt end(Operation operation) {
        try {
            Receipt receipt = Answers.done(outside.call(operation));
            open = false;
            return receipt;
        } catch (SpaceException failed) {
            if (failed.code() == ErrorCode.UNKNOWN_TRANSACTION) {
                open = false;
            }
            throw failed;
        }
    }

    /// Lets it last `duration` from now on, in whole milliseconds.
    ///
    /// @throws SpaceException `UNKNOWN_TRANSACTION` if it was ended or its deadline passed; `INVALID_REQUEST` if it would
    ///     last less than a millisecond
    public Receipt extend(Duration duration) {
        return Answers.done(outside.call(new Operation.ExtendTransaction(id, TimeUnit.MILLISECONDS.convert(duration))));
    }

    /// Aborts it if it is open. Never fails: what can't be aborted now ends by its deadline.
    @Override
    public void close() {
        if (open) {
            open = false;
            outside.end(new Operation.Abort(id));
        }
    }

    @Override
    public String toString() {
        return "transaction " + id;
    }
}
