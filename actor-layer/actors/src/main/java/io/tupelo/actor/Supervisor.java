package io.tupelo.actor;

import io.tupelo.actor.ChildSpec.Restart;
import io.tupelo.actor.SupervisorSpec.AutoShutdown;
import io.tupelo.actor.SupervisorSpec.Strategy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Starts children, and does what its specification says when one of them ends: OTP's `supervisor`, to the letter, but that a child that
/// is restarted keeps its [ActorRef] and the messages that wait for it.
///
/// What takes several steps (ending children in order, starting others) is a [Plan]; until it is carried out, commands are put
/// aside, as OTP's supervisor doesn't look at its mailbox meanwhile.
public final class Supervisor implements Behavior<Supervisor.Command> {
    private static final String ENDING = "ending";
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private final SupervisorSpec spec;
    private final Cell<Command> cell;
    /// In the order of their start.
    private final Map<Object, Child> children = new LinkedHashMap<>();
    /// When children were restarted, in seconds, the last first.
    private final Deque<Long> restarts = new ArrayDeque<>();
    /// Ends of children that came while there was a plan.
    private final Deque<Signal.Exit> exits = new ArrayDeque<>();
    private @Nullable Plan plan;
    private @Nullable ExitReason end;

    /// What a supervisor may be asked.
    public sealed interface Command {
        /// Adds a child, and starts it. A dynamic supervisor refuses.
        record StartChild(ChildSpec<?> child, ActorRef<Result> replyTo) implements Command {}

        /// Has a dynamic supervisor start one more child, which it keeps by its own rule.
        record StartOne(ActorSpec<?> child, ActorRef<Result> replyTo) implements Command {}

        /// Ends a child; its specification stays, unless it is temporary.
        ///
        /// @param child its id; in a dynamic supervisor, the [ActorRef]
        record TerminateChild(Object child, ActorRef<Result> replyTo) implements Command {}

        /// Starts a child again that was ended.
        record RestartChild(String id, ActorRef<Result> replyTo) implements Command {}

        /// Forgets the specification of a child that was ended.
        record DeleteChild(String id, ActorRef<Result> replyTo) implements Command {}

        /// Lists the children.
        record WhichChildren(ActorRef<List<ChildInfo>> replyTo) implements Command {}

        /// A restart has failed, and is tried again.
        ///
        /// @param child which one, as in [TerminateChild]
        record TryAgain(Object child) implements Command {}
    }

    /// What became of a command.
    public sealed interface Result {
        /// It was done.
        ///
        /// @param child the child, if it runs
        record Done(@Nullable ActorRef<?> child) implements Result {}

        /// It wasn't.
        ///
        /// @param error OTP's word for it: `already_present`, `already_started`, `not_found`, `running`, `restarting`; `failed` if a child
        ///     could not begin; `dynamic` or `not dynamic` if such a supervisor can't be asked that; or what is wrong with the
        ///     specification
        /// @param reason why a child could not begin, or null
        record Refused(String error, @Nullable ExitReason reason) implements Result {}
    }

    /// A child, as [Command.WhichChildren] lists it.
    ///
    /// @param child the actor; null if it doesn't run
    /// @param restarting whether it will
    public record ChildInfo(String id, @Nullable ActorRef<?> child, boolean restarting) {}

    /// Children to end, then children to start, then what follows.
    private static final class Plan {
        // Most start one child: that is what they have room for at first.
        private final Deque<Child> ends = new ArrayDeque<>(1);
        private final Deque<Child> starts = new ArrayDeque<>(1);
        private Map<Monitor, Child> ending = Collections.emptyMap();
        private @Nullable Child starting;
        private final Then then;

        Plan(Then then) {
            this.then = then;
        }
    }

    private interface Then {
        /// @param failed the child that couldn't begin, or null
        void go(@Nullable Child failed, @Nullable ExitReason reason);
    }

    private Supervisor(SupervisorSpec spec, Cell<Command> cell) {
        this.spec = spec;
        this.cell = cell;
    }

    /// Starts the children, one after the other; see [Setup].
    static Behavior<Command> start(SupervisorSpec spec, Context<Command> context) {
        Cell<Command> cell = (Cell<Command>) context;
        cell.trapExits(true);
        Supervisor supervisor = new Supervisor(spec, cell);
        Plan start = new Plan(supervisor::started);
        for (ChildSpec<?> child : spec.children()) {
            Child made = Child.of(child);
            supervisor.children.put(child.id(), made);
            start.starts.add(made);
        }
        supervisor.carryOut(start);
        if (supervisor.plan != null) {
            cell.beginsLater();
        }
        if (supervisor.end != null) {
            return Behavior.stop(supervisor.end);
        }
        cell.host().supervises(cell);
        return supervisor;
    }

