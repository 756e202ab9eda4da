package io.tupelo.space;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// What carries requests to a space and answers back: the one thing in which an embedded and a remote space differ.
/// [Space#over] puts the whole API on top of it. Thread-safe.
///
/// Duties of an implementation: requests sent by one thread take effect in the order they were sent; each request is
/// answered exactly once; a failure is an [Answer.Failed], never an exception.
public interface SpacePort extends AutoCloseable {
    /// Sends `request` and waits for its answer. If the thread is interrupted while it waits, the wait is withdrawn:
    /// the answer is then `CANCELLED`, or what had been answered before, and the thread's interrupt flag is set.
    Answer call(Request request);

    /// Sends `request` and returns at once. Cancelling the future withdraws a wait; whether in time, its answer says.
    CompletableFuture<Answer> send(Request request);

    /// Does as [#send], for a thread that has nothing else to do: it may do what the answer waits for, such as to sync a disk, if that
    /// makes the answer come sooner than if another thread did.
    default CompletableFuture<Answer> sendHelping(Request request) {
        return send(request);
    }

    /// Starts a watch. `events` gets its events in order, one at a time, and must not block. The subscription is
    /// returned once the space has answered.
    ///
    /// @throws SpaceException if the space refuses it
    Watch watch(Operation.Watch watch, Consumer<Event> events);

    /// A running watch.
    interface Watch extends AutoCloseable {
        /// Returns the receipt from which on events come.
        io.tupelo.operation.Receipt since();

        /// Ends it; no event comes after this returned.
        @Override
        void close();
    }

    /// Ends the session and with it its waits, transactions and ephemeral entries.
    @Override
    void close();
}
