package io.tupelo.runtime;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;

/// Where a session's answers go: its connection. May be called under the space's lock, so it only enqueues; [#flush] is called
/// after the lock was released, by whichever thread had enqueued something. One thread at a time.
public interface SessionSink {
    /// This is where the answers go that went to `before` until now, since the client has a new connection. Called before
    /// anything else is.
    default void follows(SessionSink before) {}

    /// Request `number` is answered. `answerNumber` counts the session's answers from 1 without gaps; the client
    /// acknowledges by it.
    void answered(long number, long answerNumber, Answer answer);

    /// Something happened that the watch started by request `number` looks at. Events are not kept: one that can't be
    /// delivered is replaced by a [io.tupelo.operation.EventKind#GAP].
    void event(long number, Event event);

    /// The session has ended: its lease ran out, it was closed, or another connection has taken it over.
    void ended(String why);

    /// The space can't serve the session for now. It isn't over: its client is to come back later.
    void refused(ErrorCode code, String why);

    /// What was enqueued should leave now.
    void flush();
}