    private void started(@Nullable Child failed, @Nullable ExitReason reason) {
        if (failed == null) {
            cell.hasBegun(null);
            return;
        }
        forget(failed, Objects.requireNonNull(reason));
        ExitReason why = new ExitReason.Shutdown("failed to start child " + failed.name() + ": " + reason);
        endAll(() -> {
            cell.hasBegun(why);
            end = why;
        });
    }

    // ---- what comes ----

    @Override
    public Behavior<Command> receive(Context<Command> context, Command command) {
        if (plan != null) {
            context.stash();
            return this;
        }
        switch (command) {
            case Command.StartChild(ChildSpec<?> child, var replyTo) -> startChild(child, replyTo);
            case Command.StartOne(ActorSpec<?> child, var replyTo) -> startOne(child, replyTo);
            case Command.TerminateChild(Object id, var replyTo) -> terminateChild(id, replyTo);
            case Command.RestartChild(String id, var replyTo) -> restartChild(id, replyTo);
            case Command.DeleteChild(String id, var replyTo) -> replyTo.tell(deleteChild(id));
            case Command.WhichChildren(var replyTo) -> replyTo.tell(whichChildren());
            case Command.TryAgain(Object id) -> {
                Child child = find(id);
                if (child != null && child.restarting) {
                    restart(child, ExitReason.NO_PROCESS);
                }
            }
        }
        return next();
    }

    /// Ends it, once its children have ended.
    Behavior<Command> stop(ExitReason reason) {
        shutDown(reason);
        return next();
    }

    private void shutDown(ExitReason reason) {
        dropPlan();
        endAll(() -> end = reason);
    }

    private Behavior<Command> next() {
        while (plan == null && end == null && !exits.isEmpty()) {
            exited(exits.removeFirst());
        }
        if (plan == null) {
            cell.unstashAll();
        }
        return end == null ? this : Behavior.stop(end);
    }

    @Override
    public Behavior<Command> signal(Context<Command> context, Signal signal) {
        switch (signal) {
            case Signal.Exit exit when cell.isParent(exit.from()) -> shutDown(exit.reason());
            case Signal.Exit exit -> {
                if (plan == null || !plan.ending.containsValue(childOf(exit.from()))) {
                    exits.add(exit);
                }
            }
            case Signal.Down(Monitor monitor, var _, ExitReason reason) -> ended(monitor, reason);
            case Signal.Timeout(Object key) when key.equals(ENDING) -> killEnding();
            case Signal.Began(var from, @Nullable ExitReason failure) -> began(from, failure);
            case Signal.Timeout _, Signal.Idle _ -> {}
        }
        return next();
    }

    // ---- plans ----

    private void carryOut(Plan made) {
        plan = made;
        advance();
    }

    /// Gives a plan up. Whoever is beginning may have begun by now, and is ended like one that has.
    private void dropPlan() {
        Plan now = plan;
        if (now != null && now.starting != null) {
            now.starting.running = true;
        }
        plan = null;
        cell.cancelTimer(ENDING);
    }

    private void advance() {
        Plan now = plan;
        while (now != null && now.ending.isEmpty() && now.starting == null) {
            if (!now.ends.isEmpty()) {
                endNext(now);
            } else if (!now.starts.isEmpty()) {
                startNext(now, now.starts.removeFirst());
            } else {
                plan = null;
                now.then.go(null, null);
            }
            now = plan;
        }
    }

    private void endNext(Plan now) {
        if (dynamic()) {
            while (!now.ends.isEmpty()) {
                end(now, now.ends.removeFirst());
            }
        } else {
            end(now, now.ends.removeFirst());
        }
    }

    private void end(Plan now, Child child) {
        exits.removeIf(exit -> childOf(exit.from()) == child);
        child.restarting = false;
        Cell<?> ends = child.cell;
        if (ends == null || !child.running) {
            return;
        }
        if (now.ending.isEmpty()) {
            now.ending = new LinkedHashMap<>();
        }
        // Whoever has unlinked itself can't hold this up.
        now.ending.put(cell.monitor(ends), child);
        Duration time = child.rule.shutdown();
        if (time != null && time.isZero()) {
            cell.kill(ends);
        } else {
            cell.exit(ends, ExitReason.SHUTDOWN);
            if (time != null) {
                cell.startTimer(ENDING, time);
            }
        }
    }

    private void killEnding() {
        if (plan != null) {
            plan.ending.keySet().forEach(monitor -> cell.kill(monitor.watched()));
        }
    }

    private void ended(Monitor monitor, ExitReason reason) {
        Plan now = plan;
        Child child = now == null ? null : now.ending.remove(monitor);
        if (now == null || child == null) {
            return;
        }
        child.running = false;
        if (child.rule.restart() == Restart.TEMPORARY) {
            forget(child, reason);
        }
        if (now.ending.isEmpty()) {
            cell.cancelTimer(ENDING);
            advance();
        }
    }

