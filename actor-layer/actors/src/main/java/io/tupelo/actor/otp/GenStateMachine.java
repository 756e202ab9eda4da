package io.tupelo.actor.otp;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Signal;
import io.tupelo.actor.otp.Transition.Action;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A state machine: OTP's `gen_statem`. Its data is its fields; a new one is made for each beginning.
///
/// After a transition the events come in this order: the new state is entered; events that were inserted; if the state has changed,
/// those that were postponed, the oldest first; timeouts of zero; what waits in the mailbox.
///
/// @param <S> the states, best an enum or a sealed interface of records; compared by `equals`
/// @param <M> the requests it accepts; those that are answered are [Call]s
public abstract class GenStateMachine<S, M> {
    private @Nullable Context<ServerMessage<M>> context;
    private @Nullable S state;

    /// Makes one that hasn't begun.
    protected GenStateMachine() {}

    /// An event.
    ///
    /// @param content a request, what a timeout or a state has sent, or a [Signal]
    /// @param kind where it comes from
    /// @param from who has called, and is to be answered; null if nobody has
    public record Event(Object content, Kind kind, @Nullable From from) {
        /// Where an event comes from.
        public enum Kind {
            /// A request that is answered.
            CALL,
            /// A request that isn't.
            CAST,
            /// Something else from outside.
            INFO,
            /// A transition has inserted it.
            INTERNAL,
            /// No event came for some time.
            EVENT_TIMEOUT,
            /// The state wasn't left for some time.
            STATE_TIMEOUT,
            /// Some time has passed.
            TIMEOUT
        }
    }

    /// Returns what the machine is as an actor.
    ///
    /// @param make makes a machine, for each beginning
    public static <S, M> ActorSpec<ServerMessage<M>> spec(Supplier<? extends GenStateMachine<S, M>> make) {
        return ActorSpec.of(context -> {
            GenStateMachine<S, M> machine = make.get();
            return machine.begin(context);
        });
    }

    /// Starts one on a host, without a supervisor.
    ///
    /// @throws io.tupelo.actor.StartException if it can't begin
    public static <S, M> ServerRef<M> start(
            ActorHost host, Class<M> protocol, Supplier<? extends GenStateMachine<S, M>> make) {
        return new ServerRef<>(host.spawn(spec(make)), protocol);
    }

    /// Begins, in the state that this returns: `init`.
    protected abstract Transition<S> init() throws Exception;

    /// Handles an event in the present state: `handle_event`.
    protected abstract Transition<S> handleEvent(S state, Event event) throws Exception;

    /// Is called when a state is entered, also the first one. It may not change the state, postpone, or insert events.
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

    /// Returns the present state.
    protected final S state() {
        return Optional.ofNullable(state).orElseThrow(() -> new IllegalStateException("the machine hasn't begun"));
    }

    private Behavior<ServerMessage<M>> begin(Context<ServerMessage<M>> by) throws Exception {
        context = by;
        Transition<S> first = init();
        S begins = first.next();
        if (begins == null) {
            return Behavior.stop(first.end() == null ? ExitReason.NORMAL : first.end());
        }
        state = begins;
        return new Machine().begin(first);
    }

    /// The timers of an actor are told by these.
    private record Timer(Event.Kind kind, Object name) {}

    private final class Machine implements Behavior<ServerMessage<M>> {
        private static final String ONE = "";
        private static final Timer EVENT = new Timer(Event.Kind.EVENT_TIMEOUT, ONE);
        private static final Timer STATE = new Timer(Event.Kind.STATE_TIMEOUT, ONE);

        private final Deque<Event> inserted = new ArrayDeque<>();
        private final Deque<Event> due = new ArrayDeque<>();
        private final Map<Timer, Object> timers = new HashMap<>();
        private List<Event> postponed = new ArrayList<>();
        private @Nullable ExitReason end;

        private Behavior<ServerMessage<M>> begin(Transition<S> first) throws Exception {
            entered(state());
            carryOut(first.actions(), new ArrayList<>());
            return goOn();
        }

