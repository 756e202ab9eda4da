package io.tupelo.actor.otp;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Signal;
import io.tupelo.actor.otp.Transition.Action;
import io.tupelo.actor.otp.Transition.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A state machine: OTP's `gen_statem` with `handle_event_function` and `state_enter`. Its data is its fields; a new one is made for each
/// beginning.
///
/// In a transition callers are answered first; then the new state is entered, if it has changed or is entered anew. After a transition
/// events come in this order: those that were inserted, as they were; if the state has changed, those that were postponed, the oldest
/// first; timeouts of zero; what waits in the mailbox.
///
/// What a callback throws ends the machine with [ExitReason.Failed], after [#terminate]; what it returns and may not, with [BadReturn].
/// Whoever has called and wasn't answered, postponed or not, is told why it ended.
///
/// @param <S> the states, best an enum or a sealed interface of records; compared by `equals`
/// @param <M> the requests it accepts; those that are answered are [Call]s
public abstract class GenStateMachine<S, M> {
    private @Nullable Context<ServerMessage<M>> context;
    private @Nullable S state;

    /// Makes one that hasn't begun.
    protected GenStateMachine() {}

    /// Returns what the machine is as an actor.
    ///
    /// @param make makes a machine, for each beginning
    public static <S, M> ActorSpec<ServerMessage<M>> spec(Supplier<? extends GenStateMachine<S, M>> make) {
        return ActorSpec.of(context -> {
            GenStateMachine<S, M> machine = make.get();
            return machine.begin(context);
        });
    }

    /// Starts one on a host, without a supervisor: `start`.
    ///
    /// @throws io.tupelo.actor.StartException if it can't begin, or needn't
    public static <S, M> ServerRef<M> start(
            ActorHost host, Class<M> protocol, Supplier<? extends GenStateMachine<S, M>> make) {
        return new ServerRef<>(host.spawn(spec(make)), protocol);
    }

    /// Begins, in the state that this goes to: `init`. Whoever starts the machine waits for it, but not for the first state to be entered,
    /// which is done before any message. Nothing can be postponed.
    protected abstract Transition<S> init() throws Exception;

    /// Handles an event in the present state: `handle_event`.
    protected abstract Transition<S> handleEvent(S state, Event event) throws Exception;

    /// Is called when a state is entered, also the first one, before any event: the state enter call. It may not go to another state,
    /// postpone, or insert events; it may answer callers, set timeouts, stop, and have the state entered once more.
    ///
    /// @param before the state before; the same if it is entered anew, or first
    protected Transition<S> enter(S state, S before) throws Exception {
        return Transition.stay();
    }

    /// Is told that it ends; as [GenServer#terminate].
    protected void terminate(ExitReason reason) throws Exception {}

    /// Returns what the machine can do as an actor.
    protected final Context<ServerMessage<M>> context() {
        return Optional.ofNullable(context).orElseThrow(() -> new IllegalStateException("the machine hasn't begun"));
    }

    /// Returns the present state: while a state is entered, that one.
    protected final S state() {
        return Optional.ofNullable(state).orElseThrow(() -> new IllegalStateException("the machine hasn't begun"));
    }

    private Behavior<ServerMessage<M>> begin(Context<ServerMessage<M>> by) throws Exception {
        context = by;
        Transition<S> first = init();
        return switch (first == null ? null : first.target()) {
            case null -> Behavior.stop(BadReturn.reason(BadReturn.VALUE, "null"));
            case Target.Ignore<S>() -> Behavior.ignore();
            case Target.Stop<S>(ExitReason reason) -> Behavior.stop(reason);
            case Target.Keep<S> _, Target.Repeat<S> _ -> Behavior.stop(BadReturn.reason(BadReturn.VALUE, first));
            case Target.Next<S>(S begins) -> {
                state = begins;
                by.handleFirst(new ServerMessage.Begun<>());
                yield new Machine(first);
            }
        };
    }

    private final class Machine implements Behavior<ServerMessage<M>> {
        private static final Timeout EVENT = new Timeout.OfEvent();
        private static final Timeout STATE = new Timeout.OfState();

        /// What the machine has begun with; null once that was done.
        private @Nullable Transition<S> first;

        private final Timeouts timeouts = new Timeouts(context());
        /// Events that come before the mailbox.
        private final Deque<Event> queue = new ArrayDeque<>();
        private List<Event> postponed = new ArrayList<>();
        private @Nullable ExitReason end;

        private Machine(Transition<S> first) {
            this.first = first;
        }

        /// Handles an event, and those that it brings about.
        private Behavior<ServerMessage<M>> come(@Nullable Event event) throws Exception {
            Transition<S> begins = first;
            if (begins != null) {
                first = null;
                pass(begins, state(), true, null);
                goOn();
            }
            if (event != null && end == null) {
                handle(event);
                goOn();
            }
            return end == null ? this : Behavior.stop(end);
        }

