package io.tupelo.actor.otp;

/// What a [GenStateMachine] handles. Immutable.
public sealed interface Event {
    /// A request that is answered: `{call, From}`.
    ///
    /// @param from who has called, and is to be answered
    record Asked(Object request, From from) implements Event {}

    /// A request that isn't answered: `cast`.
    record Cast(Object request) implements Event {}

    /// Something else from outside: `info`. Exits that are trapped, downs and timers come as their [io.tupelo.actor.Signal].
    record Other(Object info) implements Event {}

    /// What the machine has told itself: `internal`.
    record Internal(Object content) implements Event {}

    /// No event came for some time: `timeout`.
    record EventTimeout(Object content) implements Event {}

    /// The state wasn't left for some time: `state_timeout`.
    record StateTimeout(Object content) implements Event {}

    /// Some time has passed: `{timeout, Name}`.
    record NamedTimeout(Object name, Object content) implements Event {}
}
