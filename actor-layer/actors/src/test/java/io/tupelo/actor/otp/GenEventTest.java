package io.tupelo.actor.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.AskException;
import io.tupelo.actor.ChildSpec;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Signal;
import io.tupelo.actor.SimulatedHost;
import io.tupelo.actor.Supervisor.ChildInfo;
import io.tupelo.actor.Supervisor.Command;
import io.tupelo.actor.Supervisor.Result;
import io.tupelo.actor.SupervisorSpec;
import io.tupelo.actor.SupervisorSpec.Strategy;
import io.tupelo.actor.otp.EventMessage.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What OTP's `gen_event_SUITE` checks, restated.
class GenEventTest {
    private static final Outcome DONE = new Outcome.Done(null);

    private final SimulatedHost sim = new SimulatedHost("GenEventTest");
    private final List<Object> log = new ArrayList<>();
    private final ActorRef<EventMessage<String>> manager = GenEvent.<String>start(sim.host()).actor();

    /// Notes what it gets. What it does besides is in the event or the request.
    private class Notes implements EventHandler<String> {
        private final String id;

        Notes(String id) {
            this.id = id;
        }

        @Override
        public void init(@Nullable Object handover) {
            log.add(id + " begins" + (handover == null ? "" : " with " + handover));
        }

        @Override
        public Handled<String> handleEvent(String event) {
            log.add(id + ": " + event);
            return does(event);
        }

        @Override
        public Handled<String> handleCall(Object request) {
            log.add(id + "? " + request);
            return does(request);
        }

        @Override
        public Handled<String> handleInfo(Object info) {
            log.add(id + "! " + info);
            return does(info);
        }

        private Handled<String> does(Object event) {
            if (event.equals("crash " + id)) {
                throw new IllegalStateException(id + " crashes");
            }
            if (event.equals("remove " + id)) {
                return Handled.<String>ok().andRemove();
            }
            if (event.equals("swap " + id)) {
                return Handled.<String>ok().andSwap("args", id + "2", new Notes(id + "2"));
            }
            if (event.equals("swap in vain " + id)) {
                return Handled.<String>ok().andSwap("args", "bad", new Bad());
            }
            if (event.equals("reply to an event " + id)) {
                return Handled.reply("nobody");
            }
            if (event instanceof Ask(Handled<String> reply)) {
                return reply;
            }
            return Handled.ok();
        }

        @Override
        public Object terminate(Why why) {
            log.add(id + " ends: " + (why instanceof Why.Failed ? "Failed" : why));
            return "state of " + id;
        }
    }

    private final class Bad extends Notes {
        private Bad() {
            super("bad");
        }

        @Override
        public void init(@Nullable Object handover) {
            throw new IllegalStateException("can't begin");
        }
    }

    private record Ask(Handled<String> reply) implements Call<Object> {}

    /// Asks the manager, and lets what follows happen.
    private <R> R ask(Function<ActorRef<R>, EventMessage<String>> question) {
        R reply = sim.ask(manager, question);
        sim.settle();
        return reply;
    }

    private Outcome add(String id) {
        return ask(reply -> new EventMessage.Add<>(id, new Notes(id), null, reply));
    }

    private Outcome delete(String id) {
        return ask(reply -> new EventMessage.Delete<>(id, "args", reply));
    }

    private Outcome swap(String id, String newId, EventHandler<String> handler) {
        return ask(reply -> new EventMessage.Swap<>(id, "args", newId, handler, null, reply));
    }

    private Outcome query(String id, Object request) {
        return ask(reply -> new EventMessage.Query<>(id, request, reply));
    }

    private List<Object> handlers() {
        return ask(EventMessage.Handlers::new);
    }

    private void send(String event) {
        manager.tell(new EventMessage.Notify<>(event));
        sim.settle();
    }

    /// An actor that supervises a handler; what it gets is in `got`.
    private ActorRef<Object> owner(String id, List<Object> got) {
        ActorRef<Object> owner = sim.actor(
                context -> context.<EventMessage<String>, Outcome>ask(
                        manager,
                        reply -> new EventMessage.Add<>(id, new Notes(id), HandlerOwner.of(context, exit -> exit), reply),
                        ServerRef.CALL_TIMEOUT,
                        (outcome, _) -> outcome),
                got::add);
        sim.settle();
        assertThat(got).containsExactly(DONE);
        got.clear();
        return owner;
    }

    // ---- events ----

    @Test
    void everyHandlerGetsEveryEventTheLastAddedFirst() {
        add("a");
        add("b");
        send("one");
        send("two");
        assertThat(log).containsExactly("a begins", "b begins", "b: one", "a: one", "b: two", "a: two");
        assertThat(handlers()).containsExactly("b", "a");
    }

