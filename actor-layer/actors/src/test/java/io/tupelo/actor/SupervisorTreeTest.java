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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What OTP's `supervisor_SUITE` checks of supervisors under supervisors, of restarts that fail, and of children that don't behave,
/// restated.
class SupervisorTreeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MANY = 1_000_000;

    private final SimulatedHost sim = new SimulatedHost("SupervisorTreeTest");
    private final Workers workers = new Workers();
    private final List<String> log = workers.log();

    private ActorRef<Command> start(SupervisorSpec spec) {
        return sim.host().spawn(spec.actor());
    }

    private static SupervisorSpec one() {
        return SupervisorSpec.of(Strategy.ONE_FOR_ONE);
    }

    private ChildSpec<Order> child(String id) {
        return workers.child(id);
    }

    private Result ask(ActorRef<Command> supervisor, Function<ActorRef<Result>, Command> command) {
        return sim.ask(supervisor, command);
    }

    private Result terminate(ActorRef<Command> supervisor, String id) {
        return ask(supervisor, reply -> new Command.TerminateChild(id, reply));
    }

    /// Has a child terminated, some time.
    private CompletableFuture<Object> terminateLater(ActorRef<Command> supervisor, String id) {
        CompletableFuture<Object> done = new CompletableFuture<>();
        ActorRef<Result> to = sim.host().spawn(ActorSpec.always((_, result) -> {
            done.complete(result);
            return Behavior.stop();
        }));
        supervisor.tell(new Command.TerminateChild(id, to));
        return done;
    }

    private List<ChildInfo> children(ActorRef<Command> supervisor) {
        return this.sim.<Command, List<ChildInfo>>ask(supervisor, Command.WhichChildren::new);
    }

    private ActorRef<?> find(ActorRef<Command> supervisor, String id) {
        return children(supervisor).stream()
                .filter(info -> info.id().equals(id))
                .<ActorRef<?>>map(info -> Objects.requireNonNull(info.child()))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private ActorRef<Order> worker(ActorRef<Command> supervisor, String id) {
        return (ActorRef<Order>) find(supervisor, id);
    }

    @SuppressWarnings("unchecked")
    private ActorRef<Command> supervisor(ActorRef<Command> of, String id) {
        return (ActorRef<Command>) find(of, id);
    }

    private void crash(ActorRef<Order> worker) {
        worker.tell(new Order.Crash());
        sim.settle();
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            sim.time().step();
        }
    }

    /// Starts one whose child `a` fails to restart again and again.
    private ActorRef<Command> restarting(SupervisorSpec spec) {
        ActorRef<Command> supervisor = start(spec.allowing(MANY, SECOND));
        ActorRef<Order> a = worker(supervisor, "a");
        workers.failing().put("a", MANY);
        a.tell(new Order.Crash());
        steps(20);
        return supervisor;
    }

    // ---- restarts that fail ----

    @Test
    void aChildThatIsRestartingIsListedAsSuch() {
        ActorRef<Command> supervisor = restarting(one().with(child("a")).with(child("b")));
        assertThat(children(supervisor).getFirst()).isEqualTo(new ChildInfo("a", null, true));
        assertThat(children(supervisor).getLast().restarting()).isFalse();
    }

    @Test
    void aChildThatIsRestartingCantBeStartedRestartedOrDeleted() {
        ActorRef<Command> supervisor = restarting(one().with(child("a")));
        assertThat(ask(supervisor, reply -> new Command.StartChild(child("a"), reply)))
                .isEqualTo(new Result.Refused("already_present", null));
        Result restarting = new Result.Refused("restarting", null);
        assertThat(ask(supervisor, reply -> new Command.RestartChild("a", reply))).isEqualTo(restarting);
        assertThat(ask(supervisor, reply -> new Command.DeleteChild("a", reply))).isEqualTo(restarting);
    }

    @Test
    void aChildThatIsRestartingCanBeTerminatedDeletedAndStartedAnew() {
        ActorRef<Command> supervisor = restarting(one().with(child("a")));
        assertThat(terminate(supervisor, "a")).isEqualTo(new Result.Done(null));
        sim.settle();
        assertThat(children(supervisor)).containsExactly(new ChildInfo("a", null, false));
        workers.failing().put("a", 1);
        assertThat(ask(supervisor, reply -> new Command.RestartChild("a", reply)))
                .isInstanceOfSatisfying(Result.Refused.class, refused -> assertThat(refused.error()).isEqualTo("failed"));
        sim.settle();
        assertThat(children(supervisor)).as("a restart by command isn't tried again").containsExactly(new ChildInfo("a", null, false));
        assertThat(ask(supervisor, reply -> new Command.DeleteChild("a", reply))).isEqualTo(new Result.Done(null));
        assertThat(ask(supervisor, reply -> new Command.StartChild(child("a"), reply))).isInstanceOf(Result.Done.class);
        assertThat(log).containsExactly("+a", "-a", "+a");
    }

    @Test
    void otherChildrenAreServedWhileOneIsRestarting() {
        ActorRef<Command> supervisor = restarting(one().with(child("a")));
        assertThat(ask(supervisor, reply -> new Command.StartChild(child("b"), reply))).isInstanceOf(Result.Done.class);
        worker(supervisor, "b").tell(new Order.Crash());
        steps(200);
        assertThat(log).endsWith("+b", "-b", "+b");
    }

    @Test
    void inAGroupOnlyTheOneThatFailsIsRestarting() {
        ActorRef<Command> supervisor = start(SupervisorSpec.of(Strategy.ONE_FOR_ALL)
                .allowing(MANY, SECOND)
                .with(child("a"))
                .with(child("b"))
                .with(child("c")));
        ActorRef<Order> b = worker(supervisor, "b");
        workers.failing().put("a", MANY);
        b.tell(new Order.Crash());
        steps(40);
        assertThat(children(supervisor)).containsExactly(
                new ChildInfo("a", null, true), new ChildInfo("b", null, false), new ChildInfo("c", null, false));
        assertThat(terminate(supervisor, "a")).isEqualTo(new Result.Done(null));
        sim.settle();
        assertThat(ask(supervisor, reply -> new Command.RestartChild("b", reply))).isInstanceOf(Result.Done.class);
    }

    @Test
    void inRestForOneTheRetryBeginsWithTheOneThatFails() {
        ActorRef<Command> supervisor = start(SupervisorSpec.of(Strategy.REST_FOR_ONE)
                .allowing(5, SECOND)
                .with(child("a"))
                .with(child("b"))
                .with(child("c")));
        workers.failing().put("c", 2);
        crash(worker(supervisor, "b"));
        assertThat(log).containsExactly("+a", "+b", "+c", "-b", "-c", "+b", "+c");
    }

    @Test
    void aChildThatWasTerminatedIsStartedWithItsGroup() {
        ActorRef<Command> supervisor =
                start(SupervisorSpec.of(Strategy.ONE_FOR_ALL).with(child("a")).with(child("b")));
        terminate(supervisor, "b");
        crash(worker(supervisor, "a"));
        assertThat(log).containsExactly("+a", "+b", "-b", "-a", "+a", "+b");
    }

    @Test
    void temporaryChildrenAfterTheFailedOneAreForgotten() {
        ActorRef<Command> supervisor = start(SupervisorSpec.of(Strategy.REST_FOR_ONE)
                .with(child("before").restarting(Restart.TEMPORARY))
                .with(child("a"))
                .with(child("after").restarting(Restart.TEMPORARY)));
        crash(worker(supervisor, "a"));
        assertThat(children(supervisor)).extracting(ChildInfo::id).containsExactly("before", "a");
    }

    @RepeatedTest(30)
    void theNamesOfItsChildrenAreFreeWhenItIsRestarted() {
        SupervisorSpec inner = one().allowing(0, SECOND)
                .with(ChildSpec.of("a", workers.worker("a").named("a")))
                .with(ChildSpec.of("b", workers.worker("b").named("b")));
        ActorRef<Command> outer = start(one().allowing(1, SECOND).with(ChildSpec.of("inner", inner)));
        worker(supervisor(outer, "inner"), sim.random().nextBoolean() ? "a" : "b").tell(new Order.Crash());
        sim.settle();
        ActorRef<Command> middle = supervisor(outer, "inner");
        assertThat(sim.host().find("a")).contains(worker(middle, "a"));
        assertThat(sim.host().find("b")).contains(worker(middle, "b"));
    }

    @Test
    void withIntensityZeroItEndsOnTheFirstCrash() {
        ActorRef<Command> supervisor = start(one().allowing(0, SECOND).with(child("a")).with(child("b")));
        CompletableFuture<ExitReason> end = sim.end(supervisor);
        crash(worker(supervisor, "a"));
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
        assertThat(log).containsExactly("+a", "+b", "-a", "-b");
    }

    @Test
    void restartsCountInWholeSecondsWithBothEnds() {
        for (boolean counts : List.of(true, false)) {
            sim.pass(10_000 - Duration.ofNanos(sim.time().nanos()).toMillis() % 10_000);
            ActorRef<Command> supervisor = start(one().allowing(1, SECOND).with(child("a")));
            CompletableFuture<ExitReason> end = sim.end(supervisor);
            sim.pass(10);
            crash(worker(supervisor, "a"));
            // 1.98 s later counts still, since it is the next second; 1.99 s later is the one after that.
            sim.pass(counts ? 1_989 : 1_990);
            crash(worker(supervisor, "a"));
            assertThat(end.isDone()).isEqualTo(counts);
        }
    }

    // ---- starts ----

    @Test
    void whoIgnoresItsStartStaysKnownUnlessItIsTemporary() {
        ActorSpec<Order> ignores = ActorSpec.of(_ -> Behavior.ignore());
        ActorRef<Command> supervisor = start(one().with(ChildSpec.of("a", ignores)).with(child("b")));
        assertThat(ask(supervisor, reply -> new Command.StartChild(ChildSpec.of("c", ignores), reply)))
                .isEqualTo(new Result.Done(null));
        assertThat(ask(supervisor, reply ->
                        new Command.StartChild(ChildSpec.of("d", ignores).restarting(Restart.TEMPORARY), reply)))
                .isEqualTo(new Result.Done(null));
        assertThat(children(supervisor)).extracting(ChildInfo::id).containsExactly("a", "b", "c");
        assertThat(ask(supervisor, reply -> new Command.StartChild(ChildSpec.of("a", ignores), reply)))
                .isEqualTo(new Result.Refused("already_present", null));
    }

    @Test
    void whoCantBeginByCommandIsNotKept() {
        ActorRef<Command> supervisor = start(one().allowing(0, SECOND));
        workers.failing().put("a", 1);
        assertThat(ask(supervisor, reply -> new Command.StartChild(child("a"), reply))).isInstanceOf(Result.Refused.class);
        assertThat(children(supervisor)).isEmpty();
    }

    @Test
    void aBadSpecificationIsRefused() {
        ActorRef<Command> supervisor = start(one());
        assertThat(ask(supervisor, reply -> new Command.StartChild(child("a").significantly(), reply)))
                .isInstanceOf(Result.Refused.class);
        assertThat(children(supervisor)).isEmpty();
    }

    @Test
    void aChildIsFoundByItsSpecification() {
        ActorSpec<Order> a = workers.worker("a").named("name");
        assertThat(sim.host().find(a)).isEmpty();
        ActorRef<Command> supervisor = start(one().with(ChildSpec.of("a", a)));
        ActorRef<Order> found = sim.host().find(a).orElseThrow();
        assertThat(found).isSameAs(find(supervisor, "a"));
        crash(found);
        assertThat(sim.host().find(a)).as("restarted").containsSame(found);
        assertThat(sim.host().find(workers.worker("b").named("name"))).as("made of another").isEmpty();
        assertThatThrownBy(() -> sim.host().find(workers.worker("a"))).isInstanceOf(IllegalArgumentException.class);
        terminate(supervisor, "a");
        sim.settle();
        assertThat(sim.host().find(a)).isEmpty();
    }

    @Test
    void aNameIsFreeForTheOneThatTheNextSupervisorStarts() {
        for (int i = 0; i < 100; i++) {
            SimulatedDispatcher turns = new SimulatedDispatcher(sim.random().nextLong());
            try (ActorHost host = ActorHost.open(turns, _ -> {})) {
                ActorSpec<Order> a = workers.worker("a").named("name");
                SupervisorSpec inner = one().allowing(0, SECOND).with(ChildSpec.of("a", a));
                host.spawn(one().allowing(1, SECOND).with(ChildSpec.of("inner", inner)).actor());
                host.find(a).orElseThrow().tell(new Order.Crash());
                turns.settle();
                assertThat(host.find(a)).as("after the restart of its supervisor").isPresent();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyMessagesThatWaitForAChildThatIsGivenUpAreDead(boolean bounded) {
        for (int i = 0; i < 100; i++) {
            ActorSpec<Order> a = workers.worker("a").named("a" + i);
            ActorSpec<Order> spec = bounded ? a.bounded(10, ActorSpec.Overflow.REFUSE) : a;
            ActorRef<Command> supervisor = start(one().allowing(0, SECOND).with(ChildSpec.of("a", spec)));
            ActorRef<Order> child = sim.host().find(spec).orElseThrow();
            child.tell(new Order.Crash());
            child.tell(new Order.Note("too late"));
            // Ends up before the crash, while it is down, or behind.
            sim.act(context -> context.monitor(child));
            sim.settle();
            assertThat(sim.end(supervisor)).isCompletedWithValue(ExitReason.NO_PROCESS);
            assertThat(sim.dead()).extracting(ActorHost.DeadLetter::message).containsExactly(new Order.Note("too late"));
            sim.dead().clear();
        }
    }

    @Test
    void whoIsDeletedAfterItCouldNotBeginHasNoName() {
        ActorSpec<Order> a = workers.worker("a").named("name");
        ActorRef<Command> supervisor = start(one().with(ChildSpec.of("a", a)));
        terminate(supervisor, "a");
        workers.failing().put("a", 1);
        assertThat(ask(supervisor, reply -> new Command.RestartChild("a", reply))).isInstanceOf(Result.Refused.class);
        assertThat(ask(supervisor, reply -> new Command.DeleteChild("a", reply))).isEqualTo(new Result.Done(null));
        assertThat(sim.host().find("name")).isEmpty();
        assertThat(ask(supervisor, reply -> new Command.StartChild(ChildSpec.of("b", a), reply))).isInstanceOf(Result.Done.class);
    }

    @Test
    void aNameIsFreeOnceItsActorHasEnded() {
        ActorRef<Command> supervisor = start(one().with(ChildSpec.of("a", workers.worker("a").named("name"))));
        crash(worker(supervisor, "a"));
        assertThat(sim.host().find("name")).containsSame(find(supervisor, "a"));
        terminate(supervisor, "a");
        sim.settle();
        assertThat(sim.host().find("name")).isEmpty();
        assertThat(ask(supervisor, reply -> new Command.RestartChild("a", reply))).isInstanceOf(Result.Done.class);
        sim.act(context -> context.kill(supervisor));
        sim.settle();
        assertThat(sim.host().find("name")).isEmpty();
    }

    // ---- trees ----

    private SupervisorSpec tree(Restart inner, int outerIntensity) {
        SupervisorSpec innerSpec = one().allowing(0, SECOND).with(child("a")).with(child("b"));
        return one().allowing(outerIntensity, SECOND).with(ChildSpec.of("inner", innerSpec).restarting(inner)).with(child("z"));
    }

    @Test
    void aCrashThatIsTooMuchEscalatesThroughTwoLevels() {
        ActorRef<Command> outer = start(tree(Restart.PERMANENT, 1));
        CompletableFuture<ExitReason> end = sim.end(outer);
        log.clear();
        crash(worker(supervisor(outer, "inner"), "a"));
        assertThat(log).containsExactly("-a", "-b", "+a", "+b");
        assertThat(end).isNotDone();
        crash(worker(supervisor(outer, "inner"), "a"));
        assertThat(log).containsExactly("-a", "-b", "+a", "+b", "-a", "-b", "-z");
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    @Test
    void aTransientSupervisorThatGivesUpIsNotRestarted() {
        ActorRef<Command> outer = start(tree(Restart.TRANSIENT, 0));
        crash(worker(supervisor(outer, "inner"), "a"));
        assertThat(children(outer).getFirst()).isEqualTo(new ChildInfo("inner", null, false));
        assertThat(log).containsExactly("+a", "+b", "+z", "-a", "-b");
    }

    @Test
    void aSupervisorThatIsRestartedCountsItsRestartsAnew() {
        SupervisorSpec inner = one().allowing(1, SECOND).with(child("a"));
        ActorRef<Command> outer = start(one().allowing(1, SECOND).with(ChildSpec.of("inner", inner)));
        CompletableFuture<ExitReason> end = sim.end(outer);
        for (int crashes = 1; crashes <= 3; crashes++) {
            crash(worker(supervisor(outer, "inner"), "a"));
            assertThat(end).isNotDone();
        }
        crash(worker(supervisor(outer, "inner"), "a"));
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    @Test
    void aSignificantSupervisorThatEndsByItselfEndsTheOneAboveIt() {
        SupervisorSpec inner = one()
                .ending(AutoShutdown.ANY_SIGNIFICANT)
                .with(child("a").restarting(Restart.TRANSIENT).significantly())
                .with(child("b"));
        ChildSpec<Command> significant =
                ChildSpec.of("inner", inner).restarting(Restart.TRANSIENT).significantly();
        SupervisorSpec middle = one().ending(AutoShutdown.ALL_SIGNIFICANT).with(significant).with(child("m"));
        ActorRef<Command> outer =
                start(one().with(ChildSpec.of("middle", middle).restarting(Restart.TRANSIENT)).with(child("z")));
        CompletableFuture<ExitReason> end = sim.end(supervisor(outer, "middle"));
        log.clear();
        worker(supervisor(supervisor(outer, "middle"), "inner"), "a").tell(new Order.Stop(ExitReason.NORMAL));
        sim.settle();
        assertThat(log).containsExactly("-a", "-b", "-m");
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
        assertThat(children(outer).getFirst()).isEqualTo(new ChildInfo("middle", null, false));
        assertThat(children(outer).getLast().child()).isNotNull();
    }

    @Test
    void aSignificantChildThatIsRestartingHasNotEnded() {
        ActorRef<Command> supervisor = restarting(one()
                .ending(AutoShutdown.ALL_SIGNIFICANT)
                .with(child("a").restarting(Restart.TRANSIENT).significantly())
                .with(child("b").restarting(Restart.TRANSIENT).significantly()));
        List<ExitReason> end = new ArrayList<>();
        sim.actor(context -> context.monitor(supervisor), message -> end.add(((Signal.Down) message).reason()));
        worker(supervisor, "b").tell(new Order.Stop(ExitReason.NORMAL));
        steps(200);
        assertThat(log).contains("-b");
        assertThat(end).isEmpty();
        assertThat(children(supervisor).getFirst().restarting()).isTrue();
    }

    @Test
    void aSignificantChildThatIsEndedWithItsGroupEndsNobody() {
        ActorRef<Command> supervisor = start(SupervisorSpec.of(Strategy.ONE_FOR_ALL)
                .ending(AutoShutdown.ANY_SIGNIFICANT)
                .with(child("a"))
                .with(child("b").restarting(Restart.TEMPORARY).significantly()));
        crash(worker(supervisor, "a"));
        assertThat(children(supervisor)).extracting(ChildInfo::id).containsExactly("a");
        assertThat(sim.end(supervisor)).isNotDone();
    }

    @Test
    void aSignificantTemporaryChildThatIsKilledEndsTheSupervisor() {
        ActorRef<Command> supervisor = start(one()
                .ending(AutoShutdown.ANY_SIGNIFICANT)
                .with(child("a").restarting(Restart.TEMPORARY).significantly()));
        CompletableFuture<ExitReason> end = sim.end(supervisor);
        ActorRef<?> a = find(supervisor, "a");
        sim.act(context -> context.kill(a));
        sim.settle();
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    // ---- children that don't behave ----

    @Test
    void aChildThatHasUnlinkedItselfIsTerminatedAndNotMissed() {
        ChildSpec<Order> stubborn = ChildSpec.of("a", workers.stubborn("a")).endingWithin(SECOND);
        ActorRef<Command> supervisor = start(one().allowing(0, SECOND).with(stubborn).with(child("b")));
        ActorRef<Order> a = worker(supervisor, "a");
        ActorRef<Order> b = worker(supervisor, "b");
        a.tell(new Order.Unlink(supervisor));
        b.tell(new Order.Unlink(supervisor));
        sim.settle();
        CompletableFuture<ExitReason> end = sim.end(a);
        crash(b);
        assertThat(find(supervisor, "b")).as("nobody has told the supervisor").isSameAs(b);
        assertThat(terminate(supervisor, "b")).isEqualTo(new Result.Done(null));
        assertThat(terminate(supervisor, "a")).isEqualTo(new Result.Done(null));
        sim.settle();
        assertThat(end).isCompletedWithValue(ExitReason.KILLED);
    }

    @Test
    void aChildThatFeignsItsEndIsTakenAtItsWord() {
        ActorRef<Command> supervisor = start(one().allowing(1, SECOND).with(child("a")));
        ActorRef<Order> a = worker(supervisor, "a");
        a.tell(new Order.Feign(supervisor));
        sim.settle();
        assertThat(find(supervisor, "a")).as("it is asked, and answers").isSameAs(a);
        CompletableFuture<ExitReason> end = sim.end(supervisor);
        a.tell(new Order.Feign(supervisor));
        sim.settle();
        assertThat(end).as("it counts as a restart").isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    @Test
    void anExitOfSomebodyElseIsNothing() {
        ActorRef<Command> supervisor = start(one().allowing(0, SECOND).with(child("a")));
        sim.act(context -> {
            context.link(supervisor);
            context.exit(context.self(), new ExitReason.Because("x"));
        });
        sim.settle();
        assertThat(children(supervisor)).hasSize(1);
        assertThat(sim.end(supervisor)).isNotDone();
    }

    @Test
    void aStubbornChildIsKilledInItsTurnAndTheOthersWait() {
        ActorRef<Command> outer = start(one().with(ChildSpec.of("inner", one()
                .with(child("a"))
                .with(ChildSpec.of("s", workers.stubborn("s")).endingWithin(SECOND))
                .with(child("c")))));
        CompletableFuture<Object> done = terminateLater(outer, "inner");
        sim.pass(999);
        assertThat(log).containsExactly("+a", "+s", "+c", "-c", "s won't end");
        sim.pass(1);
        assertThat(log).endsWith("-a");
        assertThat(done).isCompletedWithValue(new Result.Done(null));
    }

    // ---- the end of a supervisor ----

    @Test
    void aKilledSupervisorTakesItsChildrenWithItAndTheirs() {
        ActorRef<Command> outer = start(tree(Restart.PERMANENT, 1));
        ActorRef<Command> inner = supervisor(outer, "inner");
        CompletableFuture<ExitReason> a = sim.end(worker(inner, "a"));
        CompletableFuture<ExitReason> z = sim.end(worker(outer, "z"));
        CompletableFuture<ExitReason> end = sim.end(inner);
        sim.act(context -> context.kill(outer));
        sim.settle();
        assertThat(z).isCompletedWithValue(ExitReason.KILLED);
        assertThat(end).as("a supervisor ends as its parent does").isCompletedWithValue(ExitReason.KILLED);
        assertThat(a).isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    @Test
    void aChildOfAKilledSupervisorThatTrapsExitsIsToldAndNotRestarted() {
        ActorRef<Command> supervisor = start(one().with(ChildSpec.of("s", workers.stubborn("s").named("name"))));
        ActorRef<Order> orphan = worker(supervisor, "s");
        sim.act(context -> context.kill(supervisor));
        sim.settle();
        assertThat(log).containsExactly("+s", "s won't end");
        assertThat(sim.host().find("name")).as("it lives on").containsSame(orphan);
        orphan.tell(new Order.Note("alone"));
        orphan.tell(new Order.Stop(ExitReason.NORMAL));
        orphan.tell(new Order.Note("too late"));
        sim.settle();
        assertThat(log).endsWith("s notes alone", "-s");
        assertThat(sim.dead()).extracting(ActorHost.DeadLetter::message).containsExactly(new Order.Note("too late"));
        assertThat(sim.host().find("name")).isEmpty();
    }

    @Test
    void whoWaitsForAChildThatIsDownIsToldWhenItsSupervisorIsKilled() {
        ActorRef<Command> supervisor = start(one().allowing(MANY, SECOND).with(child("a")));
        ActorRef<Order> a = worker(supervisor, "a");
        workers.failing().put("a", MANY);
        a.tell(new Order.Crash());
        steps(20);
        List<SimulatedHost.Outcome> got = sim.<Order, String>askLater(a, Order.Name::new, Duration.ofDays(1));
        steps(20);
        assertThat(got).as("it waits for the restart").isEmpty();
        sim.act(context -> context.kill(supervisor));
        sim.settle();
        assertThat(got).containsExactly(new SimulatedHost.Outcome(null, ExitReason.KILLED));
    }

    @Test
    void aSupervisorThatIsKilledWhileItBeginsCouldntBegin() {
        SupervisorSpec inner = one().named("inner")
                .with(ChildSpec.of("s", workers.stubborn("s")).endingWithin(SECOND))
                .with(child("f"));
        workers.failing().put("f", 1);
        ActorRef<Command> outer = start(one());
        List<SimulatedHost.Outcome> got = sim.<Command, Result>askLater(
                outer, reply -> new Command.StartChild(ChildSpec.of("inner", inner), reply), Duration.ofDays(1));
        sim.settle();
        assertThat(got).as("it waits for its stubborn child").isEmpty();
        ActorRef<?> beginning = sim.host().find("inner").orElseThrow();
        sim.act(context -> context.kill(beginning));
        sim.settle();
        assertThat(got).containsExactly(
                new SimulatedHost.Outcome(new Result.Refused("failed", ExitReason.KILLED), null));
        assertThat(children(outer)).isEmpty();
    }

    @Test
    void theTimeOfOneChildDoesntEndAnother() {
        SupervisorSpec slow = one().with(ChildSpec.of("g", workers.stubborn("g")).endingWithin(Duration.ofMillis(500)));
        SupervisorSpec middle = one().with(ChildSpec.of("x", workers.stubborn("x")).endingWithin(Duration.ofMillis(100)))
                .with(ChildSpec.of("slow", slow));
        ActorRef<Command> outer = start(one().with(ChildSpec.of("middle", middle)));
        CompletableFuture<ExitReason> end = sim.end(find(supervisor(outer, "middle"), "slow"));
        var _ = terminateLater(supervisor(outer, "middle"), "x");
        sim.pass(50);
        var _ = terminateLater(outer, "middle");
        sim.pass(499);
        assertThat(end).isNotDone();
        sim.pass(1);
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    /// Whenever a tree is ended, asked or killed, in the midst of crashes, restarts and restarts that fail: nobody is left.
    @RepeatedTest(200)
    void nobodyIsLeftWhenATreeHasEnded() {
        SupervisorSpec inner = SupervisorSpec.of(List.of(Strategy.ONE_FOR_ONE, Strategy.ONE_FOR_ALL, Strategy.REST_FOR_ONE)
                        .get(sim.random().nextInt(3)))
                .allowing(MANY, SECOND)
                .with(child("a"))
                .with(child("b"))
                .with(child("c"));
        ActorRef<Command> outer = start(one().allowing(MANY, SECOND).with(ChildSpec.of("inner", inner)));
        ActorRef<Command> middle = supervisor(outer, "inner");
        List<ActorRef<Order>> all = List.of(worker(middle, "a"), worker(middle, "b"), worker(middle, "c"));
        for (int crashes = sim.random().nextInt(1, 6); crashes > 0; crashes--) {
            workers.failing().put("b", sim.random().nextInt(3));
            all.get(sim.random().nextInt(3)).tell(new Order.Crash());
            steps(sim.random().nextInt(8));
        }
        int how = sim.random().nextInt(3);
        if (how == 0) {
            var _ = terminateLater(outer, "inner");
        } else {
            sim.act(context -> context.kill(how == 1 ? middle : outer));
        }
        steps(sim.random().nextInt(8));
        CompletableFuture<Object> done = how == 2 ? new CompletableFuture<>() : terminateLater(outer, "inner");
        sim.settle();
        assertThat(done.isDone()).isEqualTo(how != 2);
        assertThat(log.stream().filter(line -> line.startsWith("+")).count())
                .isEqualTo(log.stream().filter(line -> line.startsWith("-")).count());
        List<List<SimulatedHost.Outcome>> asked = all.stream()
                .map(one -> sim.<Order, String>askLater(one, Order.Name::new, Duration.ofDays(1)))
                .toList();
        sim.settle();
        assertThat(asked).allSatisfy(got -> assertThat(got).containsExactly(new SimulatedHost.Outcome(null, ExitReason.NO_PROCESS)));
    }
}
