package io.tupelo.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ChildSpec.Restart;
import io.tupelo.actor.Supervisor.ChildInfo;
import io.tupelo.actor.Supervisor.Command;
import io.tupelo.actor.Supervisor.Result;
import io.tupelo.actor.SupervisorSpec.AutoShutdown;
import io.tupelo.actor.SupervisorSpec.Strategy;
import io.tupelo.actor.Workers.Order;
import io.tupelo.actor.test.SimulatedDispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What OTP's `supervisor_SUITE` checks, restated.
class SupervisorTest {
    private final SimulatedHost sim = new SimulatedHost("SupervisorTest");
    private final SimulatedDispatcher time = sim.time();
    private final ActorHost host = sim.host();
    private final Workers workers = new Workers();
    private final List<String> log = workers.log();
    private final Map<String, Integer> failing = workers.failing();

    private ChildSpec<Order> child(String id) {
        return workers.child(id);
    }

    private SupervisorSpec abc(Strategy strategy) {
        return SupervisorSpec.of(strategy).allowing(5, Duration.ofSeconds(5)).with(child("a")).with(child("b")).with(child("c"));
    }

    private ActorRef<Command> start(SupervisorSpec spec) {
        return host.spawn(spec.actor());
    }

    private <R> R ask(ActorRef<Command> supervisor, Function<ActorRef<R>, Command> question) {
        return sim.ask(supervisor, question);
    }

    private List<ChildInfo> children(ActorRef<Command> supervisor) {
        return this.<List<ChildInfo>>ask(supervisor, Command.WhichChildren::new);
    }

    @SuppressWarnings("unchecked")
    private ActorRef<Order> find(ActorRef<Command> supervisor, String id) {
        return (ActorRef<Order>) children(supervisor).stream()
                .filter(info -> info.id().equals(id))
                .findFirst()
                .orElseThrow()
                .child();
    }

    private CompletableFuture<ExitReason> end(ActorRef<?> actor) {
        return sim.end(actor);
    }

    @Test
    void childrenStartInOrderAndEndInReverse() {
        ActorRef<Command> supervisor = start(abc(Strategy.ONE_FOR_ONE));
        assertThat(log).containsExactly("+a", "+b", "+c");
        host.spawn(ActorSpec.of(context -> {
            context.exit(supervisor, ExitReason.SHUTDOWN);
            return (c, m) -> Behavior.stop();
        }));
        time.settle();
        assertThat(log).as("only its parent ends a supervisor by an exit").containsExactly("+a", "+b", "+c");
    }

    @Test
    void aSupervisorAmongTheChildrenEndsItsOwnFirst() {
        SupervisorSpec inner = abc(Strategy.ONE_FOR_ONE);
        ActorRef<Command> outer =
                start(SupervisorSpec.of(Strategy.ONE_FOR_ONE).with(ChildSpec.of("inner", inner)).with(child("d")));
        assertThat(log).containsExactly("+a", "+b", "+c", "+d");
        Result result = ask(outer, reply -> new Command.TerminateChild("inner", reply));
        assertThat(result).isInstanceOf(Result.Done.class);
        assertThat(log).containsExactly("+a", "+b", "+c", "+d", "-c", "-b", "-a");
        assertThat(children(outer)).extracting(ChildInfo::child).element(0).isNull();
    }

    @Test
    void oneForOneRestartsTheOneThatCrashed() {
        ActorRef<Command> supervisor = start(abc(Strategy.ONE_FOR_ONE));
        ActorRef<Order> b = find(supervisor, "b");
        log.clear();
        b.tell(new Order.Crash());
        b.tell(new Order.Note("afterwards"));
        time.settle();
        assertThat(log).containsExactly("-b", "+b", "b notes afterwards");
        assertThat(find(supervisor, "b")).isSameAs(b);
    }

    @Test
    void oneForAllEndsTheOthersInReverseAndStartsAllInOrder() {
        ActorRef<Command> supervisor = start(abc(Strategy.ONE_FOR_ALL));
        log.clear();
        find(supervisor, "b").tell(new Order.Crash());
        time.settle();
        assertThat(log).containsExactly("-b", "-c", "-a", "+a", "+b", "+c");
    }

    @Test
    void restForOneRestartsThoseThatWereStartedAfterIt() {
        ActorRef<Command> supervisor = start(abc(Strategy.REST_FOR_ONE));
        log.clear();
        find(supervisor, "b").tell(new Order.Crash());
        time.settle();
        assertThat(log).containsExactly("-b", "-c", "+b", "+c");
    }

    @Test
    void withOneRestartMoreThanAllowedItEnds() {
        ActorRef<Command> supervisor = start(
                SupervisorSpec.of(Strategy.ONE_FOR_ONE).allowing(2, Duration.ofSeconds(10)).with(child("a")).with(child("b")));
        CompletableFuture<ExitReason> end = end(supervisor);
        ActorRef<Order> a = find(supervisor, "a");
        for (int i = 0; i < 2; i++) {
            a.tell(new Order.Crash());
            time.settle();
            assertThat(end).isNotDone();
        }
        a.tell(new Order.Crash());
        time.settle();
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
        assertThat(log).containsExactly("+a", "+b", "-a", "+a", "-a", "+a", "-a", "-b");
    }

