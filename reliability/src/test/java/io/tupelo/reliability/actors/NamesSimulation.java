package io.tupelo.reliability.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.names.Fence;
import io.tupelo.actor.names.NamedRef;
import io.tupelo.actor.names.Offer;
import io.tupelo.actor.names.SpaceNames;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Entry;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Processes that want the same names, offer the same singletons, and are in the same group; they die, stop for longer than their lease,
/// and lose their session while they go on. Whoever has a name commits under its fence, over another connection than that of the names.
public final class NamesSimulation {
    private static final int HOSTS = 3;
    private static final List<String> NAMES = List.of("n0", "n1");
    private static final List<String> SINGLETONS = List.of("s0", "s1");
    private static final String GROUP = "g";
    private static final String COMMITS = "commits";
    private static final String TOO_LATE = "a message came too late";
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final long REST_MILLIS = 60_000;
    /// So many it takes if nobody tries something in vain for ever.
    private static final int REST_STEPS_MAX = 100_000;

    sealed interface Job {
        record Commit() implements Job {}

        record Letter(String from, long number, boolean toAll) implements Job {}

        record Quit() implements Job {}
    }

    /// What a run came to; the same for the same seed.
    public record Report(long sent, long confirmed, long received, long commits, long refused, int troubles, long end) {}

    private final Random random;
    private final boolean calm;
    private final SimulatedSpace space = new SimulatedSpace();
    private final List<Host> hosts = new ArrayList<>();
    private final List<Host> zombies = new ArrayList<>();
    private final Host outside;
    private final Set<Long> received = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private long sent;
    private long confirmed;
    private long refused;
    private long undelivered;
    private int joined;
    private int troubles;

    private NamesSimulation(long seed) {
        random = new Random(seed);
        // Not the first number of the generator: it is nearly the same for seeds that follow one another.
        calm = Math.floorMod(seed, 4) == 0;
        outside = new Host("outside");
        var _ = Space.over(outside.second).create(ContainerSpec.named(COMMITS).with("fifo"));
    }

    /// Runs one history.
    public static Report run(long seed, int steps) {
        try {
            return new NamesSimulation(seed).run(steps);
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError("tupelo.seed=" + seed + ", step " + steps + ": " + failed.getMessage(), failed);
        }
    }

    // ---- a process ----

    private final class Host {
        private final SimulatedSpace.Port port = space.connect();
        /// What it commits by.
        private final SimulatedSpace.Port second = space.connect();
        private final Space commits = Space.over(second);
        private final HostDispatcher dispatcher = new HostDispatcher(random, space);
        private final ActorHost actors = ActorHost.open(dispatcher, _ -> {});
        private final String name;
        private final SpaceNames names;
        private final List<ActorRef<Job>> workers = new ArrayList<>();
        private final List<Offer<Job>> offers = new ArrayList<>();
        private final Map<String, ActorRef<Job>> refs = new HashMap<>();
        private @Nullable Worker member;
        private long pausedUntil;

        Host(String name) {
            this.name = name;
            names = SpaceNames.open(SpaceActors.open(Space.over(port), actors, (_, why) -> undelivered += why.contains(TOO_LATE) ? 1 : 0), name);
        }

        void offer() {
            for (String singleton : SINGLETONS) {
                offers.add(names.singleton(singleton, Job.class, LEASE, fence -> {
                    Worker worker = new Worker(this, singleton);
                    worker.fence = fence;
                    return ActorSpec.of(worker::begin);
                }));
            }
        }

        void register(String wanted) {
            Worker worker = new Worker(this, wanted);
            ActorRef<Job> actor = actors.spawn(ActorSpec.of(worker::begin));
            var _ = names.registerAsync(wanted, actor, Job.class).whenComplete((registration, failure) -> {
                if (failure != null) {
                    actor.tell(new Job.Quit());
                } else {
                    worker.fence = registration.fence();
                }
            });
        }

