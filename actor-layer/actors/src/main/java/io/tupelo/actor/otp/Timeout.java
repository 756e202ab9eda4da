package io.tupelo.actor.otp;

import io.tupelo.actor.otp.Transition.Action;
import java.time.Duration;

/// A timeout of a [GenStateMachine]. There is at most one for events, one for the state, and one of each name. Immutable.
///
/// What is said of a timeout last in a transition counts; what is said when the state is entered comes last.
public sealed interface Timeout {
    /// Runs out if no event comes for so long. Any event cancels it.
    record OfEvent() implements Timeout {
        @Override
        public Event event(Object content) {
            return new Event.EventTimeout(content);
        }
    }

    /// Runs out if the state isn't left for so long. A change of the state cancels it; staying, or entering it anew, doesn't.
    record OfState() implements Timeout {
        @Override
        public Event event(Object content) {
            return new Event.StateTimeout(content);
        }
    }

    /// Runs out after so long, whatever comes.
    record Named(Object name) implements Timeout {
        @Override
        public Event event(Object content) {
            return new Event.NamedTimeout(name, content);
        }
    }

    /// Returns what comes when it runs out.
    Event event(Object content);

    /// Starts it, instead of the one that runs, if one does. Zero: the event comes before what waits in the mailbox, after the events that
    /// the machine has already.
    default Action after(Duration time, Object content) {
        return new Action.Start(this, time, content);
    }

    /// Starts it to run out at a time of [io.tupelo.actor.dispatch.Dispatcher#nanos]: `{abs, true}`. What is past runs out at once, but behind a
    /// timeout of zero.
    default Action at(long nanos, Object content) {
        return new Action.StartAt(this, nanos, content);
    }

    /// Gives it another content; when it runs out stays: `update`. If it doesn't run, it runs out at once.
    default Action update(Object content) {
        return new Action.Update(this, content);
    }

    /// Stops it, if it runs: `cancel`.
    default Action cancel() {
        return new Action.Cancel(this);
    }
}
