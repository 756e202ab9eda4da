package io.tupelo.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.Forest.Order;
import io.tupelo.actor.Forest.Team;
import io.tupelo.actor.Supervisor.Command;
import io.tupelo.actor.dispatch.ThreadDispatcher;
import io.tupelo.coordinator.contract.Seed;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ten thousand actors under a tree of supervisors crash, end and are killed at random, on threads; then the tree settles, and is what its
/// specification says. `-Dtupelo.storm.seconds=60` lets it last a minute.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SupervisorStormTest {
    private static final int SECONDS = Integer.getInteger("tupelo.storm.seconds", 4);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final long PAUSE_NANOS = 1_000_000;
    /// So many orders may be on their way.
    private static final int ORDERS_MAX = 1_000;
    private static final int CALM_ORDERS = 20_000;
    private static final Pattern CLASS = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+)");
    private static final double BYTES_RATIO_MAX = 1.15;
    /// How many of the temporary ones live differs.
    private static final int OBJECTS_MORE_MAX = 2_000;
    /// Each actor to which something came while it was down has room for such from then on.
    private static final int BONDS_BYTES_MAX = 600;
    private static final String THREADS = "storm";

    private final Random random = Seed.random("SupervisorStormTest");
    private final AtomicLong dead = new AtomicLong();
    private final AtomicLong killed = new AtomicLong();
    private long sent;
    private long kills;

    /// What lives on the heap: how many objects of each of the actors' classes, and how many bytes of anything.
    private record Heap(Map<String, Integer> objects, long bytes) {}

    @Test
    void aTreeOfTenThousandSettlesAfterAStorm() throws JMException {
        try (ActorHost host = ActorHost.open(new ThreadDispatcher(THREADS), letter -> dead.addAndGet(letter.message() instanceof Order ? 1 : 0))) {
            Forest forest = new Forest(host);
            ActorRef<ActorRef<?>> killer = host.spawn(ActorSpec.of(_ -> new Killer()));
            // Whatever is made at an actor's first crash is there before the heap is looked at.
            storm(forest, killer, () -> sent < CALM_ORDERS);
            settle(forest);
            Heap before = heap();
            long threads = threads();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            storm(forest, killer, () -> System.nanoTime() < end);
            long over = System.nanoTime();
            settle(forest);
            long settled = System.nanoTime();
            Heap after = heap();
            System.out.printf(
                    "%d orders, %d of them to nobody, %d kills, %d escalations; settled after %d ms; %d and %d bytes%n",
                    sent, dead.get(), kills, forest.escalations(), TimeUnit.NANOSECONDS.toMillis(settled - over), before.bytes, after.bytes);
            assertThat(threads()).isEqualTo(threads);
            assertFlat(before, after);
            assertThat(forest.escalations()).isGreaterThan(Forest.TEAMS);
        }
    }

    private final class Killer implements Behavior<ActorRef<?>> {
        @Override
        public Behavior<ActorRef<?>> receive(Context<ActorRef<?>> context, ActorRef<?> whom) {
            context.kill(whom);
            killed.incrementAndGet();
            return this;
        }
    }

    // ---- the storm ----

    private void storm(Forest forest, ActorRef<ActorRef<?>> killer, BooleanSupplier storm) {
        while (storm.getAsBoolean()) {
            Team team = forest.teams().get(random.nextInt(Forest.TEAMS));
            ActorRef<Order> worker = team.worker(random.nextInt(Forest.WORKERS_A_TEAM));
            ActorRef<Command> supervisor = team.supervisor();
            if (worker == null || supervisor == null) {
                continue;
            }
            if (team.isRough() && random.nextInt(20) == 0) {
                killer.tell(team.isKilled() && random.nextInt(20) == 0 ? supervisor : worker);
                kills++;
            } else {
                worker.tell(random.nextInt(20) == 0 ? new Order.Stop() : new Order.Crash());
                sent++;
            }
            await("orders are carried out", () -> sent - forest.handled() - dead.get() < ORDERS_MAX);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the time when " + what).isLessThan(end);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /// Waits until each order was carried out or came to nobody, and the tree is what it should be.
    private void settle(Forest forest) {
        await("all orders are carried out or dead letters", () -> forest.handled() + dead.get() >= sent);
        await("the killer has killed", () -> killed.get() == kills);
        long end = System.nanoTime() + LONG.toNanos();
        List<String> findings = new ForestCheck(forest).findings();
        while (!findings.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            findings = new ForestCheck(forest).findings();
        }
        assertThat(findings).isEmpty();
        assertThat(forest.violations()).isEmpty();
        assertThat(forest.handled() + dead.get()).as("orders that were carried out, or had nobody to").isEqualTo(sent);
    }

    // ---- what it takes ----

    private static Heap heap() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Integer> objects = new TreeMap<>();
        long bytes = 0;
        for (MatchResult line : CLASS.matcher(histogram).results().toList()) {
            bytes += Long.parseLong(line.group(2));
            if (line.group(3).startsWith(SupervisorStormTest.class.getPackageName())) {
                objects.merge(line.group(3), Integer.parseInt(line.group(1)), Integer::sum);
            }
        }
        return new Heap(objects, bytes);
    }

    private static void assertFlat(Heap before, Heap after) {
        assertThat(before.objects).as("classes in the histogram").containsKey(Cell.class.getName());
        int cells = after.objects.get(Cell.class.getName());
        after.objects.forEach((type, many) -> assertThat(many)
                .as("objects of %s", type)
                .isLessThan(type.equals(Bonds.class.getName()) ? cells : before.objects.getOrDefault(type, 0) + OBJECTS_MORE_MAX));
        assertThat(after.bytes).as("bytes of objects").isLessThan((long) (BYTES_RATIO_MAX * before.bytes) + (long) cells * BONDS_BYTES_MAX);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(THREADS))
                .count();
    }
}
