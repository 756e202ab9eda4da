package io.tupelo.runtime;

import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Request;

/// A session of a client elsewhere, as the server's connection handler sees it. Thread-safe. What requests and acknowledgements
/// bring about in a durable space waits for [SpaceRuntime#endRound].
public interface RemoteSession {
    /// Returns the session's number.
    long id();

    /// Returns the highest number of a request that reached the space.
    long lastNumber();

    /// Applies request `number`, on this thread. Numbers grow by one; one that was seen before is not applied again: its
    /// kept answer, if the client hasn't acknowledged it, is sent again. The answer goes to the sink, now or later.
    void submit(long number, Request request);

    /// Answers request `number` with a failure instead of applying it; with numbers, and keeping, as for [#submit].
    void refuse(long number, ErrorCode code, String sentence);

    /// The client has received all answers up to `answerNumber`; they need not be kept.
    ///
    /// @param follows whether requests follow at once
    void acknowledge(long answerNumber, boolean follows);

    /// The connection behind `sink` is gone. Nothing happens if another one has taken over. From now on the session's
    /// waiters are suspended and its lease runs.
    void detach(SessionSink sink);

    /// Ends the session now.
    ///
    /// @param then what is done once that can't be lost any more
    void close(Runnable then);
}