    @Test
    void restartsThatAreLongAgoDontCount() {
        ActorRef<Command> supervisor =
                start(SupervisorSpec.of(Strategy.ONE_FOR_ONE).allowing(1, Duration.ofSeconds(1)).with(child("a")));
        for (int i = 0; i < 5; i++) {
            find(supervisor, "a").tell(new Order.Crash());
            time.pass(Duration.ofMillis(2_100));
        }
        assertThat(find(supervisor, "a")).isNotNull();
    }

    @Test
    void aPermanentChildIsRestartedWhateverItsReason() {
        ActorRef<Command> supervisor = start(abc(Strategy.ONE_FOR_ONE));
        log.clear();
        find(supervisor, "a").tell(new Order.Stop(ExitReason.NORMAL));
        time.settle();
        find(supervisor, "b").tell(new Order.Stop(ExitReason.SHUTDOWN));
        time.settle();
        assertThat(log).containsExactly("-a", "+a", "-b", "+b");
    }

    @Test
    void aTransientChildThatEndsInGoodOrderStaysKnownAndCanBeRestarted() {
        ActorRef<Command> supervisor = start(
                SupervisorSpec.of(Strategy.ONE_FOR_ONE).with(child("a").restarting(Restart.TRANSIENT)));
        find(supervisor, "a").tell(new Order.Stop(new ExitReason.Shutdown("done")));
        time.settle();
        assertThat(children(supervisor)).containsExactly(new ChildInfo("a", null, false));
        Result again = ask(supervisor, reply -> new Command.RestartChild("a", reply));
        assertThat(again).isInstanceOf(Result.Done.class);
        find(supervisor, "a").tell(new Order.Crash());
        time.settle();
        assertThat(log).containsExactly("+a", "-a", "+a", "-a", "+a");
    }

    @Test
    void aTemporaryChildIsForgotten() {
        ActorRef<Command> supervisor = start(
                SupervisorSpec.of(Strategy.ONE_FOR_ONE).with(child("a").restarting(Restart.TEMPORARY)));
        find(supervisor, "a").tell(new Order.Crash());
        time.settle();
        assertThat(children(supervisor)).isEmpty();
    }

    @Test
    void aTemporarySiblingIsEndedAndForgotten() {
        ActorRef<Command> supervisor = start(SupervisorSpec.of(Strategy.ONE_FOR_ALL)
                .with(child("a"))
                .with(child("b").restarting(Restart.TEMPORARY))
                .with(child("c")));
        log.clear();
        find(supervisor, "a").tell(new Order.Crash());
        time.settle();
        assertThat(log).containsExactly("-a", "-c", "-b", "+a", "+c");
        assertThat(children(supervisor)).extracting(ChildInfo::id).containsExactly("a", "c");
    }

