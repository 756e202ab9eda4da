package io.tupelo.actor;

import io.tupelo.actor.ChildSpec.Restart;
import io.tupelo.actor.ChildSpec.Rule;
import io.tupelo.actor.SupervisorSpec.AutoShutdown;
import io.tupelo.actor.SupervisorSpec.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A tree of supervisors of all strategies: regions, teams in them, and workers in these, which do as they are told and are counted.
/// Restarts count for an hour, so how many there may be doesn't depend on how fast this runs.
final class Forest {
    static final int REGIONS = 10;
    static final int TEAMS_A_REGION = 10;
    static final int TEAMS = REGIONS * TEAMS_A_REGION;
    static final int WORKERS_A_TEAM = 100;
    /// So many of a region are never killed, nor are their workers.
    private static final int ORDERLY_TEAMS = 6;
    /// How often a team restarts workers before it ends, and a region teams.
    static final int TEAM_INTENSITY = 60;

    static final int REGION_INTENSITY = 8;
    private static final Duration HOUR = Duration.ofHours(1);
    /// As long as they like to end, so that none is killed because the machine is slow.
    private static final Rule WORKER = new Rule(Restart.PERMANENT, null, false);

    private final ActorHost host;
    private final ActorRef<Supervisor.Command> root;
    private final ActorRef<Supervisor.Result> answers;
    private final List<Region> regions = new ArrayList<>();
    private final List<Team> teams = new ArrayList<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicLong handled = new AtomicLong();
    private final AtomicLong escalations = new AtomicLong();

    /// What a worker may be told.
    sealed interface Order {
        record Crash() implements Order {}

        /// It is done. One that is transient doesn't come again.
        record Stop() implements Order {}

        /// Says where it is, and in which of its beginnings.
        record Who(ActorRef<Worker> replyTo) implements Order {}
    }

    Forest(ActorHost host) {
        this.host = host;
        List<ChildSpec<?>> all = new ArrayList<>();
        for (int i = 0; i < REGIONS; i++) {
            Region region = new Region(i);
            regions.add(region);
            all.add(new ChildSpec<>("region-" + i, region.actor(), Rule.SUPERVISOR));
        }
        answers = host.spawn(ActorSpec.of(_ -> new Answers()));
        root = host.spawn(spec(Strategy.ONE_FOR_ONE, Integer.MAX_VALUE, Duration.ofSeconds(1), all).actor());
    }

    private static SupervisorSpec spec(Strategy strategy, int intensity, Duration period, List<ChildSpec<?>> children) {
        return new SupervisorSpec(strategy, intensity, period, AutoShutdown.NEVER, children, WORKER, null);
    }

    ActorHost host() {
        return host;
    }

    ActorRef<Supervisor.Command> root() {
        return root;
    }

    List<Region> regions() {
        return regions;
    }

    List<Team> teams() {
        return teams;
    }

    /// Returns what was seen that must not be.
    Queue<String> violations() {
        return violations;
    }

    /// Returns how many orders were carried out.
    long handled() {
        return handled.get();
    }

    /// Returns how often a team or a region has ended since there were too many restarts in it.
    long escalations() {
        return escalations.get();
    }