    @Test
    void anEventWithoutHandlersIsNothing() {
        send("one");
        assertThat(handlers()).isEmpty();
    }

    @Test
    void aSynchronousEventIsAnsweredAfterAllHandlers() {
        add("a");
        add("b");
        log.clear();
        sim.actor(
                context -> context.<EventMessage<String>, Outcome>ask(
                        manager, reply -> new EventMessage.SyncNotify<>("one", reply), ServerRef.CALL_TIMEOUT, (o, _) -> o),
                log::add);
        sim.settle();
        assertThat(log).containsExactly("b: one", "a: one", DONE);
    }

    @Test
    void otherMessagesAndSignalsAreInfoForEveryHandler() {
        add("a");
        add("b");
        log.clear();
        manager.tell(new EventMessage.Other<>("info"));
        sim.settle();
        ActorRef<Object> other = sim.actor(context -> context.exit(manager, ExitReason.NORMAL), _ -> {});
        sim.settle();
        Signal exit = new Signal.Exit(other, ExitReason.NORMAL);
        assertThat(log).containsExactly("b! info", "a! info", "b! " + exit, "a! " + exit);
    }

    // ---- handlers come and go ----

    @Test
    void aHandlerThatCantBeginIsNotAdded() {
        Outcome outcome = ask(reply -> new EventMessage.Add<>("bad", new Bad(), null, reply));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo("error");
            assertThat(refused.reason()).isInstanceOf(ExitReason.Failed.class);
        });
        assertThat(handlers()).isEmpty();
    }

    @Test
    void whoDeletesAHandlerGetsWhatItSaysAtItsEnd() {
        add("a");
        assertThat(delete("a")).isEqualTo(new Outcome.Done("state of a"));
        assertThat(log).containsExactly("a begins", "a ends: Deleted[args=args]");
        assertThat(delete("a")).isEqualTo(new Outcome.Refused("module_not_found", null));
    }

    @Test
    void ofTwoHandlersWithOneIdTheLastAddedIsMeant() {
        add("a");
        add("b");
        add("a");
        delete("a");
        assertThat(handlers()).containsExactly("b", "a");
    }

    @Test
    void aHandlerMayRemoveItself() {
        add("a");
        add("b");
        log.clear();
        send("remove b");
        send("one");
        assertThat(log).containsExactly("b: remove b", "b ends: Removed[]", "a: remove b", "a: one");
    }

    @Test
    void aCrashRemovesTheHandlerAndNobodyElse() {
        add("a");
        add("b");
        add("c");
        log.clear();
        send("crash b");
        send("one");
        assertThat(log).containsExactly("c: crash b", "b: crash b", "b ends: Failed", "a: crash b", "c: one", "a: one");
    }

    @Test
    void aBadReturnRemovesTheHandler() {
        add("a");
        send("reply to an event a");
        assertThat(handlers()).isEmpty();
    }

    @Test
    void aCrashOfInfoRemovesTheHandler() {
        add("a");
        manager.tell(new EventMessage.Other<>("crash a"));
        sim.settle();
        assertThat(handlers()).isEmpty();
    }

    // ---- calls ----

    @Test
    void oneHandlerIsAsked() {
        add("a");
        add("b");
        log.clear();
        Ask ask = new Ask(Handled.reply("yes"));
        assertThat(query("a", ask)).isEqualTo(new Outcome.Done("yes"));
        assertThat(log).containsExactly("a? " + ask);
        assertThat(handlers()).containsExactly("b", "a");
        assertThat(query("x", ask)).isEqualTo(new Outcome.Refused("bad_module", null));
    }

    @Test
    void whoCrashesInACallIsRemovedAndTheCallerTold() {
        add("a");
        add("b");
        assertThat(query("a", "crash a")).isInstanceOfSatisfying(
                Outcome.Refused.class, refused -> assertThat(refused.reason()).isInstanceOf(ExitReason.Failed.class));
        assertThat(query("b", "no reply")).isEqualTo(
                new Outcome.Refused("error", new ExitReason.Because(new BadReturn("bad_return_value", Handled.ok()))));
        assertThat(handlers()).isEmpty();
    }

    @Test
    void aHandlerMayAnswerAndRemoveItselfOrBeSwapped() {
        add("a");
        add("b");
        assertThat(query("a", new Ask(Handled.<String>reply("bye").andRemove()))).isEqualTo(new Outcome.Done("bye"));
        assertThat(handlers()).containsExactly("b");
        Ask swaps = new Ask(Handled.<String>reply("see c").andSwap("x", "c", new Notes("c")));
        assertThat(query("b", swaps)).isEqualTo(new Outcome.Done("see c"));
        assertThat(handlers()).containsExactly("c");
        assertThat(log).endsWith("b ends: Swapped[args=x]", "c begins with state of b");
    }

    // ---- swaps ----

    @Test
    void aSwapHandsOverWhatTheFirstSaysAtItsEnd() {
        add("a");
        add("b");
        log.clear();
        assertThat(swap("a", "a2", new Notes("a2"))).isEqualTo(DONE);
        assertThat(log).containsExactly("a ends: Swapped[args=args]", "a2 begins with state of a");
        assertThat(handlers()).as("it comes first, as one that is added").containsExactly("a2", "b");
    }

    @Test
    void aSwapOfAHandlerThatIsntThereAddsTheOther() {
        assertThat(swap("x", "a", new Notes("a"))).isEqualTo(DONE);
        assertThat(log).containsExactly("a begins");
    }

    @Test
    void aSwapThatFailsLosesBoth() {
        add("a");
        assertThat(swap("a", "bad", new Bad())).isInstanceOf(Outcome.Refused.class);
        assertThat(handlers()).isEmpty();
    }

    @Test
    void aHandlerThatSwapsItselfKeepsItsPlaceAndTheOtherDoesntGetTheEvent() {
        add("a");
        add("b");
        add("c");
        log.clear();
        send("swap b");
        assertThat(handlers()).containsExactly("c", "b2", "a");
        assertThat(log).containsExactly(
                "c: swap b", "b: swap b", "b ends: Swapped[args=args]", "b2 begins with state of b", "a: swap b");
    }

    // ---- owners ----

    @Test
    void anOwnerIsToldHowItsHandlerEnds() {
        List<Object> got = new ArrayList<>();
        ActorRef<Object> owner = owner("a", got);
        delete("a");
        assertThat(got).containsExactly(new HandlerOwner.Exit("a", ExitReason.NORMAL));
        got.clear();
        owner("b", got);
        send("remove b");
        assertThat(got).containsExactly(new HandlerOwner.Exit("b", ExitReason.NORMAL));
        got.clear();
        owner("c", got);
        send("crash c");
        assertThat(got).singleElement().isInstanceOfSatisfying(HandlerOwner.Exit.class, exit -> {
            assertThat(exit.handler()).isEqualTo("c");
            assertThat(exit.reason()).isInstanceOf(ExitReason.Failed.class);
        });
        assertThat(sim.end(owner)).isNotDone();
    }

    @Test
    void aSwapKeepsTheOwnerWhoIsTold() {
        List<Object> got = new ArrayList<>();
        ActorRef<Object> owner = owner("a", got);
        swap("a", "b", new Notes("b"));
        send("swap b");
        delete("b2");
        assertThat(got).containsExactly(
                new HandlerOwner.Exit("a", new ExitReason.Because(new HandlerOwner.Swapped("b", owner))),
                new HandlerOwner.Exit("b", new ExitReason.Because(new HandlerOwner.Swapped("b2", owner))),
                new HandlerOwner.Exit("b2", ExitReason.NORMAL));
    }

    @Test
    void theOwnerIsToldIfTheOtherCantBegin() {
        List<Object> got = new ArrayList<>();
        owner("a", got);
        send("swap in vain a");
        assertThat(got).hasSize(2);
        assertThat(((HandlerOwner.Exit) got.getLast()).handler()).isEqualTo("bad");
        assertThat(((HandlerOwner.Exit) got.getLast()).reason()).isInstanceOf(ExitReason.Failed.class);
        assertThat(handlers()).isEmpty();
    }

    @Test
    void anotherMayTakeAHandlerOver() {
        List<Object> first = new ArrayList<>();
        List<Object> second = new ArrayList<>();
        owner("a", first);
        ActorRef<Object> other = sim.actor(
                context -> context.<EventMessage<String>, Outcome>ask(
                        manager,
                        reply -> new EventMessage.Swap<>(
                                "a", null, "b", new Notes("b"), HandlerOwner.of(context, exit -> exit), reply),
                        ServerRef.CALL_TIMEOUT,
                        (o, _) -> o),
                second::add);
        sim.settle();
        delete("b");
        sim.settle();
        assertThat(first).containsExactly(
                new HandlerOwner.Exit("a", new ExitReason.Because(new HandlerOwner.Swapped("b", other))));
        assertThat(second).containsExactly(DONE, new HandlerOwner.Exit("b", ExitReason.NORMAL));
    }

    @Test
    void aHandlerEndsWithItsOwnerWhateverTheReason() {
        add("other");
        List<Object> got = new ArrayList<>();
        ActorRef<Object> owner = owner("a", got);
        log.clear();
        sim.act(context -> context.kill(owner));
        sim.settle();
        Signal exit = new Signal.Exit(owner, ExitReason.KILLED);
        assertThat(log).containsExactly("a ends: " + new EventHandler.Why.OwnerEnded(ExitReason.KILLED), "other! " + exit);
        assertThat(handlers()).containsExactly("other");
    }

    @Test
    void aHandlerOfADeadOwnerEndsAtOnce() {
        List<ActorRef<Object>> dead = new ArrayList<>();
        dead.add(sim.actor(_ -> {}, _ -> {}));
        sim.act(context -> context.kill(dead.getFirst()));
        sim.settle();
        HandlerOwner owner = new HandlerOwner(dead.getFirst(), _ -> {});
        Outcome outcome = ask(reply -> new EventMessage.Add<>("a", new Notes("a"), owner, reply));
        sim.settle();
        assertThat(outcome).isEqualTo(DONE);
        assertThat(log).endsWith("a ends: " + new EventHandler.Why.OwnerEnded(ExitReason.NO_PROCESS));
    }

    // ---- the end of the manager ----

    @Test
    void stoppingEndsTheHandlersAndSparesTheOwners() {
        add("a");
        List<Object> got = new ArrayList<>();
        ActorRef<Object> owner = owner("b", got);
        CompletableFuture<ExitReason> end = sim.end(manager);
        log.clear();
        Outcome outcome = ask(reply -> new EventMessage.Stop<>(new ExitReason.Because("why"), reply));
        sim.settle();
        assertThat(outcome).isEqualTo(DONE);
        assertThat(log).containsExactly("b ends: Stopped[]", "a ends: Stopped[]");
        assertThat(end).isCompletedWithValue(new ExitReason.Because("why"));
        assertThat(got).containsExactly(new HandlerOwner.Exit("b", ExitReason.SHUTDOWN));
        assertThat(sim.end(owner)).isNotDone();
    }

    @Test
    void anOwnerEndsWithAManagerThatIsKilled() {
        ActorRef<Object> owner = owner("a", new ArrayList<>());
        CompletableFuture<ExitReason> end = sim.end(owner);
        sim.act(context -> context.kill(manager));
        sim.settle();
        assertThat(end).isCompletedWithValue(ExitReason.KILLED);
        assertThat(log).as("who is killed tells nobody").containsExactly("a begins");
    }

    @Test
    void aManagerEndsWithItsSupervisorAndItsHandlersAreTold() {
        ActorRef<Command> supervisor = sim.host()
                .spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                        .with(ChildSpec.of("manager", GenEvent.<String>spec()))
                        .actor());
        List<ChildInfo> children = sim.ask(supervisor, Command.WhichChildren::new);
        @SuppressWarnings("unchecked")
        ActorRef<EventMessage<String>> child = (ActorRef<EventMessage<String>>) children.getFirst().child();
        Outcome added = sim.ask(child, reply -> new EventMessage.Add<>("a", new Notes("a"), null, reply));
        Result result = sim.ask(supervisor, reply -> new Command.TerminateChild("manager", reply));
        assertThat(added).isEqualTo(DONE);
        assertThat(result).isEqualTo(new Result.Done(null));
        assertThat(log).containsExactly("a begins", "a ends: Stopped[]");
    }

    @Test
    void aThreadGetsTheAnswersOrTheErrors() {
        try (ActorHost host = ActorHost.open()) {
            GenEventRef<String> events = GenEvent.start(host);
            events.add("a", new Notes("a"));
            events.syncNotify("one");
            events.swap("a", null, "b", new Notes("b"));
            assertThat(events.handlers()).containsExactly("b");
            assertThat(events.call("b", new Ask(Handled.reply("yes")))).isEqualTo("yes");
            assertThatThrownBy(() -> events.call("x", new Ask(Handled.reply("yes"))))
                    .isInstanceOfSatisfying(HandlerException.class, e -> assertThat(e.error()).isEqualTo("bad_module"));
            assertThat(events.delete("b", null)).contains("state of b");
            events.stop();
            assertThatThrownBy(events::handlers).isInstanceOf(AskException.class);
        }
    }

    /// However handlers come, go, crash and swap: the manager lives, and has those that a list would.
    @RepeatedTest(20)
    void theManagerOutlivesWhateverItsHandlersDo() {
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            String id = "h" + sim.random().nextInt(6);
            boolean there = expected.contains(id);
            switch (sim.random().nextInt(5)) {
                case 0, 1 -> {
                    if (!there) {
                        add(id);
                        expected.addFirst(id);
                    }
                }
                case 2 -> {
                    send("crash " + id);
                    expected.remove(id);
                }
                case 3 -> {
                    delete(id);
                    expected.remove(id);
                }
                default -> {
                    expected.remove(id);
                    swap(id, id, new Notes(id));
                    expected.addFirst(id);
                }
            }
            assertThat(handlers()).containsExactlyElementsOf(expected);
        }
    }
}
