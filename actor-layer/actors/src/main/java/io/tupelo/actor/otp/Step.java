package io.tupelo.actor.otp;

import io.tupelo.actor.ExitReason;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a callback of a [GenServer] returns: what is answered, and what comes next. Immutable.
///
/// @param reply what is answered to the call now, or null for nothing; only [GenServer#handleCall] may give one
/// @param next what comes next
public record Step(@Nullable Object reply, Next next) {
    private static final Step OK = new Step(null, new Next.Message());

    /// What comes next.
    public sealed interface Next {
        /// The next message, whenever it comes.
        record Message() implements Next {}

        /// The next message, or [GenServer#handleTimeout] if none came for so long.
        record Timeout(Duration after) implements Next {}

        /// [GenServer#handleContinue], before any message.
        record Continue(Object term) implements Next {}

        /// Nothing: the server ends.
        record Stop(ExitReason reason) implements Next {}

        /// Nothing: the server isn't needed. Only [GenServer#init] may return it.
        record Ignore() implements Next {}
    }

    /// Checks that it is said what comes next.
    public Step {
        Objects.requireNonNull(next, "next");
    }

    /// Goes on: `{ok, State}`, `{noreply, State}`.
    public static Step ok() {
        return OK;
    }

    /// Answers, and goes on: `{reply, Reply, State}`.
    public static Step reply(Object reply) {
        return new Step(Objects.requireNonNull(reply, "a reply"), new Next.Message());
    }

    /// Ends: `{stop, Reason, State}`; from [GenServer#init] `{stop, Reason}`, and it hasn't begun.
    public static Step stop(ExitReason reason) {
        return new Step(null, new Next.Stop(reason));
    }

    /// Doesn't begin, which is no failure: `ignore`. Only for [GenServer#init].
    public static Step ignore() {
        return new Step(null, new Next.Ignore());
    }

    /// Returns this, but then the server ends: `{stop, Reason, Reply, State}`. As in OTP, what is answered here is sent after
    /// [GenServer#terminate].
    public Step andStop(ExitReason reason) {
        return new Step(reply, new Next.Stop(reason));
    }

    /// Returns this, but if no message comes for so long, [GenServer#handleTimeout] is called. Any message, signal or timer of the
    /// server's own cancels it. Zero: unless one waits already.
    public Step orTimeout(Duration after) {
        return new Step(reply, new Next.Timeout(after));
    }

    /// Returns this, but before any message [GenServer#handleContinue] is called: `{continue, Term}`.
    public Step andContinue(Object term) {
        return new Step(reply, new Next.Continue(term));
    }

    /// Returns this for a server that expects to be idle for long: `hibernate`. In OTP the process gives back its stack and collects its
    /// heap. Here an actor without a message has neither, so it is the same as waiting for the next message: nothing is dropped, and a
    /// timeout isn't set.
    public Step hibernating() {
        return new Step(reply, new Next.Message());
    }
}
