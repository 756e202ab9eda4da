package io.tupelo.actor.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ChildSpec;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.ManualDispatcher;
import io.tupelo.actor.SimulatedHost;
import io.tupelo.actor.SimulatedHost.Outcome;
import io.tupelo.actor.StartException;
import io.tupelo.actor.Supervisor.Command;
import io.tupelo.actor.Supervisor.Result;
import io.tupelo.actor.SupervisorSpec;
import io.tupelo.actor.SupervisorSpec.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What OTP's `gen_statem_SUITE` checks, restated.
class GenStateMachineTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration MS_100 = Duration.ofMillis(100);

    private final SimulatedHost sim = new SimulatedHost("GenStateMachineTest");
    private final List<String> log = new ArrayList<>();
    private Init init = _ -> Transition.to("a");
    private Enters enters = (_, _) -> Transition.stay();
    private Others others = (_, _) -> Transition.stay();

    private interface Init {
        Transition<String> go(Script machine) throws Exception;
    }

    private interface Enters {
        Transition<String> go(String state, String before) throws Exception;
    }

    /// What becomes of all events but requests.
    private interface Others {
        Transition<String> go(String state, String event) throws Exception;
    }

    /// What becomes of a request.
    private interface Does {
        Transition<String> go(String state, @Nullable From from) throws Exception;
    }

    private sealed interface Request {
        record Ask(Does does) implements Request, Call<Object> {}

        record Say(Does does) implements Request {}
    }

    private final class Script extends GenStateMachine<String, Request> {
        @Override
        protected Transition<String> init() throws Exception {
            return init.go(this);
        }

        @Override
        protected Transition<String> handleEvent(String state, Event event) throws Exception {
            String what = switch (event) {
                case Event.Asked _, Event.Cast _ -> "";
                case Event.Other(Object info) -> "info " + info;
                case Event.Internal(Object content) -> "internal " + content;
                case Event.EventTimeout(Object content) -> "event timeout " + content;
                case Event.StateTimeout(Object content) -> "state timeout " + content;
                case Event.NamedTimeout(Object name, Object content) -> "timeout " + name + " " + content;
            };
            if (event instanceof Event.Asked(Request.Ask(Does does), From from)) {
                return does.go(state, from);
            }
            if (event instanceof Event.Cast(Request.Say(Does does))) {
                return does.go(state, null);
            }
            log.add(state + ": " + what);
            return others.go(state, what);
        }

        @Override
        protected Transition<String> enter(String state, String before) throws Exception {
            log.add("enter " + state + " from " + before);
            return enters.go(state, before);
        }

        @Override
        protected void terminate(ExitReason reason) {
            log.add("terminate in " + state());
        }
    }

    private ServerRef<Request> start() {
        ServerRef<Request> machine = GenStateMachine.start(sim.host(), Request.class, Script::new);
        sim.settle();
        return machine;
    }

    /// Starts one, and forgets what it has noted till then.
    private ServerRef<Request> started() {
        ServerRef<Request> machine = start();
        log.clear();
        return machine;
    }

    private void say(ServerRef<Request> machine, Does does) {
        machine.cast(new Request.Say(does));
    }

    /// Has it do something, and lets what follows at once happen.
    private void does(ServerRef<Request> machine, Transition<String> transition) {
        say(machine, (_, _) -> transition);
        sim.settle();
    }

    private Does notes(String text) {
        return (state, _) -> {
            log.add(state + ": " + text);
            return Transition.stay();
        };
    }

    /// Waits for a state, and notes then.
    private Does in(String wanted, String text) {
        return (state, _) -> {
            if (!state.equals(wanted)) {
                log.add(state + ": not yet " + text);
                return Transition.<String>stay().postponing();
            }
            log.add(state + ": " + text);
            return Transition.stay();
        };
    }

    private List<Outcome> call(ServerRef<Request> machine, Does does) {
        List<Outcome> got = new ArrayList<>();
        sim.actor(
                context -> machine.ask(context, new Request.Ask(does), SOON, SimulatedHost::outcome),
                message -> got.add((Outcome) message));
        return got;
    }

    private static Transition<String> stay() {
        return Transition.stay();
    }

    private static Outcome ok(Object reply) {
        return new Outcome(reply, null);
    }

    private static ExitReason bad(String error, Object value) {
        return new ExitReason.Because(new BadReturn(error, value));
    }

    // ---- the beginning ----

    @Test
    void theFirstStateIsEnteredFromItselfBeforeAnyEvent() {
        init = machine -> {
            machine.context().self().tell(new ServerMessage.Other<>("early"));
            return Transition.to("a");
        };
        start();
        assertThat(log).containsExactly("enter a from a", "a: info early");
    }

    @Test
    void whoStartsItDoesntWaitForTheFirstStateToBeEntered() {
        enters = (_, _) -> {
            throw new IllegalStateException("can't enter");
        };
        ServerRef<Request> machine = GenStateMachine.start(sim.host(), Request.class, Script::new);
        CompletableFuture<ExitReason> end = sim.end(machine.actor());
        assertThat(end).isDone();
        assertThat(log).containsExactly("enter a from a", "terminate in a");
    }

    @Test
    void initMayInsertEventsAndSetTimeouts() {
        init = _ -> Transition.to("a").nextEvent("one").timeout("zero", Duration.ZERO, "z").nextEvent("two");
        start();
        assertThat(log).containsExactly("enter a from a", "a: internal one", "a: internal two", "a: timeout zero z");
    }

    @Test
    void initMayStopOrIgnoreButNotStay() {
        init = _ -> Transition.stop(ExitReason.SHUTDOWN);
        assertThatThrownBy(this::start)
                .isInstanceOfSatisfying(StartException.class, e -> assertThat(e.reason()).isEqualTo(ExitReason.SHUTDOWN));
        init = _ -> Transition.ignore();
        assertThatThrownBy(this::start).isInstanceOf(StartException.class).hasMessageContaining("ignore");
        init = _ -> Transition.stay();
        assertThatThrownBy(this::start).isInstanceOf(StartException.class).hasMessageContaining("bad_return_value");
        assertThat(log).isEmpty();
    }

    // ---- transitions ----

    @Test
    void onlyAChangeEntersAState() {
        ServerRef<Request> machine = started();
        does(machine, stay());
        does(machine, Transition.to("a"));
        assertThat(log).isEmpty();
        does(machine, Transition.to("b"));
        does(machine, Transition.again());
        assertThat(log).containsExactly("enter b from a", "enter b from b");
    }

    @Test
    void aStateMayBeEnteredOnceMoreByItsOwnEntering() {
        enters = (_, _) -> log.size() < 4 ? Transition.again() : Transition.stay();
        start();
        assertThat(log).containsExactly("enter a from a", "enter a from a", "enter a from a", "enter a from a");
    }

    @Test
    void callersAreAnsweredBeforeTheStateIsEntered() {
        List<String> order = new ArrayList<>();
        ServerRef<Request> machine = started();
        enters = (_, _) -> {
            order.add("entered");
            return Transition.stay();
        };
        ActorRef<Object> to = new ActorRef<>() {
            @Override
            public void tell(Object message) {
                order.add("answered");
            }

            @Override
            public String name() {
                return "caller";
            }
        };
        From from = new From(to, Object.class);
        does(machine, Transition.to("b").reply(from, "reply"));
        assertThat(order).containsExactly("answered", "entered");
    }

    @Test
    void enteringMayAnswerACallThatWasKept() {
        List<From> kept = new ArrayList<>();
        ServerRef<Request> machine = started();
        List<Outcome> got = call(machine, (_, from) -> {
            kept.add(from);
            return stay();
        });
        sim.settle();
        enters = (state, _) -> stay().reply(kept.getFirst(), "in " + state);
        does(machine, Transition.to("b"));
        assertThat(got).containsExactly(ok("in b"));
    }

    // ---- the order of events ----

    @Test
    void afterATransitionEventsComeInOtpsOrder() {
        ServerRef<Request> machine = started();
        say(machine, in("b", "postponed 1"));
        say(machine, in("b", "postponed 2"));
        say(machine, (_, _) -> {
            machine.info("mailbox");
            return Transition.to("b")
                    .timeout("t", Duration.ZERO, "zero")
                    .nextEvent("inserted 1")
                    .nextEvent("inserted 2")
                    .stateTimeout(Duration.ZERO, "zero");
        });
        sim.settle();
        assertThat(log).containsExactly(
                "a: not yet postponed 1",
                "a: not yet postponed 2",
                "enter b from a",
                "b: internal inserted 1",
                "b: internal inserted 2",
                "b: postponed 1",
                "b: postponed 2",
                "b: timeout t zero",
                "b: state timeout zero",
                "b: info mailbox");
    }

    @Test
    void insertedEventsComeBeforeThoseInsertedEarlier() {
        others = (_, event) -> event.equals("internal 1") ? stay().nextEvent("1.1").nextEvent("1.2") : stay();
        ServerRef<Request> machine = started();
        does(machine, stay().nextEvent("1").nextEvent("2"));
        assertThat(log).containsExactly("a: internal 1", "a: internal 1.1", "a: internal 1.2", "a: internal 2");
    }

    @Test
    void postponedEventsComeBeforeThoseInsertedEarlierThatWait() {
        others = (state, event) -> switch (event) {
            case "internal later" -> state.equals("a") ? stay().postponing() : stay();
            case "internal change" -> Transition.to("b");
            default -> stay();
        };
        ServerRef<Request> machine = started();
        does(machine, stay().nextEvent("later").nextEvent("change").nextEvent("last"));
        assertThat(log).containsExactly(
                "a: internal later", "a: internal change", "enter b from a", "b: internal later", "b: internal last");
    }

    @Test
    void anInsertedEventMayBeOfAnyKind() {
        ServerRef<Request> machine = started();
        does(machine, stay().nextEvent(new Event.Cast(new Request.Say(notes("cast")))).nextEvent(new Event.Other("info")));
        assertThat(log).containsExactly("a: cast", "a: info info");
    }

    @Test
    void repeatingAStateIsNoChange() {
        ServerRef<Request> machine = started();
        say(machine, in("b", "postponed"));
        does(machine, stay().stateTimeout(MS_100, "runs on"));
        does(machine, Transition.again());
        sim.pass(100);
        assertThat(log).containsExactly("a: not yet postponed", "enter a from a", "a: state timeout runs on");
    }

    @Test
    void whatIsPostponedAgainComesAgainAfterTheNextChange() {
        ServerRef<Request> machine = started();
        say(machine, in("c", "1"));
        say(machine, in("c", "2"));
        does(machine, Transition.to("b"));
        does(machine, Transition.to("c"));
        assertThat(log).containsExactly(
                "a: not yet 1", "a: not yet 2", "enter b from a", "b: not yet 1", "b: not yet 2", "enter c from b", "c: 1", "c: 2");
    }

    @Test
    void anEventThatChangesTheStateMayBePostponedItself() {
        ServerRef<Request> machine = started();
        say(machine, (state, _) -> {
            log.add(state + ": first");
            return state.equals("a") ? Transition.to("b").postponing() : stay();
        });
        sim.settle();
        assertThat(log).containsExactly("a: first", "enter b from a", "b: first");
    }

    @Test
    void aPostponedCallIsAnsweredLater() {
        ServerRef<Request> machine = started();
        List<Outcome> got = call(machine, (state, from) -> state.equals("b") && from != null ? stay().reply(from, state) : stay().postponing());
        sim.settle();
        assertThat(got).isEmpty();
        does(machine, Transition.to("b"));
        assertThat(got).containsExactly(ok("b"));
    }

    @Test
    void aTimeoutMayBePostponedToo() {
        others = (state, _) -> state.equals("a") ? stay().postponing() : stay();
        ServerRef<Request> machine = started();
        does(machine, stay().timeout("t", Duration.ofMillis(5), "x"));
        sim.pass(5);
        does(machine, Transition.to("b"));
        assertThat(log).containsExactly("a: timeout t x", "enter b from a", "b: timeout t x");
    }

    // ---- timeouts ----

    @Test
    void anyEventCancelsTheEventTimeout() {
        ServerRef<Request> machine = started();
        does(machine, stay().eventTimeout(MS_100, "x"));
        sim.pass(99);
        does(machine, stay());
        sim.pass(1_000);
        assertThat(log).isEmpty();
        does(machine, stay().eventTimeout(MS_100, "y"));
        sim.pass(100);
        assertThat(log).containsExactly("a: event timeout y");
    }

    @Test
    void anInsertedEventCancelsTheEventTimeoutOfZero() {
        ServerRef<Request> machine = started();
        does(machine, stay().eventTimeout(Duration.ZERO, "x").nextEvent("1"));
        does(machine, stay().stateTimeout(Duration.ZERO, "first").eventTimeout(Duration.ZERO, "cancelled by it"));
        assertThat(log).containsExactly("a: internal 1", "a: state timeout first");
        does(machine, stay().eventTimeout(Duration.ZERO, "y").stateTimeout(Duration.ZERO, "second"));
        assertThat(log).endsWith("a: event timeout y", "a: state timeout second");
    }

    @Test
    void anEventThatWaitsWhenTheEventTimeoutRunsOutCancelsIt() {
        init = _ -> Transition.to("a").eventTimeout(MS_100, "x");
        ManualDispatcher manual = new ManualDispatcher();
        try (ActorHost host = ActorHost.open(manual, _ -> {})) {
            ServerRef<Request> machine = GenStateMachine.start(host, Request.class, Script::new);
            manual.runTurns();
            manual.ringAll();
            machine.info("in time");
            manual.runTurns();
        }
        assertThat(log).containsExactly("enter a from a", "a: info in time");
    }

    @Test
    void onlyAChangeCancelsTheStateTimeout() {
        ServerRef<Request> machine = started();
        does(machine, stay().stateTimeout(MS_100, "x"));
        does(machine, Transition.to("a"));
        does(machine, stay());
        sim.pass(100);
        assertThat(log).containsExactly("a: state timeout x");
        does(machine, stay().stateTimeout(MS_100, "y"));
        does(machine, Transition.to("b"));
        sim.pass(1_000);
        assertThat(log).containsExactly("a: state timeout x", "enter b from a");
    }

    @Test
    void aStateTimeoutThatIsSetWithAChangeBelongsToTheNewState() {
        ServerRef<Request> machine = started();
        does(machine, Transition.to("b").stateTimeout(MS_100, "of b"));
        sim.pass(100);
        assertThat(log).containsExactly("enter b from a", "b: state timeout of b");
    }

    @Test
    void namedTimeoutsSurviveChangesAndAreIndependent() {
        ServerRef<Request> machine = started();
        does(machine, stay().timeout("x", MS_100, 1).timeout("y", Duration.ofMillis(50), 2));
        does(machine, Transition.to("b"));
        sim.pass(100);
        assertThat(log).containsExactly("enter b from a", "b: timeout y 2", "b: timeout x 1");
    }

    @Test
    void settingATimeoutAgainRestartsIt() {
        ServerRef<Request> machine = started();
        does(machine, stay().timeout("x", MS_100, 1));
        sim.pass(60);
        does(machine, stay().timeout("x", MS_100, 2));
        sim.pass(99);
        assertThat(log).isEmpty();
        sim.pass(1);
        assertThat(log).containsExactly("a: timeout x 2");
    }

    @Test
    void theLastWordAboutATimeoutCounts() {
        ServerRef<Request> machine = started();
        does(machine, stay().timeout("x", Duration.ZERO, 1).timeout("y", Duration.ZERO, 2).timeout("x", Duration.ZERO, 3));
        assertThat(log).containsExactly("a: timeout y 2", "a: timeout x 3");
        does(machine, stay().timeout("x", Duration.ZERO, 4).cancelTimeout("x"));
        assertThat(log).hasSize(2);
    }

    @Test
    void whatIsSaidWhenAStateIsEnteredComesLast() {
        enters = (state, _) -> state.equals("b") ? stay().stateTimeout(Duration.ofMillis(5), "by entering") : stay();
        ServerRef<Request> machine = started();
        does(machine, Transition.to("b").stateTimeout(Duration.ofMillis(1), "by the event"));
        sim.pass(100);
        assertThat(log).containsExactly("enter b from a", "b: state timeout by entering");
    }

    @Test
    void aTimeoutThatIsStoppedDoesntComeEvenIfItIsDue() {
        others = (_, event) -> event.equals("timeout x 1") ? stay().cancelTimeout("y").cancelStateTimeout() : stay();
        ServerRef<Request> machine = started();
        does(machine, stay().timeout("x", Duration.ZERO, 1).timeout("y", Duration.ZERO, 2).stateTimeout(Duration.ZERO, 3));
        does(machine, stay().timeout("y", MS_100, 4).stateTimeout(MS_100, 5));
        does(machine, stay().cancelTimeout("y").cancelStateTimeout());
        sim.pass(1_000);
        assertThat(log).containsExactly("a: timeout x 1");
    }

    @Test
    void updatingATimeoutChangesItsContentOnly() {
        ServerRef<Request> machine = started();
        does(machine, stay().stateTimeout(MS_100, "old"));
        sim.pass(60);
        does(machine, stay().and(new Timeout.OfState().update("new")));
        sim.pass(39);
        assertThat(log).isEmpty();
        sim.pass(1);
        assertThat(log).containsExactly("a: state timeout new");
    }

    @Test
    void updatingATimeoutThatDoesntRunHasItRunOutAtOnce() {
        ServerRef<Request> machine = started();
        does(machine, stay().and(new Timeout.Named("x").update("new")));
        assertThat(log).containsExactly("a: timeout x new");
    }

    @Test
    void anAbsoluteTimeoutRunsOutAtItsTime() {
        sim.pass(500);
        ServerRef<Request> machine = started();
        long at = Duration.ofMillis(700).toNanos();
        does(machine, stay().and(new Timeout.Named("x").at(at, "abs")));
        sim.pass(199);
        assertThat(log).isEmpty();
        sim.pass(1);
        assertThat(log).containsExactly("a: timeout x abs");
        does(machine, stay().and(new Timeout.Named("x").at(at, "past")).timeout("y", Duration.ZERO, "zero"));
        sim.pass(0);
        assertThat(log).containsExactly("a: timeout x abs", "a: timeout y zero", "a: timeout x past");
    }

    @Test
    void aTimeoutOfNoTimeReplacesOneThatRuns() {
        ServerRef<Request> machine = started();
        does(machine, stay().timeout("x", MS_100, "slow"));
        does(machine, stay().timeout("x", Duration.ZERO, "fast"));
        sim.pass(1_000);
        assertThat(log).containsExactly("a: timeout x fast");
    }

    @Test
    void aTimerOfTheActorsOwnIsInfo() {
        init = machine -> {
            machine.context().startTimer("mine", MS_100);
            return Transition.to("a");
        };
        started();
        sim.pass(100);
        assertThat(log).containsExactly("a: info Timeout[key=mine]");
    }

    // ---- the end, and what is forbidden ----

    @Test
    void stoppingMayAnswerFirst() {
        ServerRef<Request> machine = started();
        CompletableFuture<ExitReason> end = sim.end(machine.actor());
        List<Outcome> got = call(machine, (_, from) -> Transition.<String>stop(ExitReason.NORMAL).reply(nonNull(from), "bye"));
        sim.settle();
        assertThat(got).containsExactly(ok("bye"));
        assertThat(end).isCompletedWithValue(ExitReason.NORMAL);
        assertThat(log).containsExactly("terminate in a");
    }

    private static From nonNull(@Nullable From from) {
        return Objects.requireNonNull(from);
    }

    @Test
    void whoHasPostponedACallTellsTheCallerWhyItEnds() {
        ServerRef<Request> machine = started();
        List<Outcome> got = call(machine, (_, _) -> stay().postponing());
        sim.settle();
        ExitReason why = new ExitReason.Because("why");
        does(machine, Transition.stop(why));
        assertThat(got).containsExactly(new Outcome(null, why));
    }

    @Test
    void whoStopsHandlesNothingMore() {
        ServerRef<Request> machine = started();
        does(machine, stay().nextEvent(new Event.Cast(new Request.Say((_, _) -> Transition.stop(ExitReason.NORMAL)))).nextEvent("never"));
        assertThat(log).containsExactly("terminate in a");
    }

    @Test
    void enteringMayStop() {
        enters = (state, _) -> state.equals("b") ? Transition.stop(ExitReason.SHUTDOWN) : stay();
        ServerRef<Request> machine = started();
        CompletableFuture<ExitReason> end = sim.end(machine.actor());
        does(machine, Transition.to("b").nextEvent("never"));
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
        assertThat(log).containsExactly("enter b from a", "terminate in b");
    }

    @Test
    void enteringMayNotChangeTheStatePostponeOrInsert() {
        assertThat(endWhenEntering(Transition.to("c"))).isEqualTo(
                bad("bad_state_enter_return_from_state_function", new Transition.Target.Next<>("c")));
        assertThat(endWhenEntering(stay().postponing())).isEqualTo(
                bad("bad_state_enter_action_from_state_function", new Transition.Action.Postpone()));
        assertThat(endWhenEntering(stay().nextEvent("x"))).isEqualTo(
                bad("bad_state_enter_action_from_state_function", new Transition.Action.NextEvent(new Event.Internal("x"))));
    }

    private ExitReason endWhenEntering(Transition<String> transition) {
        enters = (state, _) -> state.equals("b") ? transition : stay();
        ServerRef<Request> machine = started();
        CompletableFuture<ExitReason> end = sim.end(machine.actor());
        does(machine, Transition.to("b"));
        return end.join();
    }

    @Test
    void enteringMayGoToTheStateItself() {
        enters = (state, _) -> Transition.to(state);
        ServerRef<Request> machine = started();
        does(machine, Transition.to("b"));
        assertThat(log).containsExactly("enter b from a");
    }

    @Test
    void whoStopsMayOnlyAnswer() {
        ServerRef<Request> machine = started();
        CompletableFuture<ExitReason> end = sim.end(machine.actor());
        does(machine, Transition.<String>stop(ExitReason.NORMAL).postponing());
        assertThat(end).isCompletedWithValue(
                bad("bad_reply_action_from_state_function", new Transition.Action.Postpone()));
    }

    @Test
    void returningNothingIsABadReturn() {
        ServerRef<Request> machine = started();
        CompletableFuture<ExitReason> end = sim.end(machine.actor());
        say(machine, (_, _) -> null);
        sim.settle();
        assertThat(end).isCompletedWithValue(bad("bad_return_from_state_function", "null"));
    }

    @Test
    void whoThrowsTerminatesInTheStateItWasIn() {
        ServerRef<Request> machine = started();
        List<Outcome> got = call(machine, (_, _) -> {
            throw new IllegalStateException("crash");
        });
        sim.settle();
        assertThat(log).containsExactly("terminate in a");
        assertThat(got).hasSize(1);
        assertThat(got.getFirst().failure()).isInstanceOf(ExitReason.Failed.class);
    }

    @Test
    void whoTrapsExitsTerminatesWithItsParent() {
        init = machine -> {
            machine.context().trapExits(true);
            return Transition.to("a");
        };
        ActorRef<Command> supervisor = sim.host()
                .spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                        .with(ChildSpec.of("machine", GenStateMachine.spec(Script::new)))
                        .actor());
        Result result = sim.ask(supervisor, reply -> new Command.TerminateChild("machine", reply));
        assertThat(result).isEqualTo(new Result.Done(null));
        assertThat(log).containsExactly("enter a from a", "terminate in a");
    }

    /// Whatever is postponed is handled once, in its order, when the state that it waits for has come.
    @RepeatedTest(20)
    void everythingPostponedIsHandledOnceAndInOrder() {
        enters = (_, _) -> stay();
        ServerRef<Request> machine = started();
        List<String> handled = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String text = "event " + i;
            expected.add(text);
            say(machine, (state, _) -> {
                if (!state.equals("open")) {
                    return stay().postponing();
                }
                handled.add(text);
                return stay();
            });
            if (sim.random().nextInt(5) == 0) {
                String next = List.of("a", "b", "open").get(sim.random().nextInt(3));
                say(machine, (_, _) -> Transition.to(next));
            }
            for (int steps = sim.random().nextInt(4); steps > 0; steps--) {
                sim.time().step();
            }
        }
        does(machine, Transition.to("a"));
        does(machine, Transition.to("open"));
        assertThat(handled).containsExactlyElementsOf(expected);
    }
}