        private void goOn() throws Exception {
            while (end == null) {
                Timeout zero = timeouts.firstZero();
                Event next = queue.isEmpty() && zero != null ? timeouts.end(zero) : queue.pollFirst();
                if (next == null) {
                    return;
                }
                handle(next);
            }
        }

        private void handle(Event event) throws Exception {
            timeouts.cancel(EVENT);
            S now = state();
            Transition<S> transition = handleEvent(now, event);
            switch (transition == null ? null : transition.target()) {
                case null -> end = BadReturn.reason(BadReturn.FROM_STATE, "null");
                case Target.Ignore<S> _ -> end = BadReturn.reason(BadReturn.FROM_STATE, transition);
                case Target.Stop<S>(ExitReason reason) -> stop(reason, transition.actions());
                case Target.Keep<S> _ -> pass(transition, now, false, event);
                case Target.Repeat<S> _ -> pass(transition, now, true, event);
                case Target.Next<S>(S next) -> pass(transition, next, !next.equals(now), event);
            }
        }

        /// Stops, once those who wait are answered.
        private void stop(ExitReason reason, List<Action> actions) {
            end = reason;
            for (Action action : actions) {
                if (!(action instanceof Action.Reply(From to, Object reply))) {
                    end = BadReturn.reason(BadReturn.REPLY_ACTION, action);
                    return;
                }
                to.reply(reply);
            }
        }

        private static void answer(List<Action> actions) {
            for (Action action : actions) {
                if (action instanceof Action.Reply(From to, Object reply)) {
                    to.reply(reply);
                }
            }
        }

        /// Passes to a state, which may be the present one.
        ///
        /// @param event what has brought it about; null if the machine begins
        private void pass(Transition<S> transition, S next, boolean enters, @Nullable Event event) throws Exception {
            List<Action> actions = new ArrayList<>(transition.actions());
            answer(actions);
            S before = state();
            state = next;
            for (boolean more = enters; more && end == null; ) {
                more = enterOnce(next, before, actions);
            }
            if (end != null) {
                return;
            }
            boolean changed = !next.equals(before);
            if (event != null && actions.contains(new Action.Postpone())) {
                postponed.add(event);
            }
            if (changed) {
                timeouts.cancel(STATE);
                for (Event old : postponed.reversed()) {
                    queue.addFirst(old);
                }
                postponed = new ArrayList<>();
            }
            timeouts.apply(actions);
            for (Action action : actions.reversed()) {
                if (action instanceof Action.NextEvent(Event inserted)) {
                    queue.addFirst(inserted);
                }
            }
        }

        /// Enters a state; says whether it is to be entered once more. Adds what is to be done then to `actions`.
        private boolean enterOnce(S next, S before, List<Action> actions) throws Exception {
            Transition<S> entered = enter(next, before);
            Target<S> target = entered == null ? new Target.Ignore<>() : entered.target();
            List<Action> more = entered == null ? List.of() : entered.actions();
            if (target instanceof Target.Stop<S>(ExitReason reason)) {
                stop(reason, more);
            } else if (target instanceof Target.Ignore<S> || (target instanceof Target.Next<S>(S other) && !other.equals(next))) {
                end = BadReturn.reason(BadReturn.ENTER_RETURN, target);
            } else {
                for (Action action : more) {
                    if (action instanceof Action.Postpone || action instanceof Action.NextEvent) {
                        end = BadReturn.reason(BadReturn.ENTER_ACTION, action);
                        return false;
                    }
                }
                answer(more);
                actions.addAll(more);
            }
            return target instanceof Target.Repeat<S>;
        }

        @Override
        public Behavior<ServerMessage<M>> receive(Context<ServerMessage<M>> by, ServerMessage<M> message) throws Exception {
            return come(switch (message) {
                case ServerMessage.Asked<M>(M request, From from) -> new Event.Asked(request, from);
                case ServerMessage.Cast<M>(M request) -> new Event.Cast(request);
                case ServerMessage.Other<M>(Object info) -> new Event.Other(info);
                case ServerMessage.Begun<M>() -> null;
            });
        }

        @Override
        public Behavior<ServerMessage<M>> signal(Context<ServerMessage<M>> by, Signal signal) throws Exception {
            if (signal instanceof Signal.Timeout(Object key) && key instanceof Timeout timeout) {
                // Who waits is an event, and cancels it.
                boolean late = timeout.equals(EVENT) && by.isMessageWaiting();
                Event event = timeouts.end(timeout);
                return late ? this : come(event);
            }
            if (signal instanceof Signal.Exit exit && by.isParent(exit.from())) {
                Behavior<ServerMessage<M>> begun = come(null);
                return begun == this ? Behavior.stop(exit.reason()) : begun;
            }
            return come(new Event.Other(signal));
        }

        @Override
        public void terminate(Context<ServerMessage<M>> by, ExitReason reason) throws Exception {
            GenStateMachine.this.terminate(reason);
        }

        /// As in OTP, who doesn't trap exits isn't told.
        @Override
        public void exited(Context<ServerMessage<M>> by, ExitReason reason) {}
    }
}
