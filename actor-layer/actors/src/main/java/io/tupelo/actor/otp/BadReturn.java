package io.tupelo.actor.otp;

import io.tupelo.actor.ExitReason;

/// Why a behaviour ends whose callback has returned something it may not: the term of its [ExitReason.Because]. Immutable.
///
/// @param error what is wrong, as OTP calls it: `bad_return_value`, `bad_return_from_state_function`, …
/// @param value what was returned
public record BadReturn(String error, Object value) {
    /// A callback of a [GenServer] has.
    static final String VALUE = "bad_return_value";
    /// A callback of a [GenStateMachine] has.
    static final String FROM_STATE = "bad_return_from_state_function";
    /// An action isn't allowed when a state is entered.
    static final String ENTER_ACTION = "bad_state_enter_action_from_state_function";
    /// A state can't be left while it is entered.
    static final String ENTER_RETURN = "bad_state_enter_return_from_state_function";
    /// Whoever stops can do nothing but answer.
    static final String REPLY_ACTION = "bad_reply_action_from_state_function";

    static ExitReason reason(String error, Object value) {
        return new ExitReason.Because(new BadReturn(error, value));
    }
}
