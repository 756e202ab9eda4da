package io.tupelo.actor.otp;

import io.tupelo.actor.ExitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What a callback of a [GenStateMachine] returns: which state comes next, and what is to be done on the way. Immutable.
///
/// @param <S> the states
/// @param target which state comes next
/// @param actions what is to be done, in this order
public record Transition<S>(Target<S> target, List<Action> actions) {
    /// Which state comes next.
    ///
    /// @param <S> the states
    public sealed interface Target<S> {
        /// That one: `next_state`. It hasn't changed if it equals the present one.
        record Next<S>(S state) implements Target<S> {}

        /// The present one: `keep_state`.
        record Keep<S>() implements Target<S> {}

        /// The present one, which is entered anew: `repeat_state`. It hasn't changed.
        record Repeat<S>() implements Target<S> {}

        /// None, since the machine ends: `stop`, `stop_and_reply`.
        record Stop<S>(ExitReason reason) implements Target<S> {}

        /// None, since the machine isn't needed: `ignore`. Only [GenStateMachine#init] may return it.
        record Ignore<S>() implements Target<S> {}
    }

    /// What is to be done on the way to a state.
    public sealed interface Action {
        /// The event is handled again when the state has changed: `postpone`.
        record Postpone() implements Action {}

        /// An event is handled before all others that wait: `next_event`.
        record NextEvent(Event event) implements Action {}

        /// A caller is answered.
        record Reply(From to, Object reply) implements Action {}

        /// Starts a timeout; see [Timeout#after].
        record Start(Timeout timeout, Duration after, Object content) implements Action {}

        /// Starts a timeout; see [Timeout#at].
        record StartAt(Timeout timeout, long nanos, Object content) implements Action {}

        /// Gives a timeout another content; see [Timeout#update].
        record Update(Timeout timeout, Object content) implements Action {}

        /// Stops a timeout; see [Timeout#cancel].
        record Cancel(Timeout timeout) implements Action {}
    }

    /// Copies the actions.
    public Transition {
        Objects.requireNonNull(target, "target");
        actions = List.copyOf(actions);
    }

    private static <S> Transition<S> of(Target<S> target) {
        return new Transition<>(target, List.of());
    }

    /// Goes to a state, which may be the present one: `next_state`.
    public static <S> Transition<S> to(S state) {
        return of(new Target.Next<>(state));
    }

    /// Stays: `keep_state`.
    public static <S> Transition<S> stay() {
        return of(new Target.Keep<>());
    }

    /// Stays, and enters the state anew: `repeat_state`.
    public static <S> Transition<S> again() {
        return of(new Target.Repeat<>());
    }

    /// Ends: `stop`; with replies `stop_and_reply`, which are sent before [GenStateMachine#terminate]. Nothing else may be done then.
    public static <S> Transition<S> stop(ExitReason reason) {
        return of(new Target.Stop<>(reason));
    }

    /// Doesn't begin, which is no failure: `ignore`. Only for [GenStateMachine#init].
    public static <S> Transition<S> ignore() {
        return of(new Target.Ignore<>());
    }

    /// Returns this with one thing more to do.
    public Transition<S> and(Action action) {
        List<Action> more = new ArrayList<>(actions);
        more.add(action);
        return new Transition<>(target, more);
    }

    /// Returns this, with the event handled again when the state has changed: `postpone`.
    public Transition<S> postponing() {
        return and(new Action.Postpone());
    }

    /// Returns this, with an internal event that comes before all that wait; several come in their order: `{next_event, internal, _}`.
    public Transition<S> nextEvent(Object content) {
        return and(new Action.NextEvent(new Event.Internal(content)));
    }

    /// Returns this, with an event of any kind that comes before all that wait: `next_event`.
    public Transition<S> nextEvent(Event event) {
        return and(new Action.NextEvent(event));
    }

    /// Returns this, with an event if no other comes for so long; see [Timeout.OfEvent].
    public Transition<S> eventTimeout(Duration after, Object content) {
        return and(new Timeout.OfEvent().after(after, content));
    }

    /// Returns this, with an event if the state isn't left for so long; see [Timeout.OfState].
    public Transition<S> stateTimeout(Duration after, Object content) {
        return and(new Timeout.OfState().after(after, content));
    }

    /// Returns this, with the timeout of the state stopped.
    public Transition<S> cancelStateTimeout() {
        return and(new Timeout.OfState().cancel());
    }

    /// Returns this, with an event after so long, in whatever state; see [Timeout.Named].
    public Transition<S> timeout(Object name, Duration after, Object content) {
        return and(new Timeout.Named(name).after(after, content));
    }

    /// Returns this, with the timeout of that name stopped.
    public Transition<S> cancelTimeout(Object name) {
        return and(new Timeout.Named(name).cancel());
    }

    /// Returns this, with an answer to who has called.
    public Transition<S> reply(From to, Object reply) {
        return and(new Action.Reply(to, reply));
    }

    /// Returns this for a machine that expects to be idle for long: `hibernate`. As [Step#hibernating]: there is nothing to give back.
    public Transition<S> hibernating() {
        return this;
    }
}