    private void startNext(Plan now, Child child) {
        now.starting = child;
        Cell<?> down = child.cell;
        if (down == null) {
            begin(child);
        } else {
            down.signal(new SystemSignal.Restart());
        }
    }

    private void begin(Child child) {
        Cell<?> made;
        try {
            made = cell.host().make(child.actor, cell, child);
        } catch (IllegalStateException taken) {
            childBegan(child, new ExitReason.Failed(taken));
            return;
        }
        child.cell = made;
        made.begin(failure -> cell.signal(new SystemSignal.Began(made, failure)));
    }

    private void began(ActorRef<?> from, @Nullable ExitReason failure) {
        Plan now = plan;
        if (now != null && now.starting != null && now.starting.cell == from) {
            childBegan(now.starting, failure);
            advance();
        }
    }

    @SuppressWarnings("ReferenceEquality") // there is one of it
    private static boolean isIgnored(ExitReason reason) {
        return reason == Stop.IGNORE;
    }

    /// A child runs, or couldn't begin. To be followed by [#advance].
    private void childBegan(Child child, @Nullable ExitReason failure) {
        Plan now = Objects.requireNonNull(plan);
        now.starting = null;
        if (failure == null || isIgnored(failure)) {
            child.restarting = false;
            child.running = failure == null;
            if (failure != null) {
                bury(child, ExitReason.NO_PROCESS);
                if (child.rule.restart() == Restart.TEMPORARY || dynamic()) {
                    children.remove(child.key());
                }
            }
        } else {
            plan = null;
            now.then.go(child, failure);
        }
    }

    /// Gives up the actor of a child, which doesn't run. Its name is free at once: whoever is told next may start another one of it.
    ///
    /// @param reason what those are told who wait for an answer of it
    private void bury(Child child, ExitReason reason) {
        Cell<?> gone = child.cell;
        child.cell = null;
        child.running = false;
        if (gone != null) {
            cell.host().release(gone);
            gone.signal(new SystemSignal.Bury(reason));
        }
    }

    private void forget(Child child, ExitReason reason) {
        bury(child, reason);
        children.remove(child.key());
    }

    private void endAll(Runnable then) {
        Plan all = new Plan((_, _) -> {
            List.copyOf(children.values()).forEach(child -> forget(child, ExitReason.SHUTDOWN));
            then.run();
        });
        new ArrayList<>(children.values()).reversed().forEach(all.ends::add);
        carryOut(all);
    }

    // ---- a child has ended ----

    private void exited(Signal.Exit exit) {
        Child child = childOf(exit.from());
        if (child != null && child.running) {
            child.running = false;
            exited(child, exit.reason());
        }
    }

    private boolean dynamic() {
        return spec.strategy() == Strategy.DYNAMIC;
    }

    /// Returns a child by its id, or in a dynamic supervisor by its actor; null if there is none.
    private @Nullable Child find(Object id) {
        return dynamic() ? childOf(id) : children.get(id);
    }

    @SuppressWarnings("ReferenceEquality") // a child is itself only
    private @Nullable Child childOf(Object actor) {
        Child child = actor instanceof Cell<?> made ? made.place() : null;
        return child != null && children.get(child.key()) == child ? child : null;
    }

    /// Has ended without having ended its children: all hear of it, those that are down or beginning too, and aren't restarted.
    void abandon(ExitReason reason) {
        for (Child child : children.values()) {
            Cell<?> left = child.cell;
            if (left != null) {
                left.signal(new SystemSignal.Exit(cell, reason, true));
                if (!child.running) {
                    // Who begins anew as the next thing may have children of the same names.
                    cell.host().release(left);
                }
                left.signal(new SystemSignal.Bury(reason));
            }
        }
    }

    private void exited(Child child, ExitReason reason) {
        boolean again = switch (child.rule.restart()) {
            case PERMANENT -> true;
            case TRANSIENT -> !ExitReason.isOrderly(reason);
            case TEMPORARY -> false;
        };
        if (again) {
            restart(child, reason);
            return;
        }
        if (child.rule.restart() == Restart.TEMPORARY || dynamic()) {
            forget(child, reason);
        } else {
            bury(child, reason);
        }
        if (child.rule.significant() && isOver()) {
            endAll(() -> end = ExitReason.SHUTDOWN);
        }
    }

    private boolean isOver() {
        return switch (spec.autoShutdown()) {
            case NEVER -> false;
            case ANY_SIGNIFICANT -> true;
            case ALL_SIGNIFICANT ->
                children.values().stream().noneMatch(other -> other.rule.significant() && (other.running || other.restarting));
        };
    }