        private void handle(Event event) throws Exception {
            cancel(EVENT);
            S before = state();
            Transition<S> transition = handleEvent(before, event);
            if (transition.end() != null) {
                carryOut(transition.actions(), new ArrayList<>());
                end = transition.end();
                return;
            }
            S next = transition.next();
            boolean changes = next != null && !next.equals(before);
            List<Event> more = new ArrayList<>();
            boolean postpones = transition.actions().contains(new Action.Postpone());
            if (postpones) {
                postponed.add(event);
            }
            if (changes) {
                cancel(STATE);
                state = next;
            }
            if (changes || transition.repeat()) {
                entered(before);
            }
            carryOut(transition.actions(), more);
            if (changes) {
                more.addAll(postponed);
                postponed = new ArrayList<>();
            }
            for (Event one : more.reversed()) {
                inserted.addFirst(one);
            }
        }

        private void entered(S before) throws Exception {
            Transition<S> transition = enter(state(), before);
            boolean stays = transition.next() == null || transition.next().equals(state());
            if (!stays || transition.actions().stream()
                    .anyMatch(action -> action instanceof Action.Postpone || action instanceof Action.NextEvent)) {
                throw new IllegalStateException("entering " + state() + " may not change the state, postpone or insert events");
            }
            if (transition.end() != null) {
                end = transition.end();
            }
            carryOut(transition.actions(), new ArrayList<>());
        }

        private void carryOut(List<Action> actions, List<Event> next) {
            for (Action action : actions) {
                switch (action) {
                    case Action.Postpone() -> {}
                    case Action.NextEvent(Object content) -> next.add(new Event(content, Event.Kind.INTERNAL, null));
                    case Action.EventTimeout(Duration after, Object content) -> time(EVENT, after, content);
                    case Action.StateTimeout(Duration after, Object content) -> time(STATE, after, content);
                    case Action.GenericTimeout(Object name, Duration after, Object content) ->
                        time(new Timer(Event.Kind.TIMEOUT, name), after, content);
                    case Action.Reply(From to, Object reply) -> to.reply(reply);
                }
            }
        }

        private void time(Timer timer, @Nullable Duration after, Object content) {
            cancel(timer);
            if (after == null) {
                return;
            }
            if (after.isZero()) {
                due.add(new Event(content, timer.kind, null));
            } else {
                timers.put(timer, content);
                context().startTimer(timer, after);
            }
        }

        private void cancel(Timer timer) {
            if (timers.remove(timer) != null) {
                context().cancelTimer(timer);
            }
            if (timer.kind != Event.Kind.TIMEOUT) {
                due.removeIf(event -> event.kind() == timer.kind);
            }
        }

        /// Handles what comes before the mailbox.
        private Behavior<ServerMessage<M>> goOn() throws Exception {
            while (end == null && !(inserted.isEmpty() && due.isEmpty())) {
                handle(inserted.isEmpty() ? due.removeFirst() : inserted.removeFirst());
            }
            return end == null ? this : Behavior.stop(end);
        }

        private Behavior<ServerMessage<M>> come(Event event) throws Exception {
            handle(event);
            return goOn();
        }

        @Override
        public Behavior<ServerMessage<M>> receive(Context<ServerMessage<M>> by, ServerMessage<M> message) throws Exception {
            return come(switch (message) {
                case ServerMessage.Asked<M>(M request, From from) -> new Event(request, Event.Kind.CALL, from);
                case ServerMessage.Cast<M>(M request) -> new Event(request, Event.Kind.CAST, null);
                case ServerMessage.Other<M>(Object info) -> new Event(info, Event.Kind.INFO, null);
            });
        }

        @Override
        public Behavior<ServerMessage<M>> signal(Context<ServerMessage<M>> by, Signal signal) throws Exception {
            if (signal instanceof Signal.Timeout(Object key) && key instanceof Timer timer) {
                Object content = timers.remove(timer);
                return content == null ? this : come(new Event(content, timer.kind, null));
            }
            if (signal instanceof Signal.Exit exit && by.isParent(exit.from())) {
                return Behavior.stop(exit.reason());
            }
            return come(new Event(signal, Event.Kind.INFO, null));
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
