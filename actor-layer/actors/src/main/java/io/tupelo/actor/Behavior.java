package io.tupelo.actor;

/// What an actor does with a message; what it returns is what it does with the next one.
///
/// It is called by one thread at a time, and sees what the calls before it have written. What it throws ends the actor with
/// [ExitReason.Failed]; its supervisor decides what comes then.
///
/// @param <M> the messages it accepts: a sealed interface of records, best
@FunctionalInterface
public interface Behavior<M> {
    /// Handles a message.
    ///
    /// @return what handles the next one: `this` to stay, another behavior to become that, or [#stop()]
    Behavior<M> receive(Context<M> context, M message) throws Exception;

    /// Handles a signal. This one does nothing.
    ///
    /// @return as [#receive]
    default Behavior<M> signal(Context<M> context, Signal signal) throws Exception {
        return this;
    }

    /// Is told that the actor ends, unless it was killed, before anybody else is.
    default void terminate(Context<M> context, ExitReason reason) throws Exception {}

    /// Is told that an exit signal ends the actor, which doesn't trap exits. This one terminates.
    default void exited(Context<M> context, ExitReason reason) throws Exception {
        terminate(context, reason);
    }

    /// What a setup returns if there is nothing to do: the actor ends before it has begun, and that is no failure.
    static <M> Behavior<M> ignore() {
        return new Stop<>(Stop.IGNORE);
    }

    /// Ends the actor, since it is done.
    static <M> Behavior<M> stop() {
        return stop(ExitReason.NORMAL);
    }

    /// Ends the actor for a reason.
    static <M> Behavior<M> stop(ExitReason reason) {
        return new Stop<>(reason);
    }

    /// Says whether an actor ends that returns this.
    static boolean isStop(Behavior<?> behavior) {
        return behavior instanceof Stop<?>;
    }
}