    private void note(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    private final class Answers implements Behavior<Supervisor.Result> {
        @Override
        public Behavior<Supervisor.Result> receive(Context<Supervisor.Result> context, Supervisor.Result result) {
            note(result instanceof Supervisor.Result.Done, "a dynamic supervisor answered " + result);
            return this;
        }
    }

    // ---- a region ----

    /// A supervisor of teams.
    final class Region {
        private final int number;
        private final Strategy strategy;
        private final List<Team> own = new ArrayList<>();
        /// How often it has begun, and how often its teams have since then.
        private final AtomicInteger runs = new AtomicInteger();

        private final AtomicIntegerArray begun = new AtomicIntegerArray(TEAMS_A_REGION);

        Region(int number) {
            this.number = number;
            strategy = List.of(Strategy.ONE_FOR_ONE, Strategy.ONE_FOR_ONE, Strategy.ONE_FOR_ONE, Strategy.ONE_FOR_ALL, Strategy.REST_FOR_ONE)
                    .get(number % 5);
            for (int i = 0; i < TEAMS_A_REGION; i++) {
                Team team = new Team(this, i);
                own.add(team);
                teams.add(team);
            }
        }

        Strategy strategy() {
            return strategy;
        }

        List<Team> teams() {
            return own;
        }

        int begun(int team) {
            return begun.get(team);
        }

        @Override
        public String toString() {
            return "region " + number + " (" + strategy + ')';
        }

        /// Returns how often it has restarted teams since it began.
        int restarts() {
            return restartsIn(strategy, begun);
        }

        private ActorSpec<Supervisor.Command> actor() {
            List<ChildSpec<?>> children = new ArrayList<>();
            for (Team team : own) {
                children.add(new ChildSpec<>("team-" + team.place, team.actor(), Rule.SUPERVISOR));
            }
            Setup<Supervisor.Command> setup =
                    spec(strategy, REGION_INTENSITY, HOUR, children).actor().setup();
            return ActorSpec.of(context -> {
                if (runs.getAndIncrement() > 0) {
                    escalations.incrementAndGet();
                    note(restarts() == REGION_INTENSITY || hasFailedToBegin(), this + " began again after " + restarts() + " restarts: " + begun);
                }
                for (int i = 0; i < TEAMS_A_REGION; i++) {
                    begun.set(i, 0);
                }
                return setup.start(context);
            });
        }

        /// Says whether the last of its teams that has begun was perhaps killed before all its workers had, when none was ever restarted.
        private boolean hasFailedToBegin() {
            return restarts() == 0 && begun.get(ORDERLY_TEAMS) > 0;
        }

        private void begins(Team team, @Nullable Run before) {
            int times = begun.incrementAndGet(team.place);
            if (times > 1 && before != null && strategy == Strategy.ONE_FOR_ONE && !team.rough) {
                escalations.incrementAndGet();
                note(before.restarts() == TEAM_INTENSITY, team + " began again after " + before.restarts() + " restarts");
            }
        }
    }

    /// Returns how often a supervisor has restarted its children, from how often each has begun.
    private static int restartsIn(Strategy strategy, AtomicIntegerArray begun) {
        int last = begun.length() - 1;
        return switch (strategy) {
            case ONE_FOR_ALL -> begun.get(0) - 1;
            case REST_FOR_ONE -> begun.get(last) - 1;
            case ONE_FOR_ONE, DYNAMIC -> {
                int sum = 0;
                for (int i = 0; i <= last; i++) {
                    sum += Math.max(0, begun.get(i) - 1);
                }
                yield sum;
            }
        };
    }

    // ---- a team ----

    /// A supervisor of workers.
    final class Team {
        private final Region region;
        private final int place;
        private final Strategy strategy;
        /// Whether its workers are killed, too, and it itself where it concerns no other: its end can't be told from their beginnings then.
        private final boolean rough;
        private final AtomicReferenceArray<@Nullable ActorRef<Order>> workers = new AtomicReferenceArray<>(WORKERS_A_TEAM);
        private final AtomicIntegerArray alive = new AtomicIntegerArray(WORKERS_A_TEAM);
        private volatile @Nullable Run run;
        private volatile @Nullable ActorRef<Supervisor.Command> supervisor;

        Team(Region region, int place) {
            this.region = region;
            this.place = place;
            strategy = List.of(Strategy.values()).get(place % Strategy.values().length);
            rough = place >= ORDERLY_TEAMS;
        }

        Strategy strategy() {
            return strategy;
        }

        boolean isRough() {
            return rough;
        }

        @Nullable ActorRef<Order> worker(int number) {
            return workers.get(number);
        }

        /// Returns how many there are of a worker, unless some were killed.
        int alive(int number) {
            return alive.get(number);
        }

        @Nullable Run run() {
            return run;
        }

        boolean isKilled() {
            return rough && region.strategy == Strategy.ONE_FOR_ONE;
        }

        @Nullable ActorRef<Supervisor.Command> supervisor() {
            return supervisor;
        }

        @Override
        public String toString() {
            return "team " + region.number + '/' + place + " (" + strategy + ')';
        }

        private ActorSpec<Supervisor.Command> actor() {
            return ActorSpec.of(context -> {
                region.begins(this, run);
                Run now = new Run(this);
                run = now;
                supervisor = context.self();
                List<ChildSpec<?>> children = new ArrayList<>();
                for (int i = 0; strategy != Strategy.DYNAMIC && i < WORKERS_A_TEAM; i++) {
                    children.add(new ChildSpec<>("worker-" + i, now.worker(i), now.rule(i)));
                }
                Behavior<Supervisor.Command> first =
                        spec(strategy, TEAM_INTENSITY, HOUR, children).actor().setup().start(context);
                if (strategy == Strategy.DYNAMIC) {
                    for (int i = 0; i < WORKERS_A_TEAM; i++) {
                        context.self().tell(new Supervisor.Command.StartOne(now.worker(i), answers));
                    }
                }
                return first;
            });
        }

        /// Returns the name of a worker, or null. Whoever was killed keeps it for a while, and its successor would fail.
        @Nullable String nameOf(int worker) {
            return worker == 0 && !rough && strategy != Strategy.DYNAMIC ? "worker-" + region.number + '-' + place : null;
        }
    }

    /// A team from one of its beginnings to its end.
    final class Run {
        private final Team team;
        private final AtomicIntegerArray begun = new AtomicIntegerArray(WORKERS_A_TEAM);
        private final AtomicIntegerArray crashed = new AtomicIntegerArray(WORKERS_A_TEAM);
        private final AtomicIntegerArray stopped = new AtomicIntegerArray(WORKERS_A_TEAM);

        Run(Team team) {
            this.team = team;
        }

        int begun(int worker) {
            return begun.get(worker);
        }

        int crashed(int worker) {
            return crashed.get(worker);
        }

        int stopped(int worker) {
            return stopped.get(worker);
        }

        int restarts() {
            return restartsIn(team.strategy, begun);
        }

        /// In a team whose workers don't concern one another, some are transient, and some temporary.
        Rule rule(int worker) {
            if (team.strategy != Strategy.ONE_FOR_ONE || worker % 10 < 8) {
                return WORKER;
            }
            return new Rule(worker % 10 == 8 ? Restart.TRANSIENT : Restart.TEMPORARY, null, false);
        }

        private ActorSpec<Order> worker(int number) {
            ActorSpec<Order> spec = ActorSpec.of(context -> {
                if (team.run != this && team.strategy == Strategy.DYNAMIC) {
                    // It was asked for before its supervisor was restarted.
                    return Behavior.ignore();
                }
                return new Worker(this, number, begun.incrementAndGet(number)).begin(context);
            });
            String name = team.nameOf(number);
            return name == null ? spec : spec.named(name);
        }
    }

    /// One beginning of a worker.
    final class Worker implements Behavior<Order> {
        private final Run run;
        private final int number;
        private final int beginning;

        Worker(Run run, int number, int beginning) {
            this.run = run;
            this.number = number;
            this.beginning = beginning;
        }

        Run run() {
            return run;
        }

        int number() {
            return number;
        }

        int beginning() {
            return beginning;
        }

        private Behavior<Order> begin(Context<Order> context) {
            int now = run.team.alive.incrementAndGet(number);
            note(run.team.rough || now == 1, "worker " + number + " of " + run.team + " is there " + now + " times");
            run.team.workers.set(number, context.self());
            return this;
        }

        @Override
        public Behavior<Order> receive(Context<Order> context, Order order) {
            return switch (order) {
                case Order.Crash() -> {
                    run.crashed.incrementAndGet(number);
                    handled.incrementAndGet();
                    throw new IllegalStateException("as it was told");
                }
                case Order.Stop() -> {
                    run.stopped.incrementAndGet(number);
                    handled.incrementAndGet();
                    yield Behavior.stop();
                }
                case Order.Who(var replyTo) -> {
                    replyTo.tell(this);
                    yield this;
                }
            };
        }

        @Override
        public void terminate(Context<Order> context, ExitReason reason) {
            run.team.alive.decrementAndGet(number);
        }
    }
}
