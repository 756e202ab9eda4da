package io.tupelo.actor.otp;

/// What a [GenServer] gets. Made by [ServerRef].
public sealed interface ServerMessage<M> {
    /// A request that is answered.
    record Asked<M>(M request, From from) implements ServerMessage<M> {}

    /// A request that isn't.
    record Cast<M>(M request) implements ServerMessage<M> {}

    /// Something else.
    record Other<M>(Object info) implements ServerMessage<M> {}
}
