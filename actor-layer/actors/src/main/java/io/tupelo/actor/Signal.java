package io.tupelo.actor;

import org.jspecify.annotations.Nullable;

/// What an actor is told beside its messages. Signals come before the messages that wait.
public sealed interface Signal {
    /// An actor that it is linked to has ended, or wants it to end. Only who traps exits is told.
    ///
    /// @param from who has ended, or who has sent it
    /// @param reason why
    record Exit(ActorRef<?> from, ExitReason reason) implements Signal {}

    /// An actor that it monitors has ended.
    ///
    /// @param monitor what [Context#monitor] returned
    /// @param actor who has ended
    /// @param reason why
    record Down(Monitor monitor, ActorRef<?> actor, ExitReason reason) implements Signal {}

    /// A timer has run out.
    ///
    /// @param key the one under which it was started
    record Timeout(Object key) implements Signal {}

    /// No message has come for as long as was given to [Context#receiveTimeout].
    record Idle() implements Signal {}

    /// An actor that it supervises has begun anew, or could not.
    ///
    /// @param child which
    /// @param failure why not, or null
    record Began(ActorRef<?> child, @Nullable ExitReason failure) implements Signal {}
}