    private void restart(Child child, ExitReason why) {
        if (!mayRestart()) {
            forget(child, why);
            endAll(() -> end = ExitReason.SHUTDOWN);
            return;
        }
        Collection<Child> group = group(child);
        Plan again = new Plan((failed, reason) -> {
            if (failed != null) {
                child.restarting = false;
                failed.restarting = true;
                cell.tell(new Command.TryAgain(dynamic() ? Objects.requireNonNull(failed.cell) : failed.key()));
            }
        });
        for (Child one : new ArrayList<>(group).reversed()) {
            if (one.running) {
                again.ends.add(one);
            }
        }
        for (Child one : group) {
            if (one == child || one.rule.restart() != Restart.TEMPORARY) {
                again.starts.add(one);
            }
        }
        child.restarting = true;
        carryOut(again);
    }

    private Collection<Child> group(Child child) {
        return switch (spec.strategy()) {
            case ONE_FOR_ONE, DYNAMIC -> List.of(child);
            case ONE_FOR_ALL -> new LinkedHashSet<>(children.values());
            case REST_FOR_ONE -> {
                Set<Child> rest = new LinkedHashSet<>();
                for (Child one : children.values()) {
                    if (one == child || !rest.isEmpty()) {
                        rest.add(one);
                    }
                }
                yield rest;
            }
        };
    }

    /// Counts a restart, in whole seconds and with both ends, as OTP does.
    private boolean mayRestart() {
        long now = cell.host().dispatcher().nanos() / NANOS_A_SECOND;
        restarts.removeIf(at -> at < now - spec.period().toSeconds());
        restarts.addFirst(now);
        return restarts.size() <= spec.intensity();
    }

    // ---- commands ----

    private void startChild(ChildSpec<?> given, ActorRef<Result> replyTo) {
        if (dynamic()) {
            replyTo.tell(new Result.Refused("dynamic", null));
            return;
        }
        Child there = children.get(given.id());
        if (there != null) {
            replyTo.tell(new Result.Refused(there.running ? "already_started" : "already_present", null));
            return;
        }
        try {
            spec.check(given);
        } catch (IllegalArgumentException wrong) {
            replyTo.tell(new Result.Refused(String.valueOf(wrong.getMessage()), null));
            return;
        }
        start(Child.of(given), replyTo);
    }

    private void startOne(ActorSpec<?> given, ActorRef<Result> replyTo) {
        if (dynamic()) {
            start(new Child(null, given, spec.each()), replyTo);
        } else {
            replyTo.tell(new Result.Refused("not dynamic", null));
        }
    }

    private void start(Child child, ActorRef<Result> replyTo) {
        children.put(child.key(), child);
        Plan starts = new Plan((failed, reason) -> {
            if (failed == null) {
                replyTo.tell(new Result.Done(child.cell));
            } else {
                forget(failed, Objects.requireNonNull(reason));
                replyTo.tell(new Result.Refused("failed", reason));
            }
        });
        starts.starts.add(child);
        carryOut(starts);
    }

    private void terminateChild(Object id, ActorRef<Result> replyTo) {
        Child child = find(id);
        if (child == null) {
            replyTo.tell(new Result.Refused("not_found", null));
            return;
        }
        Plan ends = new Plan((_, _) -> {
            if (dynamic()) {
                forget(child, ExitReason.SHUTDOWN);
            } else {
                bury(child, ExitReason.SHUTDOWN);
            }
            replyTo.tell(new Result.Done(null));
        });
        ends.ends.add(child);
        carryOut(ends);
    }

    private void restartChild(String id, ActorRef<Result> replyTo) {
        Child child = children.get(id);
        String error = dynamic() ? "dynamic" : child == null ? "not_found" : child.restarting ? "restarting" : child.running ? "running" : null;
        if (child == null || error != null) {
            replyTo.tell(new Result.Refused(String.valueOf(error), null));
            return;
        }
        Plan starts = new Plan((failed, reason) -> replyTo.tell(
                failed == null ? new Result.Done(child.cell) : new Result.Refused("failed", reason)));
        starts.starts.add(child);
        carryOut(starts);
    }

    private Result deleteChild(String id) {
        if (dynamic()) {
            return new Result.Refused("dynamic", null);
        }
        Child child = children.get(id);
        if (child == null) {
            return new Result.Refused("not_found", null);
        }
        if (child.running || child.restarting) {
            return new Result.Refused(child.running ? "running" : "restarting", null);
        }
        forget(child, ExitReason.NO_PROCESS);
        return new Result.Done(null);
    }

    private List<ChildInfo> whichChildren() {
        return children.values().stream()
                .map(child -> new ChildInfo(child.name(), child.running ? child.cell : null, child.restarting))
                .toList();
    }
}
