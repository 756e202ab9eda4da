package io.tupelo.actor;

import org.jspecify.annotations.Nullable;

/// Why an actor ended, in the words of Erlang/OTP. Immutable.
@SuppressWarnings("ClassInitializationDeadlock") // without default methods, none of the records initializes this interface
public sealed interface ExitReason {
    /// It was done.
    ExitReason NORMAL = new Normal();
    /// Its supervisor, or somebody else, has asked it to end.
    ExitReason SHUTDOWN = new Shutdown(null);
    /// It was killed, which it could do nothing about.
    ExitReason KILLED = new Killed();
    /// It didn't exist, or not any more, when somebody linked to it or monitored it.
    ExitReason NO_PROCESS = new NoProcess();
    /// The host it was on can't be reached; it may be alive.
    ExitReason NO_CONNECTION = new NoConnection();

    /// It was done: `normal`.
    record Normal() implements ExitReason {}

    /// It was asked to end, in good order: `shutdown`, or `{shutdown, Detail}`.
    ///
    /// @param detail what more there is to say, or null
    record Shutdown(@Nullable Object detail) implements ExitReason {}

    /// It was killed: `killed`.
    record Killed() implements ExitReason {}

    /// There is no such actor: `noproc`.
    record NoProcess() implements ExitReason {}

    /// Its host can't be reached: `noconnection`.
    record NoConnection() implements ExitReason {}

    /// Its code has thrown.
    ///
    /// @param cause what it threw
    record Failed(Throwable cause) implements ExitReason {}

    /// It has ended itself for a reason of its own, or was ended for one by somebody linked to it.
    ///
    /// @param term the reason
    record Because(Object term) implements ExitReason {}

    /// Says whether it ended in good order: `normal`, `shutdown` or `{shutdown, _}`. A transient child isn't restarted then.
    static boolean isOrderly(ExitReason reason) {
        return reason instanceof Normal || reason instanceof Shutdown;
    }
}