        void join() {
            Worker joining = new Worker(this, GROUP);
            member = joining;
            ActorRef<Job> actor = actors.spawn(ActorSpec.of(joining::begin));
            var _ = names.joinAsync(GROUP, actor, Job.class);
        }

        ActorRef<Job> ref(String to) {
            return refs.computeIfAbsent(to, wanted -> names.resolve("name:" + wanted, Job.class));
        }

        boolean step(int what) {
            boolean runs = pausedUntil <= space.now();
            return switch (what) {
                case 0 -> port.arriveThere();
                case 1 -> second.arriveThere();
                case 2 -> runs && port.arriveHere();
                case 3 -> runs && second.arriveHere();
                default -> runs && dispatcher.step();
            };
        }
    }

    /// An actor with a name, or in the group.
    private final class Worker implements Behavior<Job> {
        private final Host host;
        private final String name;
        private final Map<String, Long> last = new HashMap<>();
        private final Set<Long> seen = new HashSet<>();
        private @Nullable Fence fence;
        private boolean ended;

        Worker(Host host, String name) {
            this.host = host;
            this.name = name;
        }

        Behavior<Job> begin(Context<Job> context) {
            host.workers.add(context.self());
            return this;
        }

        @Override
        public Behavior<Job> receive(Context<Job> context, Job job) {
            return switch (job) {
                case Job.Commit() -> {
                    commit();
                    yield this;
                }
                case Job.Letter(String from, long number, boolean toAll) -> {
                    note(seen.add(number), "letter " + number + " came twice to " + name);
                    if (!toAll) {
                        note(received.add(number), "letter " + number + " came to two");
                        Long before = last.put(from, number);
                        note(before == null || before < number, "letter " + number + " of " + from + " came after " + before);
                    }
                    yield this;
                }
                case Job.Quit() -> {
                    ended = true;
                    yield Behavior.stop();
                }
            };
        }

        private void commit() {
            Fence held = fence;
            if (held == null) {
                return;
            }
            var _ = held.require(host.commits.batch().write(COMMITS, Tuple.tuple(name, held.entry())))
                    .runAsync()
                    .thenAccept(outcome -> refused += outcome.isApplied() ? 0 : 1);
        }
    }

