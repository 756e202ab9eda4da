package io.tupelo.actor.otp;

/// What a [GenServer] or a [GenStateMachine] gets. Made by [ServerRef].
///
/// @param <M> the requests it accepts
public sealed interface ServerMessage<M> {
    /// A request that is answered.
    record Asked<M>(M request, From from) implements ServerMessage<M> {}

    /// A request that isn't.
    record Cast<M>(M request) implements ServerMessage<M> {}

    /// Something else.
    record Other<M>(Object info) implements ServerMessage<M> {}

    /// It has begun, and goes on with what it has put off. From itself.
    record Begun<M>() implements ServerMessage<M> {}
}
