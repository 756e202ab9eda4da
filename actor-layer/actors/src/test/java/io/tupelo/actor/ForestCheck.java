package io.tupelo.actor;

import io.tupelo.actor.ChildSpec.Restart;
import io.tupelo.actor.Forest.Order;
import io.tupelo.actor.Forest.Region;
import io.tupelo.actor.Forest.Run;
import io.tupelo.actor.Forest.Team;
import io.tupelo.actor.Forest.Worker;
import io.tupelo.actor.Supervisor.ChildInfo;
import io.tupelo.actor.Supervisor.Command;
import io.tupelo.actor.SupervisorSpec.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Compares a tree, as its supervisors and workers describe it, with what was counted; see [Forest].
final class ForestCheck {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Forest forest;
    private final List<String> findings = new ArrayList<>();

    ForestCheck(Forest forest) {
        this.forest = forest;
    }

    /// Returns what is wrong, or not yet right: nothing once the tree has settled.
    List<String> findings() {
        List<ActorRef<?>> regions = running(forest.root(), Forest.REGIONS, "the root");
        for (int i = 0; findings.isEmpty() && i < Forest.REGIONS; i++) {
            check(forest.regions().get(i), regions.get(i));
        }
        return findings;
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            findings.add(otherwise);
        }
    }

    @SuppressWarnings("unchecked") // it is told from its place
    private static <M> ActorRef<M> typed(ActorRef<?> actor) {
        return (ActorRef<M>) actor;
    }

    private List<ChildInfo> children(ActorRef<Command> supervisor) {
        try {
            return supervisor.ask(Command.WhichChildren::new, LONG);
        } catch (AskException ended) {
            findings.add(supervisor + " doesn't answer: " + ended.reason());
            return List.of();
        }
    }

    /// Returns the children of a supervisor all of whose children should run.
    private List<ActorRef<?>> running(ActorRef<Command> supervisor, int many, String whose) {
        List<ActorRef<?>> running = new ArrayList<>();
        for (ChildInfo info : children(supervisor)) {
            ActorRef<?> child = info.child();
            if (child != null && !info.restarting()) {
                running.add(child);
            }
        }
        expect(running.size() == many, whose + " has " + running.size() + " running children");
        return running;
    }

    // ---- supervisors ----

    private void check(Region region, ActorRef<?> supervisor) {
        List<ActorRef<?>> teams = running(typed(supervisor), Forest.TEAMS_A_REGION, region.toString());
        checkRestarts(region.toString(), region.strategy(), region::begun, Forest.TEAMS_A_REGION);
        expect(region.restarts() <= Forest.REGION_INTENSITY, region + " has restarted " + region.restarts());
        for (int i = 0; findings.isEmpty() && i < Forest.TEAMS_A_REGION; i++) {
            check(region.teams().get(i), teams.get(i));
        }
    }

    /// Those who are restarted together have begun as often.
    private void checkRestarts(String whose, Strategy strategy, IntUnaryOperator begun, int many) {
        for (int i = 1; i < many; i++) {
            int one = begun.applyAsInt(i);
            int before = begun.applyAsInt(i - 1);
            boolean holds = switch (strategy) {
                case ONE_FOR_ALL -> one == before;
                case REST_FOR_ONE -> one >= before;
                case ONE_FOR_ONE, DYNAMIC -> one >= 1;
            };
            expect(holds, "in " + whose + ", child " + i + " has begun " + one + " times, and the one before " + before + " times");
        }
    }

    private void check(Team team, ActorRef<?> supervisor) {
        Run run = team.run();
        if (run == null) {
            findings.add(team + " has never begun");
            return;
        }
        expect(supervisor.equals(team.supervisor()), team + " is another one");
        checkRestarts(team.toString(), team.strategy(), run::begun, Forest.WORKERS_A_TEAM);
        expect(run.restarts() <= Forest.TEAM_INTENSITY, team + " has restarted " + run.restarts());
        @Nullable ActorRef<?>[] there = new ActorRef<?>[Forest.WORKERS_A_TEAM];
        for (ChildInfo info : children(typed(supervisor))) {
            expect(!info.restarting(), team + " restarts " + info.id());
            if (info.child() != null && findings.isEmpty()) {
                ask(team, run, info.child(), there);
            }
        }
        for (int i = 0; findings.isEmpty() && i < Forest.WORKERS_A_TEAM; i++) {
            check(team, run, i, there[i]);
        }
    }

    // ---- workers ----

    /// Has a worker say which one it is.
    private void ask(Team team, Run run, ActorRef<?> child, @Nullable ActorRef<?>[] there) {
        try {
            Worker worker = ForestCheck.<Order>typed(child).ask(Order.Who::new, LONG);
            int number = worker.number();
            expect(worker.run().equals(run), "worker " + number + " is of another beginning of " + team);
            expect(worker.beginning() == run.begun(number), "worker " + number + " of " + team + " is not the last one");
            expect(there[number] == null, "worker " + number + " of " + team + " is there twice");
            there[number] = child;
        } catch (AskException ended) {
            findings.add(child + " of " + team + " doesn't answer: " + ended.reason());
        }
    }

    private void check(Team team, Run run, int number, @Nullable ActorRef<?> there) {
        Restart restart = run.rule(number).restart();
        if (team.isRough() && restart == Restart.TEMPORARY) {
            // Nobody knows whether it was killed.
            return;
        }
        int ends = run.crashed(number) + run.stopped(number);
        boolean isAlive = switch (restart) {
            case PERMANENT -> true;
            case TRANSIENT -> run.stopped(number) == 0;
            case TEMPORARY -> ends == 0;
        };
        String who = "worker " + number + " of " + team;
        expect(isAlive == (there != null), who + (isAlive ? " is gone" : " is there"));
        if (team.isRough()) {
            return;
        }
        expect(team.alive(number) == (isAlive ? 1 : 0), who + " is alive " + team.alive(number) + " times");
        String name = team.nameOf(number);
        expect(name == null || forest.host().find(name).equals(Optional.ofNullable(there)), name + " is somebody else's");
        if (team.strategy() == Strategy.ONE_FOR_ONE || team.strategy() == Strategy.DYNAMIC) {
            int expected = switch (restart) {
                case PERMANENT -> 1 + ends;
                case TRANSIENT -> 1 + run.crashed(number);
                case TEMPORARY -> 1;
            };
            expect(run.begun(number) == expected, who + " has begun " + run.begun(number) + " times, not " + expected);
        }
    }
}