    /// What an actor throws ends it only, so this is looked at in the end.
    private void note(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    // ---- what happens ----

    private Report run(int steps) {
        for (int i = 0; i < HOSTS; i++) {
            enter();
        }
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(4) == 0) {
                act();
            }
            if (!calm && random.nextInt(150) == 0) {
                trouble();
            }
            if (random.nextInt(4) == 0) {
                space.pass(random.nextInt(20));
            }
            var _ = step();
        }
        rest();
        return check();
    }

    private void enter() {
        Host host = new Host("host" + joined++);
        host.offer();
        host.join();
        hosts.add(host);
    }

    private boolean step() {
        List<Host> all = new ArrayList<>(hosts);
        all.addAll(zombies);
        all.add(outside);
        int first = random.nextInt(5 * all.size());
        for (int i = 0; i < 5 * all.size(); i++) {
            int one = (first + i) % (5 * all.size());
            if (all.get(one / 5).step(one % 5)) {
                return true;
            }
        }
        return false;
    }

    private void rest() {
        hosts.forEach(host -> host.pausedUntil = 0);
        zombies.forEach(host -> host.pausedUntil = 0);
        long end = space.now() + REST_MILLIS;
        for (int steps = 0; space.now() < end; steps++) {
            assertThat(steps).as("steps in a minute of rest").isLessThan(REST_STEPS_MAX);
            if (!step()) {
                space.pass(100);
            }
        }
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String anyName() {
        return any(random.nextBoolean() ? NAMES : SINGLETONS);
    }

    private void act() {
        Host host = any(random.nextInt(4) == 0 && !zombies.isEmpty() ? zombies : hosts);
        if (host.pausedUntil > space.now()) {
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> host.register(any(NAMES));
            case 1, 2, 3 -> any(host.workers.isEmpty() ? List.of(outside.ref("s0")) : host.workers).tell(new Job.Commit());
            case 4 -> {
                if (!calm && random.nextInt(10) == 0 && !host.workers.isEmpty()) {
                    any(host.workers).tell(new Job.Quit());
                }
            }
            case 5 -> {
                long number = ++sent;
                var _ = host.names.broadcast(GROUP, Job.class, new Job.Letter(host.name, number, true));
            }
            default -> send(random.nextBoolean() ? host : outside, anyName());
        }
    }

    private long send(Host from, String to) {
        long number = ++sent;
        var _ = ((NamedRef<Job>) from.ref(to)).send(new Job.Letter(from.name, number, false)).thenRun(() -> confirmed++);
        return number;
    }

    private void trouble() {
        troubles++;
        Host host = any(hosts);
        switch (random.nextInt(3)) {
            case 0 -> host.pausedUntil = space.now() + random.nextInt(3 * (int) LEASE.toMillis());
            case 1 -> {
                host.port.die(random.nextInt(4));
                host.second.die(random.nextInt(4));
                while (host.port.arriveThere() || host.second.arriveThere()) {
                    // What was on its way.
                }
                hosts.remove(host);
                enter();
            }
            default -> {
                host.port.expire();
                hosts.remove(host);
                zombies.add(host);
                enter();
            }
        }
    }

    // ---- what must hold ----

    private Report check() {
        space.checkInvariants();
        assertThat(violations).isEmpty();
        for (Host zombie : zombies) {
            assertThat(zombie.offers).as("singletons of a process without a session").noneMatch(Offer::isHere);
        }
        if (calm) {
            // A process whose turn doesn't come for long may lose a lease even so.
            assertThat(confirmed - received.size()).as("letters that are lost, and nobody was told").isBetween(0L, undelivered);
        }
        for (int i = 0; i < SINGLETONS.size(); i++) {
            int which = i;
            assertThat(hosts.stream().filter(host -> host.offers.get(which).isHere())).as("processes that run it").hasSize(1);
            long last = send(outside, SINGLETONS.get(i));
            rest();
            assertThat(received).as("a letter to who has taken over").contains(last);
        }
        checkEntries();
        checkGroup();
        Map<String, Long> latest = new HashMap<>();
        List<Tuple> commits = Space.over(outside.second).container(COMMITS).readAll(Coordinators.fifo());
        for (Tuple commit : commits) {
            Long before = latest.put(commit.string(0), commit.integer(1));
            assertThat(before == null || before <= commit.integer(1))
                    .as("%s commits under %d after %d", commit.string(0), commit.integer(1), before)
                    .isTrue();
        }
        return new Report(sent, confirmed, received.size(), commits.size(), refused, troubles, space.now());
    }

    /// Names and places in groups are those of processes that live.
    private void checkEntries() {
        Space seen = Space.over(outside.second);
        List<Long> processes = seen.container("actors.processes").read(Coordinators.fifo().available()).entries().stream()
                .map(Entry::id)
                .toList();
        for (String label : List.of("name", "group:" + GROUP)) {
            for (Entry held : seen.container("actors.names").read(Coordinators.label(label).available()).entries()) {
                assertThat(processes).as("the processes, of which one has %s", held.tuple()).contains(held.tuple().integer(1));
            }
        }
    }

    /// Whoever is in the group gets what is sent to all, and nobody else is thought to be in it.
    private void checkGroup() {
        List<Worker> members = hosts.stream()
                .map(host -> Objects.requireNonNull(host.member))
                .filter(member -> !member.ended)
                .toList();
        long number = ++sent;
        CompletableFuture<Integer> many = outside.names.broadcast(GROUP, Job.class, new Job.Letter(outside.name, number, true));
        rest();
        assertThat(many).as("how many are in the group").isCompletedWithValue(members.size());
        assertThat(members).as("the group, all of whom got the last letter to it").allMatch(member -> member.seen.contains(number));
    }
}
