package io.tupelo.actor.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.AskException;
import io.tupelo.actor.ChildSpec;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.ManualDispatcher;
import io.tupelo.actor.Signal;
import io.tupelo.actor.SimulatedHost;
import io.tupelo.actor.SimulatedHost.Outcome;
import io.tupelo.actor.StartException;
import io.tupelo.actor.Supervisor.ChildInfo;
import io.tupelo.actor.Supervisor.Command;
import io.tupelo.actor.Supervisor.Result;
import io.tupelo.actor.SupervisorSpec;
import io.tupelo.actor.SupervisorSpec.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What OTP's `gen_server_SUITE` checks, restated.
class GenServerTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final SimulatedHost sim = new SimulatedHost("GenServerTest");
    private final List<Object> log = new ArrayList<>();
    /// How it begins, goes on, and ends.
    private Init init = _ -> Step.ok();

    private Does continues = (_, _) -> Step.ok();
    private Does timesOut = (_, _) -> Step.ok();
    private @Nullable RuntimeException failsInTerminate;

    private interface Init {
        Step go(Script server) throws Exception;
    }

    /// What the server does with a request.
    private interface Does {
        Step go(Script server, @Nullable From from) throws Exception;
    }

    private sealed interface Request {
        record Ask(Does does) implements Request, Call<Object> {}

        record Count(Does does) implements Request, Call<Integer> {}

        record Say(Does does) implements Request {}
    }

    private final class Script extends GenServer<Request> {
        @Override
        protected Step init() throws Exception {
            return init.go(this);
        }

        @Override
        protected Step handleCall(Request request, From from) throws Exception {
            return switch (request) {
                case Request.Ask(Does does) -> does.go(this, from);
                case Request.Count(Does does) -> does.go(this, from);
                case Request.Say _ -> throw new AssertionError("it isn't called");
            };
        }

        @Override
        protected Step handleCast(Request request) throws Exception {
            return request instanceof Request.Say(Does does) ? does.go(this, null) : super.handleCast(request);
        }

        @Override
        protected Step handleInfo(Object info) {
            log.add(info);
            return Step.ok();
        }

        @Override
        protected Step handleTimeout() throws Exception {
            log.add("timeout");
            return timesOut.go(this, null);
        }

        @Override
        protected Step handleContinue(Object term) throws Exception {
            log.add("continue " + term);
            return continues.go(this, null);
        }

        @Override
        protected void terminate(ExitReason reason) {
            log.add(reason instanceof ExitReason.Failed failed ? "terminate " + failed.cause().getMessage() : "terminate " + reason);
            if (failsInTerminate != null) {
                throw failsInTerminate;
            }
        }

        void traps() {
            context().trapExits(true);
        }
    }

    private ServerRef<Request> start() {
        return GenServer.start(sim.host(), Request.class, Script::new);
    }

    private List<Outcome> call(ServerRef<Request> server, Call<?> request, Duration timeout) {
        List<Outcome> got = new ArrayList<>();
        sim.actor(context -> server.ask(context, request, timeout, SimulatedHost::outcome), m -> got.add((Outcome) m));
        return got;
    }

    private List<Outcome> call(ServerRef<Request> server, Does does) {
        return call(server, new Request.Ask(does), SOON);
    }

    private Does replies(Object reply) {
        return (_, _) -> Step.reply(reply);
    }

    private static Outcome ok(Object reply) {
        return new Outcome(reply, null);
    }

    private static Outcome failed(ExitReason reason) {
        return new Outcome(null, reason);
    }

    private Does says(String text) {
        return (_, _) -> {
            log.add(text);
            return Step.ok();
        };
    }

    // ---- calls ----

    @Test
    void aCallIsAnswered() {
        List<Outcome> got = call(start(), replies("yes"));
        sim.settle();
        assertThat(got).containsExactly(ok("yes"));
    }

    @Test
    void whatOneSenderSendsComesInItsOrder() {
        ServerRef<Request> server = start();
        server.cast(new Request.Say(says("first")));
        server.info("second");
        server.cast(new Request.Say(says("third")));
        List<Outcome> got = call(server, replies("fourth"));
        sim.settle();
        assertThat(log).containsExactly("first", "second", "third");
        assertThat(got).containsExactly(ok("fourth"));
    }

    @Test
    void aCallMayBeAnsweredLaterFromElsewhere() {
        ServerRef<Request> server = start();
        List<From> kept = new ArrayList<>();
        List<Outcome> got = call(server, (_, from) -> {
            kept.add(from);
            return Step.ok();
        });
        sim.settle();
        assertThat(got).isEmpty();
        sim.act(_ -> kept.getFirst().reply("from another actor"));
        sim.settle();
        kept.getFirst().reply("a second one");
        sim.settle();
        assertThat(got).containsExactly(ok("from another actor"));
    }

    @Test
    void anEarlierReplyCountsNotTheOneOfTheStep() {
        List<Outcome> got = call(start(), (_, from) -> {
            from.reply("early");
            return Step.reply("late");
        });
        sim.settle();
        assertThat(got).containsExactly(ok("early"));
    }

    @Test
    void aLateReplyNeverReachesTheMailbox() {
        ServerRef<Request> server = start();
        List<From> kept = new ArrayList<>();
        List<Outcome> got = call(server, (_, from) -> {
            kept.add(from);
            return Step.ok();
        });
        sim.pass(1_000);
        assertThat(got).containsExactly(failed(new ExitReason.Because("timeout")));
        kept.getFirst().reply("late");
        sim.settle();
        assertThat(got).hasSize(1);
        assertThat(sim.dead()).isEmpty();
    }

    @Test
    void aCallTimesOutNeitherEarlierNorLater() {
        List<Outcome> got = call(start(), (_, _) -> Step.ok());
        sim.pass(999);
        assertThat(got).isEmpty();
        sim.pass(1);
        assertThat(got).hasSize(1);
    }

    @Test
    void aCallToADeadServerFailsAtOnce() {
        ServerRef<Request> server = start();
        server.cast(new Request.Say((_, _) -> Step.stop(ExitReason.NORMAL)));
        sim.settle();
        List<Outcome> got = call(server, replies("no"));
        sim.settle();
        assertThat(got).containsExactly(failed(ExitReason.NO_PROCESS));
    }

    @Test
    void whoIsBeingAnsweredIsToldWhyTheServerCrashed() {
        RuntimeException crash = new IllegalStateException("crash");
        List<Outcome> got = call(start(), (_, _) -> {
            throw crash;
        });
        sim.settle();
        assertThat(got).containsExactly(failed(new ExitReason.Failed(crash)));
        assertThat(log).containsExactly("terminate crash");
    }

    @Test
    void allWhoWaitAreToldWhyTheServerEnded() {
        ServerRef<Request> server = start();
        ExitReason why = new ExitReason.Because("enough");
        List<Outcome> kept = call(server, (_, _) -> Step.ok());
        sim.settle();
        List<Outcome> stops = call(server, (_, _) -> Step.stop(why));
        List<Outcome> behind = call(server, replies("never"));
        sim.settle();
        assertThat(List.of(kept, stops, behind)).allSatisfy(got -> assertThat(got).containsExactly(failed(why)));
    }

    @Test
    void whoIsKilledMidCallFailsTheCallAsKilled() {
        ServerRef<Request> server = start();
        List<Outcome> got = call(server, (_, _) -> Step.ok());
        sim.settle();
        sim.act(context -> context.kill(server.actor()));
        sim.settle();
        assertThat(got).containsExactly(failed(ExitReason.KILLED));
        assertThat(log).as("who is killed doesn't terminate").isEmpty();
    }

    @Test
    void stopWithAReplyTerminatesFirst() {
        List<Outcome> got = new ArrayList<>();
        ServerRef<Request> server = start();
        CompletableFuture<ExitReason> end = sim.end(server.actor());
        sim.actor(
                context -> server.ask(context, new Request.Ask((_, _) -> Step.reply("bye").andStop(ExitReason.NORMAL)), SOON,
                        SimulatedHost::outcome),
                message -> {
                    log.add("answered");
                    got.add((Outcome) message);
                });
        sim.settle();
        assertThat(got).containsExactly(ok("bye"));
        assertThat(log).containsExactly("terminate " + ExitReason.NORMAL, "answered");
        assertThat(end).isCompletedWithValue(ExitReason.NORMAL);
    }

    @Test
    void stopWithAReplyAnswersThoughTerminateFails() {
        failsInTerminate = new IllegalStateException("in terminate");
        ServerRef<Request> server = start();
        CompletableFuture<ExitReason> end = sim.end(server.actor());
        List<Outcome> got = call(server, (_, _) -> Step.reply("bye").andStop(ExitReason.NORMAL));
        sim.settle();
        assertThat(got).containsExactly(ok("bye"));
        assertThat(end).isCompletedWithValue(new ExitReason.Failed(failsInTerminate));
    }

    @Test
    void aReplyOfAnotherTypeThanAskedForCrashesTheServer() {
        ServerRef<Request> server = start();
        List<Outcome> got = call(server, new Request.Count(replies("one")), SOON);
        sim.settle();
        assertThat(got).hasSize(1);
        assertThat(got.getFirst().failure()).isInstanceOf(ExitReason.Failed.class);
    }

    // ---- bad returns ----

    @Test
    void aReplyToACastIsABadReturn() {
        ServerRef<Request> server = start();
        CompletableFuture<ExitReason> end = sim.end(server.actor());
        server.cast(new Request.Say(replies("to nobody")));
        sim.settle();
        ExitReason bad = new ExitReason.Because(new BadReturn("bad_return_value", Step.reply("to nobody")));
        assertThat(end).isCompletedWithValue(bad);
        assertThat(log).containsExactly("terminate " + bad);
    }

    @Test
    void ignoringACallIsABadReturn() {
        ExitReason bad = new ExitReason.Because(new BadReturn("bad_return_value", Step.ignore()));
        List<Outcome> got = call(start(), (_, _) -> Step.ignore());
        sim.settle();
        assertThat(got).containsExactly(failed(bad));
    }

    @Test
    void returningNothingIsABadReturn() {
        List<Outcome> got = call(start(), (_, _) -> null);
        sim.settle();
        assertThat(got).containsExactly(failed(new ExitReason.Because(new BadReturn("bad_return_value", "null"))));
    }

    // ---- the beginning ----

    @Test
    void initMayStop() {
        ExitReason why = new ExitReason.Because("not today");
        init = _ -> Step.stop(why);
        assertThatThrownBy(this::start)
                .isInstanceOfSatisfying(StartException.class, failed -> assertThat(failed.reason()).isEqualTo(why));
        assertThat(log).as("it hadn't begun").isEmpty();
    }

    @Test
    void initMayThrow() {
        init = _ -> {
            throw new IllegalStateException("no");
        };
        assertThatThrownBy(this::start).isInstanceOf(StartException.class).hasRootCauseMessage("no");
    }

    @Test
    void aReplyFromInitIsABadReturn() {
        init = _ -> Step.reply("hello");
        assertThatThrownBy(this::start).isInstanceOf(StartException.class).hasMessageContaining("bad_return_value");
    }

    @Test
    void whoIgnoresItsStartIsKnownToItsSupervisorWithoutAnActor() {
        init = _ -> Step.ignore();
        ActorRef<Command> supervisor = sim.host()
                .spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                        .with(ChildSpec.of("server", GenServer.spec(Script::new)))
                        .actor());
        List<ChildInfo> children = sim.ask(supervisor, Command.WhichChildren::new);
        assertThat(children).containsExactly(new ChildInfo("server", null, false));
    }

    @Test
    void continueRunsBeforeAnyMessage() {
        init = server -> {
            server.context().self().tell(new ServerMessage.Other<>("sent in init"));
            return Step.ok().andContinue("one");
        };
        ServerRef<Request> server = start();
        assertThat(log).as("who starts it doesn't wait for that").isEmpty();
        server.cast(new Request.Say(says("cast")));
        sim.settle();
        assertThat(log).containsExactly("continue one", "sent in init", "cast");
    }

    @Test
    void continueRunsBeforeASignalToo() {
        init = server -> {
            server.traps();
            return Step.ok().andContinue("one");
        };
        ServerRef<Request> server = start();
        ActorRef<Object> other = sim.actor(context -> context.exit(server.actor(), ExitReason.NORMAL), _ -> {});
        sim.settle();
        assertThat(log).containsExactly("continue one", new Signal.Exit(other, ExitReason.NORMAL));
    }

    @Test
    void continuesFollowEachOtherBeforeAnyMessage() {
        continues = (_, _) -> log.size() < 4 ? Step.ok().andContinue(log.size()) : Step.ok();
        ServerRef<Request> server = start();
        List<Outcome> got = call(server, (_, _) -> Step.reply("now").andContinue("first"));
        server.cast(new Request.Say(says("cast")));
        sim.settle();
        assertThat(got).as("it is answered before it goes on").containsExactly(ok("now"));
        assertThat(log).containsExactly("continue first", "continue 1", "continue 2", "continue 3", "cast");
    }

    @Test
    void whoCrashesInTheContinueOfInitHadBegun() {
        init = _ -> Step.ok().andContinue("crash");
        continues = (_, _) -> {
            throw new IllegalStateException("in continue");
        };
        ServerRef<Request> server = start();
        CompletableFuture<ExitReason> end = sim.end(server.actor());
        assertThat(log).containsExactly("continue crash", "terminate in continue");
        assertThat(end).isDone();
    }

    @Test
    void aServerRestartedContinuesBeforeWhatHasWaitedForIt() {
        init = _ -> Step.ok().andContinue("begin");
        ActorRef<Command> supervisor = sim.host()
                .spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                        .with(ChildSpec.of("server", GenServer.spec(Script::new)))
                        .actor());
        List<ChildInfo> children = sim.ask(supervisor, Command.WhichChildren::new);
        @SuppressWarnings("unchecked")
        ServerRef<Request> server =
                new ServerRef<>((ActorRef<ServerMessage<Request>>) children.getFirst().child(), Request.class);
        sim.settle();
        log.clear();
        server.cast(new Request.Say((_, _) -> {
            throw new IllegalStateException("crash");
        }));
        server.cast(new Request.Say(says("after the restart")));
        sim.settle();
        assertThat(log).containsExactly("terminate crash", "continue begin", "after the restart");
    }

    // ---- timeouts ----

    @Test
    void aTimeoutOfInitComesIfNoMessageDoes() {
        init = _ -> Step.ok().orTimeout(Duration.ofMillis(100));
        start();
        sim.pass(99);
        assertThat(log).isEmpty();
        sim.pass(1);
        assertThat(log).containsExactly("timeout");
        sim.pass(1_000);
        assertThat(log).as("it comes once").hasSize(1);
    }

    @Test
    void anyMessageCancelsATimeout() {
        init = _ -> Step.ok().orTimeout(Duration.ofMillis(100));
        ServerRef<Request> server = start();
        sim.pass(99);
        server.info("something");
        sim.pass(1_000);
        assertThat(log).containsExactly("something");
    }

    @Test
    void aSignalCancelsATimeout() {
        init = server -> {
            server.context().startTimer("mine", Duration.ofMillis(50));
            return Step.ok().orTimeout(Duration.ofMillis(100));
        };
        start();
        sim.pass(1_000);
        assertThat(log).containsExactly(new Signal.Timeout("mine"));
    }

    @Test
    void aMessageThatWaitsWhenTheTimeoutRunsOutCancelsIt() {
        init = _ -> Step.ok().orTimeout(Duration.ofMillis(100));
        ManualDispatcher manual = new ManualDispatcher();
        try (ActorHost host = ActorHost.open(manual, _ -> {})) {
            ServerRef<Request> server = GenServer.start(host, Request.class, Script::new);
            manual.ringAll();
            server.info("in time");
            manual.runTurns();
        }
        assertThat(log).containsExactly("in time");
    }

    @Test
    void aTimeoutOfZeroComesIfNothingWaits() {
        ServerRef<Request> server = start();
        server.cast(new Request.Say((_, _) -> Step.ok().orTimeout(Duration.ZERO)));
        server.info("waits");
        sim.pass(0);
        assertThat(log).containsExactly("waits");
        server.cast(new Request.Say((_, _) -> Step.ok().orTimeout(Duration.ZERO)));
        sim.pass(0);
        assertThat(log).containsExactly("waits", "timeout");
    }

    @Test
    void aTimeoutMayFollowAnother() {
        timesOut = (_, _) -> log.size() < 3 ? Step.ok().orTimeout(Duration.ofMillis(10)) : Step.stop(ExitReason.NORMAL);
        init = _ -> Step.ok().orTimeout(Duration.ofMillis(10));
        start();
        sim.pass(1_000);
        assertThat(log).containsExactly("timeout", "timeout", "timeout", "terminate " + ExitReason.NORMAL);
    }

    @Test
    void hibernatingWaitsForTheNextMessage() {
        ServerRef<Request> server = start();
        server.cast(new Request.Say((_, _) -> Step.ok().orTimeout(Duration.ofMillis(10)).hibernating()));
        sim.pass(1_000);
        List<Outcome> got = call(server, replies("awake"));
        sim.settle();
        assertThat(log).isEmpty();
        assertThat(got).containsExactly(ok("awake"));
    }

    // ---- the end ----

    @Test
    void whoTrapsExitsTerminatesWithItsParent() {
        endsWithItsParent(true);
        assertThat(log).containsExactly("terminate " + ExitReason.SHUTDOWN);
    }

    @Test
    void whoDoesntTrapExitsIsNotToldOfItsEnd() {
        endsWithItsParent(false);
        assertThat(log).isEmpty();
    }

    private void endsWithItsParent(boolean traps) {
        init = server -> {
            server.context().trapExits(traps);
            return Step.ok();
        };
        ActorRef<Command> supervisor = sim.host()
                .spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                        .with(ChildSpec.of("server", GenServer.spec(Script::new)))
                        .actor());
        Result result = sim.ask(supervisor, reply -> new Command.TerminateChild("server", reply));
        assertThat(result).isEqualTo(new Result.Done(null));
    }

    @Test
    void whoTrapsExitsGetsThoseOfOthersAsInfo() {
        init = server -> {
            server.traps();
            return Step.ok();
        };
        ServerRef<Request> server = start();
        ActorRef<Object> other = sim.actor(context -> context.exit(server.actor(), ExitReason.SHUTDOWN), _ -> {});
        sim.settle();
        assertThat(log).containsExactly(new Signal.Exit(other, ExitReason.SHUTDOWN));
    }

    @Test
    void whatTerminateThrowsIsWhyTheServerEnded() {
        failsInTerminate = new IllegalStateException("in terminate");
        ServerRef<Request> server = start();
        CompletableFuture<ExitReason> end = sim.end(server.actor());
        server.cast(new Request.Say((_, _) -> Step.stop(ExitReason.SHUTDOWN)));
        sim.settle();
        assertThat(end).isCompletedWithValue(new ExitReason.Failed(failsInTerminate));
    }

    @Test
    void castsToADeadServerAreDeadLetters() {
        ServerRef<Request> server = start();
        server.cast(new Request.Say((_, _) -> Step.stop(ExitReason.NORMAL)));
        server.info("behind");
        sim.settle();
        server.info("later");
        sim.settle();
        assertThat(sim.dead()).extracting(ActorHost.DeadLetter::reason).containsExactly(ExitReason.NORMAL, ExitReason.NO_PROCESS);
    }

    // ---- with threads ----

    @Test
    void aThreadThatCallsGetsTheAnswerOrTheReason() {
        try (ActorHost host = ActorHost.open()) {
            ServerRef<Request> server = GenServer.start(host, Request.class, Script::new);
            assertThat(server.call(new Request.Count(replies(7)))).isEqualTo(7);
            assertThatThrownBy(() -> server.call(new Request.Count((_, _) -> Step.ok()), Duration.ofMillis(5)))
                    .isInstanceOfSatisfying(
                            AskException.class, e -> assertThat(e.reason()).isEqualTo(new ExitReason.Because("timeout")));
            assertThatThrownBy(() -> server.call(new Request.Count((_, _) -> Step.stop(ExitReason.SHUTDOWN))))
                    .isInstanceOfSatisfying(
                            AskException.class, e -> assertThat(e.reason()).isEqualTo(ExitReason.SHUTDOWN));
            assertThatThrownBy(() -> server.call(new Request.Count(replies(8))))
                    .isInstanceOfSatisfying(
                            AskException.class, e -> assertThat(e.reason()).isEqualTo(ExitReason.NO_PROCESS));
        }
    }

    /// Every call gets exactly one outcome, whatever the server does, and whatever the order of turns.
    @RepeatedTest(20)
    void everyCallHasOneOutcome() {
        ServerRef<Request> server = start();
        List<From> kept = new ArrayList<>();
        List<List<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Object reply = i;
            Does does = switch (sim.random().nextInt(50)) {
                case 0 -> (_, _) -> Step.stop(ExitReason.SHUTDOWN);
                case 1 -> (_, _) -> {
                    throw new IllegalStateException("crash");
                };
                case 2 -> (_, _) -> Step.reply(reply).andStop(ExitReason.NORMAL);
                default -> sim.random().nextBoolean()
                        ? (_, from) -> {
                            kept.add(from);
                            return Step.ok();
                        }
                        : (_, _) -> Step.reply(reply).andContinue(reply);
            };
            all.add(call(server, new Request.Ask(does), Duration.ofMillis(sim.random().nextInt(1, 100))));
            for (int steps = sim.random().nextInt(4); steps > 0; steps--) {
                sim.time().step();
            }
            if (sim.random().nextInt(4) == 0) {
                sim.pass(sim.random().nextInt(20));
            }
            if (!kept.isEmpty() && sim.random().nextBoolean()) {
                kept.remove(sim.random().nextInt(kept.size())).reply("late");
            }
        }
        sim.pass(100);
        assertThat(all).allSatisfy(got -> assertThat(got).hasSize(1));
    }
}
