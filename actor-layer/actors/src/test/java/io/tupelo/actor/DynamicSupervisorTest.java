package io.tupelo.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ChildSpec.Restart;
import io.tupelo.actor.ChildSpec.Rule;
import io.tupelo.actor.Supervisor.ChildInfo;
import io.tupelo.actor.Supervisor.Command;
import io.tupelo.actor.Supervisor.Result;
import io.tupelo.actor.SupervisorSpec.Strategy;
import io.tupelo.actor.Workers.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What OTP's `supervisor_SUITE` checks of `simple_one_for_one`, restated.
class DynamicSupervisorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MS_300 = Duration.ofMillis(300);
    private static final Rule PERMANENT = Rule.WORKER;
    private static final Rule TRANSIENT = new Rule(Restart.TRANSIENT, SECOND, false);
    private static final Rule TEMPORARY = new Rule(Restart.TEMPORARY, SECOND, false);

    private final SimulatedHost sim = new SimulatedHost("DynamicSupervisorTest");
    private final Workers workers = new Workers();
    private final List<String> log = workers.log();

    private ActorRef<Command> start(Rule each) {
        return sim.host().spawn(SupervisorSpec.dynamic(each).allowing(5, SECOND).actor());
    }

    private Result ask(ActorRef<Command> supervisor, Function<ActorRef<Result>, Command> command) {
        return sim.ask(supervisor, command);
    }

    private Result startOne(ActorRef<Command> supervisor, ActorSpec<?> child) {
        return ask(supervisor, reply -> new Command.StartOne(child, reply));
    }

    @SuppressWarnings("unchecked")
    private ActorRef<Order> child(ActorRef<Command> supervisor, ActorSpec<Order> child) {
        Result.Done done = (Result.Done) startOne(supervisor, child);
        return (ActorRef<Order>) Objects.requireNonNull(done.child());
    }

    private ActorRef<Order> child(ActorRef<Command> supervisor, String id) {
        return child(supervisor, workers.worker(id));
    }

    private Result terminate(ActorRef<Command> supervisor, Object child) {
        return ask(supervisor, reply -> new Command.TerminateChild(child, reply));
    }

    private List<ChildInfo> children(ActorRef<Command> supervisor) {
        return this.sim.<Command, List<ChildInfo>>ask(supervisor, Command.WhichChildren::new);
    }

    private void tell(ActorRef<Order> child, Order order) {
        child.tell(order);
        sim.settle();
    }

    private void crash(ActorRef<Order> child) {
        tell(child, new Order.Crash());
    }

    @Test
    void aPermanentChildIsRestartedHoweverItEnds() {
        ActorRef<Command> supervisor = start(PERMANENT);
        ActorRef<Order> a = child(supervisor, "a");
        crash(a);
        tell(a, new Order.Stop(ExitReason.NORMAL));
        tell(a, new Order.Stop(ExitReason.SHUTDOWN));
        tell(a, new Order.Note("still here"));
        assertThat(log).containsExactly("+a", "-a", "+a", "-a", "+a", "-a", "+a", "a notes still here");
        assertThat(children(supervisor)).extracting(ChildInfo::child).containsExactly(a);
    }

    @Test
    void aTransientChildIsRestartedUnlessItEndsInGoodOrder() {
        ActorRef<Command> supervisor = start(TRANSIENT);
        for (ExitReason good : List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, new ExitReason.Shutdown("done"))) {
            tell(child(supervisor, "a"), new Order.Stop(good));
            assertThat(children(supervisor)).as("%s", good).isEmpty();
        }
        ActorRef<Order> b = child(supervisor, "b");
        log.clear();
        crash(b);
        tell(b, new Order.Stop(new ExitReason.Because("of it")));
        assertThat(log).containsExactly("-b", "+b", "-b", "+b");
        sim.act(context -> context.kill(b));
        sim.settle();
        assertThat(log).as("killed is no good order").endsWith("+b").hasSize(5);
    }

    @Test
    void aTemporaryChildIsForgottenHoweverItEnds() {
        ActorRef<Command> supervisor = start(TEMPORARY);
        ActorRef<Order> a = child(supervisor, "a");
        crash(a);
        assertThat(children(supervisor)).isEmpty();
        tell(a, new Order.Note("nobody"));
        assertThat(sim.dead()).extracting(ActorHost.DeadLetter::message).containsExactly(new Order.Note("nobody"));
        assertThat(terminate(supervisor, a)).isEqualTo(new Result.Refused("not_found", null));
    }

    @Test
    void whoWaitsForATemporaryChildThatCrashesIsToldWhy() {
        ActorRef<Command> supervisor = start(TEMPORARY);
        ActorRef<Order> a = child(supervisor, "a");
        ExitReason why = new ExitReason.Because("why");
        a.tell(new Order.Stop(why));
        List<SimulatedHost.Outcome> got = sim.<Order, String>askLater(a, Order.Name::new, SECOND);
        sim.settle();
        assertThat(got).containsExactly(new SimulatedHost.Outcome(null, why));
    }

    @Test
    void oneChildsEndIsNoOthersBusiness() {
        ActorRef<Command> supervisor = start(PERMANENT);
        ActorRef<Order> a = child(supervisor, "a");
        child(supervisor, "b");
        log.clear();
        crash(a);
        assertThat(log).containsExactly("-a", "+a");
        assertThat(children(supervisor)).hasSize(2);
    }

    @Test
    void whoCantBeginIsNotKept() {
        ActorRef<Command> supervisor = start(PERMANENT);
        workers.failing().put("a", 1);
        assertThat(startOne(supervisor, workers.worker("a"))).isInstanceOfSatisfying(Result.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo("failed");
            assertThat(refused.reason()).isInstanceOf(ExitReason.Failed.class);
        });
        assertThat(children(supervisor)).isEmpty();
        assertThat(sim.end(supervisor)).as("a start isn't a restart").isNotDone();
    }

    @Test
    void whoIgnoresItsStartIsNotKept() {
        ActorRef<Command> supervisor = start(PERMANENT);
        ActorSpec<Object> ignores = ActorSpec.of(_ -> Behavior.ignore());
        assertThat(startOne(supervisor, ignores)).isEqualTo(new Result.Done(null));
        assertThat(children(supervisor)).isEmpty();
    }

    @Test
    void whoIgnoresItsRestartIsDropped() {
        ActorRef<Command> supervisor = start(PERMANENT);
        List<String> begun = new ArrayList<>();
        ActorSpec<Order> once = ActorSpec.of(_ -> {
            begun.add("begins");
            return begun.size() > 1 ? Behavior.ignore() : (_, _) -> Behavior.stop(new ExitReason.Because("x"));
        });
        crash(child(supervisor, once));
        assertThat(begun).hasSize(2);
        assertThat(children(supervisor)).isEmpty();
        assertThat(sim.end(supervisor)).isNotDone();
    }

    @Test
    void aChildIsTerminatedByItsRefAndForgottenWhateverItsRule() {
        for (Rule rule : List.of(PERMANENT, TRANSIENT, TEMPORARY)) {
            ActorRef<Command> supervisor = start(rule);
            ActorRef<Order> a = child(supervisor, "a");
            ActorRef<Order> b = child(supervisor, "b");
            log.clear();
            assertThat(terminate(supervisor, a)).isEqualTo(new Result.Done(null));
            assertThat(log).containsExactly("-a");
            assertThat(children(supervisor)).extracting(ChildInfo::child).containsExactly(b);
            assertThat(terminate(supervisor, a)).isEqualTo(new Result.Refused("not_found", null));
        }
    }

    @Test
    void whatIsNoChildIsNotTerminated() {
        ActorRef<Command> one = start(PERMANENT);
        ActorRef<Order> childOfAnother = child(start(PERMANENT), "a");
        assertThat(terminate(one, childOfAnother)).isEqualTo(new Result.Refused("not_found", null));
        assertThat(terminate(one, one)).isEqualTo(new Result.Refused("not_found", null));
        assertThat(terminate(one, "a")).isEqualTo(new Result.Refused("not_found", null));
        assertThat(log).containsExactly("+a");
    }

    @Test
    void terminatingIsNotARestart() {
        ActorRef<Command> supervisor = sim.host().spawn(SupervisorSpec.dynamic(PERMANENT).allowing(0, SECOND).actor());
        for (int i = 0; i < 5; i++) {
            terminate(supervisor, child(supervisor, "a"));
        }
        assertThat(sim.end(supervisor)).isNotDone();
    }

    @Test
    void otherCommandsAreRefused() {
        ActorRef<Command> dynamic = start(PERMANENT);
        Result refused = new Result.Refused("dynamic", null);
        assertThat(ask(dynamic, reply -> new Command.StartChild(workers.child("a"), reply))).isEqualTo(refused);
        assertThat(ask(dynamic, reply -> new Command.RestartChild("a", reply))).isEqualTo(refused);
        assertThat(ask(dynamic, reply -> new Command.DeleteChild("a", reply))).isEqualTo(refused);
        ActorRef<Command> other = sim.host().spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE).actor());
        assertThat(startOne(other, workers.worker("a"))).isEqualTo(new Result.Refused("not dynamic", null));
        assertThat(log).isEmpty();
    }

    @Test
    void allChildrenShareTheIntensity() {
        ActorRef<Command> supervisor = sim.host().spawn(SupervisorSpec.dynamic(PERMANENT).allowing(1, SECOND).actor());
        ActorRef<Order> a = child(supervisor, "a");
        ActorRef<Order> b = child(supervisor, "b");
        CompletableFuture<ExitReason> end = sim.end(supervisor);
        crash(a);
        assertThat(end).isNotDone();
        crash(b);
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
        assertThat(log).containsExactly("+a", "+b", "-a", "+a", "-b", "-a");
    }

    @Test
    void aRestartThatFailsIsTriedAgainAndCounts() {
        ActorRef<Command> supervisor = start(PERMANENT);
        ActorRef<Order> a = child(supervisor, "a");
        workers.failing().put("a", 4);
        crash(a);
        assertThat(log).containsExactly("+a", "-a", "+a");
        CompletableFuture<ExitReason> end = sim.end(supervisor);
        crash(a);
        assertThat(end).as("five restarts were allowed").isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    @Test
    void aChildThatIsRestartingIsListedAndCanBeTerminated() {
        ActorRef<Command> supervisor = sim.host().spawn(SupervisorSpec.dynamic(PERMANENT).allowing(1_000_000, SECOND).actor());
        ActorRef<Order> a = child(supervisor, "a");
        workers.failing().put("a", 1_000_000);
        a.tell(new Order.Crash());
        for (int i = 0; i < 20; i++) {
            sim.time().step();
        }
        List<ChildInfo> listed = children(supervisor);
        assertThat(listed).singleElement().satisfies(info -> {
            assertThat(info.child()).isNull();
            assertThat(info.restarting()).isTrue();
        });
        assertThat(terminate(supervisor, a)).isEqualTo(new Result.Done(null));
        sim.settle();
        assertThat(children(supervisor)).isEmpty();
        assertThat(log).containsExactly("+a", "-a");
    }

    @Test
    void allChildrenEndAtOnceWithOneTimer() {
        ActorRef<Command> outer = sim.host().spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE).actor());
        SupervisorSpec spec = SupervisorSpec.dynamic(new Rule(Restart.PERMANENT, MS_300, false)).named("dynamic");
        ActorRef<Command> dynamic = startUnder(outer, spec);
        List<CompletableFuture<ExitReason>> ends = new ArrayList<>();
        for (String id : List.of("s1", "s2", "s3")) {
            ends.add(sim.end(child(dynamic, workers.stubborn(id))));
        }
        CompletableFuture<ExitReason> good = sim.end(child(dynamic, "good"));
        CompletableFuture<ExitReason> end = sim.end(dynamic);
        outer.tell(new Command.TerminateChild("dynamic", nobody()));
        sim.settle();
        assertThat(good).isCompletedWithValue(ExitReason.SHUTDOWN);
        sim.pass(299);
        assertThat(end).isNotDone();
        assertThat(ends).noneMatch(CompletableFuture::isDone);
        sim.pass(1);
        assertThat(ends).allSatisfy(one -> assertThat(one).isCompletedWithValue(ExitReason.KILLED));
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    @SuppressWarnings("unchecked")
    private ActorRef<Command> startUnder(ActorRef<Command> outer, SupervisorSpec spec) {
        Result.Done done = (Result.Done) ask(outer, reply -> new Command.StartChild(ChildSpec.of("dynamic", spec), reply));
        return (ActorRef<Command>) Objects.requireNonNull(done.child());
    }

    private ActorRef<Result> nobody() {
        return sim.host().spawn(ActorSpec.always((_, _) -> Behavior.stop()));
    }

    @Test
    void brutalChildrenAreKilledAtOnce() {
        ActorRef<Command> outer = sim.host().spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE).actor());
        ActorRef<Command> dynamic = startUnder(outer, SupervisorSpec.dynamic(new Rule(Restart.PERMANENT, Duration.ZERO, false)));
        CompletableFuture<ExitReason> a = sim.end(child(dynamic, workers.stubborn("a")));
        CompletableFuture<ExitReason> b = sim.end(child(dynamic, "b"));
        assertThat(terminate(outer, "dynamic")).isEqualTo(new Result.Done(null));
        sim.settle();
        assertThat(List.of(a, b)).allSatisfy(one -> assertThat(one).isCompletedWithValue(ExitReason.KILLED));
        assertThat(log).as("nobody is asked").containsExactly("+a", "+b");
    }

    @Test
    void withoutATimeItWaitsForItsChildren() {
        ActorRef<Command> outer = sim.host().spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE).actor());
        ActorRef<Command> dynamic = startUnder(outer, SupervisorSpec.dynamic(new Rule(Restart.PERMANENT, null, false)));
        ActorRef<Order> a = child(dynamic, workers.stubborn("a"));
        CompletableFuture<ExitReason> end = sim.end(dynamic);
        outer.tell(new Command.TerminateChild("dynamic", nobody()));
        sim.pass(1_000_000);
        assertThat(end).isNotDone();
        tell(a, new Order.Stop(ExitReason.NORMAL));
        assertThat(end).isCompletedWithValue(ExitReason.SHUTDOWN);
    }

    @Test
    void aChildThatHasUnlinkedItselfCantHoldUpTheEnd() {
        ActorRef<Command> supervisor = start(new Rule(Restart.PERMANENT, MS_300, false));
        ActorRef<Order> naughty = child(supervisor, workers.stubborn("naughty"));
        tell(naughty, new Order.Unlink(supervisor));
        CompletableFuture<ExitReason> end = sim.end(naughty);
        assertThat(terminate(supervisor, naughty)).isEqualTo(new Result.Done(null));
        sim.settle();
        assertThat(end).isCompletedWithValue(ExitReason.KILLED);
    }

    @Test
    void aChildThatHasUnlinkedItselfAndDiedIsTerminatedAllTheSame() {
        ActorRef<Command> supervisor = start(PERMANENT);
        ActorRef<Order> naughty = child(supervisor, "naughty");
        tell(naughty, new Order.Unlink(supervisor));
        crash(naughty);
        assertThat(log).as("nobody has told the supervisor").containsExactly("+naughty", "-naughty");
        assertThat(terminate(supervisor, naughty)).isEqualTo(new Result.Done(null));
        assertThat(children(supervisor)).isEmpty();
    }

    @Test
    void aKilledSupervisorTakesItsChildrenWithIt() {
        ActorRef<Command> supervisor = start(PERMANENT);
        CompletableFuture<ExitReason> a = sim.end(child(supervisor, "a"));
        CompletableFuture<ExitReason> b = sim.end(child(supervisor, "b"));
        sim.act(context -> context.kill(supervisor));
        sim.settle();
        assertThat(List.of(a, b)).allSatisfy(one -> assertThat(one).isCompletedWithValue(ExitReason.KILLED));
    }

    /// However children crash, stop, are terminated and killed: the supervisor has those that are to be there, all of which run.
    @RepeatedTest(30)
    void itHasTheChildrenThatItShould() {
        Rule rule = List.of(PERMANENT, TRANSIENT, TEMPORARY).get(sim.random().nextInt(3));
        ActorRef<Command> supervisor = sim.host().spawn(SupervisorSpec.dynamic(rule).allowing(1_000, SECOND).actor());
        Set<ActorRef<?>> expected = new HashSet<>();
        List<ActorRef<Order>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int what = sim.random().nextInt(5);
            if (what < 2 || all.isEmpty()) {
                ActorRef<Order> child = child(supervisor, "w" + i);
                all.add(child);
                expected.add(child);
                continue;
            }
            ActorRef<Order> one = all.get(sim.random().nextInt(all.size()));
            boolean good = sim.random().nextBoolean();
            if (what == 2) {
                terminate(supervisor, one);
                expected.remove(one);
                continue;
            }
            tell(one, good ? new Order.Stop(ExitReason.NORMAL) : new Order.Crash());
            if (rule.restart() == Restart.TEMPORARY || (rule.restart() == Restart.TRANSIENT && good)) {
                expected.remove(one);
            }
        }
        sim.settle();
        assertThat(new HashSet<>(children(supervisor).stream().map(ChildInfo::child).toList())).isEqualTo(expected);
        assertThat(log.stream().filter(line -> line.startsWith("+")).count()
                        - log.stream().filter(line -> line.startsWith("-")).count())
                .isEqualTo(expected.size());
    }
}
