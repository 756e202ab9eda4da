package io.tupelo.actor.otp;

import io.tupelo.actor.ExitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a callback of a [GenStateMachine] returns: which state comes next, and what is to be done on the way. Immutable.
///
/// @param <S> the states
/// @param next the state that comes next; null to stay
/// @param repeat whether the state is entered anew although it is the same
/// @param end why the machine ends, or null if it goes on
/// @param actions what is to be done, in this order
public record Transition<S>(@Nullable S next, boolean repeat, @Nullable ExitReason end, List<Action> actions) {
    /// What is to be done on the way to a state.
    public sealed interface Action {
        /// The event is handled again when the state has changed.
        record Postpone() implements Action {}

        /// An event is handled before all others that wait.
        record NextEvent(Object event) implements Action {}

        /// Ends up as an event when no other came for so long; null cancels it.
        record EventTimeout(@Nullable Duration after, Object event) implements Action {}

        /// Ends up as an event when the state hasn't changed for so long; null cancels it.
        record StateTimeout(@Nullable Duration after, Object event) implements Action {}

        /// Ends up as an event after so long, whatever comes; null cancels it.
        record GenericTimeout(Object name, @Nullable Duration after, Object event) implements Action {}

        /// A caller is answered.
        record Reply(From to, Object reply) implements Action {}
    }

    /// Copies the actions.
    public Transition {
        actions = List.copyOf(actions);
    }

    /// Goes to a state, which may be the present one: `{next_state, …}`.
    public static <S> Transition<S> to(S state) {
        return new Transition<>(state, false, null, List.of());
    }

    /// Stays: `keep_state`.
    public static <S> Transition<S> stay() {
        return new Transition<>(null, false, null, List.of());
    }

    /// Stays, and enters the state anew: `repeat_state`.
    public static <S> Transition<S> again() {
        return new Transition<>(null, true, null, List.of());
    }

    /// Ends: `{stop, Reason}`.
    public static <S> Transition<S> stop(ExitReason reason) {
        return new Transition<>(null, false, reason, List.of());
    }

    private Transition<S> and(Action action) {
        List<Action> more = new ArrayList<>(actions);
        more.add(action);
        return new Transition<>(next, repeat, end, more);
    }

    /// Returns this, with the event handled again when the state has changed.
    public Transition<S> postponing() {
        return and(new Action.Postpone());
    }

    /// Returns this, with an event that comes before all that wait; several come in their order.
    public Transition<S> nextEvent(Object event) {
        return and(new Action.NextEvent(event));
    }

    /// Returns this, with an event if no other comes for so long. Zero: before those that wait in the mailbox.
    public Transition<S> eventTimeout(Duration after, Object event) {
        return and(new Action.EventTimeout(after, event));
    }

    /// Returns this, with an event if the state isn't left for so long. It replaces the one there was.
    public Transition<S> stateTimeout(Duration after, Object event) {
        return and(new Action.StateTimeout(after, event));
    }

    /// Returns this, with an event after so long, in whatever state. It replaces the one of that name.
    public Transition<S> timeout(Object name, Duration after, Object event) {
        return and(new Action.GenericTimeout(name, after, event));
    }

    /// Returns this, with the timeout of that name cancelled.
    public Transition<S> cancelTimeout(Object name) {
        return and(new Action.GenericTimeout(name, null, name));
    }

    /// Returns this, with the timeout of the state cancelled.
    public Transition<S> cancelStateTimeout() {
        return and(new Action.StateTimeout(null, ""));
    }

    /// Returns this, with an answer to who has called.
    public Transition<S> reply(From to, Object reply) {
        return and(new Action.Reply(to, reply));
    }
}