    @Test
    void ifAChildCantStartThoseBeforeItAreEndedInReverse() {
        failing.put("c", 1);
        assertThatThrownBy(() -> start(abc(Strategy.ONE_FOR_ONE)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("failed to start child c");
        assertThat(log).containsExactly("+a", "+b", "-b", "-a");
    }

    @Test
    void aRestartThatFailsIsTriedAgainAndCounts() {
        ActorRef<Command> supervisor =
                start(SupervisorSpec.of(Strategy.ONE_FOR_ONE).allowing(3, Duration.ofSeconds(10)).with(child("a")));
        ActorRef<Order> a = find(supervisor, "a");
        failing.put("a", 2);
        a.tell(new Order.Crash());
        time.settle();
        assertThat(find(supervisor, "a")).isSameAs(a);
        CompletableFuture<ExitReason> end = end(supervisor);
        a.tell(new Order.Crash());
        time.settle();
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    @Test
    void whoFailsInAGroupHasThoseBeforeItEndedAgain() {
        ActorRef<Command> supervisor = start(abc(Strategy.ONE_FOR_ALL));
        failing.put("c", 1);
        log.clear();
        find(supervisor, "a").tell(new Order.Crash());
        time.settle();
        assertThat(log).containsExactly("-a", "-c", "-b", "+a", "+b", "-b", "-a", "+a", "+b", "+c");
    }

    @Test
    void aChildThatDoesntEndInTimeIsKilled() {
        ActorRef<Command> supervisor = start(SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                .with(ChildSpec.of("a", workers.stubborn("a")).endingWithin(Duration.ofMillis(300))));
        CompletableFuture<ExitReason> end = end(find(supervisor, "a"));
        CompletableFuture<Object> reply = new CompletableFuture<>();
        supervisor.tell(new Command.TerminateChild("a", host.spawn(ActorSpec.always((context, message) -> {
            reply.complete(message);
            return Behavior.stop();
        }))));
        time.pass(Duration.ofMillis(299));
        assertThat(reply).isNotDone();
        time.pass(Duration.ofMillis(1));
        assertThat(end).isCompletedWithValue(ExitReason.KILLED);
        assertThat(reply).isDone();
        assertThat(log).as("who is killed doesn't terminate").containsExactly("+a", "a won't end");
    }

    @Test
    void anySignificantChildEndsTheSupervisor() {
        ActorRef<Command> supervisor = start(SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                .ending(AutoShutdown.ANY_SIGNIFICANT)
                .with(child("a"))
                .with(child("b").restarting(Restart.TRANSIENT).significantly())
                .with(child("c").restarting(Restart.TEMPORARY).significantly()));
        CompletableFuture<ExitReason> end = end(supervisor);
        find(supervisor, "b").tell(new Order.Crash());
        time.settle();
        assertThat(end).as("it was restarted").isNotDone();
        find(supervisor, "b").tell(new Order.Stop(ExitReason.NORMAL));
        time.settle();
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    @Test
    void allSignificantChildrenEndTheSupervisor() {
        ActorRef<Command> supervisor = start(SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                .ending(AutoShutdown.ALL_SIGNIFICANT)
                .with(child("a").restarting(Restart.TRANSIENT).significantly())
                .with(child("b").restarting(Restart.TEMPORARY).significantly())
                .with(child("c")));
        CompletableFuture<ExitReason> end = end(supervisor);
        find(supervisor, "a").tell(new Order.Stop(ExitReason.NORMAL));
        time.settle();
        assertThat(end).isNotDone();
        find(supervisor, "b").tell(new Order.Crash());
        time.settle();
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    @Test
    void whoIsEndedByACommandEndsNobodyElse() {
        ActorRef<Command> supervisor = start(SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                .ending(AutoShutdown.ANY_SIGNIFICANT)
                .with(child("a").restarting(Restart.TRANSIENT).significantly()));
        CompletableFuture<ExitReason> end = end(supervisor);
        Result result = ask(supervisor, reply -> new Command.TerminateChild("a", reply));
        time.settle();
        assertThat(result).isInstanceOf(Result.Done.class);
        assertThat(end).isNotDone();
    }

    @Test
    void badCombinationsAreRefused() {
        assertThatThrownBy(() -> SupervisorSpec.of(Strategy.ONE_FOR_ONE).with(child("a").significantly()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("child a is significant");
        assertThatThrownBy(() -> SupervisorSpec.of(Strategy.ONE_FOR_ONE)
                        .ending(AutoShutdown.ANY_SIGNIFICANT)
                        .with(child("a").significantly()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SupervisorSpec.of(Strategy.DYNAMIC).ending(AutoShutdown.ANY_SIGNIFICANT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void commandsAboutChildrenThatAreNotThereOrRunAreRefused() {
        ActorRef<Command> supervisor = start(abc(Strategy.ONE_FOR_ONE));
        assertThat(this.<Result>ask(supervisor, reply -> new Command.RestartChild("a", reply)))
                .isEqualTo(new Result.Refused("running", null));
        assertThat(this.<Result>ask(supervisor, reply -> new Command.DeleteChild("a", reply)))
                .isEqualTo(new Result.Refused("running", null));
        assertThat(this.<Result>ask(supervisor, reply -> new Command.TerminateChild("x", reply)))
                .isEqualTo(new Result.Refused("not_found", null));
        assertThat(this.<Result>ask(supervisor, reply -> new Command.StartChild(child("a"), reply)))
                .isEqualTo(new Result.Refused("already_started", null));
    }

    @RepeatedTest(200)
    void aTreeThatCrashesAtRandomSettles() {
        Random random = sim.random();
        Strategy strategy = List.of(Strategy.ONE_FOR_ONE, Strategy.ONE_FOR_ALL, Strategy.REST_FOR_ONE).get(random.nextInt(3));
        SupervisorSpec spec = SupervisorSpec.of(strategy).allowing(1_000, Duration.ofSeconds(10));
        for (int i = 0; i < 5; i++) {
            spec = spec.with(child("w" + i));
        }
        ActorRef<Command> supervisor = start(spec);
        List<ActorRef<Order>> actors = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            actors.add(find(supervisor, "w" + i));
        }
        for (int step = 0; step < 50; step++) {
            actors.get(random.nextInt(5)).tell(new Order.Crash());
            for (int i = random.nextInt(5); i > 0; i--) {
                time.step();
            }
        }
        time.settle();
        assertThat(children(supervisor)).hasSize(5)
                .allMatch(info -> info.child() != null && !info.restarting());
        for (int i = 0; i < 5; i++) {
            actors.get(i).tell(new Order.Note("alive"));
        }
        log.clear();
        time.settle();
        assertThat(log).hasSize(5);
    }
}
