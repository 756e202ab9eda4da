package io.tupelo.actor.otp;

import io.tupelo.actor.ExitReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a callback of a [GenServer] returns: what is answered, and what comes next. Immutable.
///
/// @param reply what is answered to the call, or null for nothing, now
/// @param end why the server ends, or null if it goes on
/// @param timeout how long no message may come until the server is told; null for ever
/// @param then what [GenServer#handleContinue] gets before any message, or null
public record Step(
        @Nullable Object reply, @Nullable ExitReason end, @Nullable Duration timeout, @Nullable Object then) {
    private static final Step OK = new Step(null, null, null, null);

    /// Goes on: `{ok, State}`, `{noreply, State}`.
    public static Step ok() {
        return OK;
    }

    /// Answers, and goes on: `{reply, Reply, State}`.
    public static Step reply(Object reply) {
        return new Step(reply, null, null, null);
    }

    /// Ends: `{stop, Reason, State}`.
    public static Step stop(ExitReason reason) {
        return new Step(null, reason, null, null);
    }

    /// Returns this, and then the server ends: `{stop, Reason, Reply, State}`.
    public Step andStop(ExitReason reason) {
        return new Step(reply, reason, null, null);
    }

    /// Returns this, and if no message comes for so long, [GenServer#handleTimeout] is called.
    public Step orTimeout(Duration after) {
        return new Step(reply, end, after, then);
    }

    /// Returns this, and before any message [GenServer#handleContinue] is called: `{continue, Term}`.
    public Step andContinue(Object term) {
        return new Step(reply, end, timeout, term);
    }
}
