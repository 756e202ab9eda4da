package io.tupelo.reliability.model;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;
import static io.tupelo.coordinator.Coordinators.lifo;
import static io.tupelo.coordinator.Coordinators.matching;
import static io.tupelo.coordinator.Coordinators.priority;
import static io.tupelo.tuple.Matchers.any;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.ContainerSpec.WhenFull;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// Draws requests over a few small containers, so that they get in each other's way. All from one seed.
public final class RandomRequests {
    private static final long DURATION_MAX = 400;
    private static final List<Pick> PICKS = List.of(Pick.values());

    /// The containers the requests are about: skipping, keyed, strict, bounded and dropping.
    public static final List<ContainerSpec> CONTAINERS = List.of(
            ContainerSpec.named("work").with("fifo").with("lifo").withOptional("label").with("linda").withOptional("priority"),
            ContainerSpec.named("keyed").withOptional("key").with("fifo").with("linda"),
            ContainerSpec.named("strict").with("fifo").withOptional("label").strictly(),
            ContainerSpec.named("small").with("fifo").with("linda").bounded(4),
            ContainerSpec.named("drop").with("lifo").with("fifo").bounded(4, WhenFull.DROP_OLDEST));

    /// The same, and some in memory, for histories with restarts.
    public static final List<ContainerSpec> CONTAINERS_OF_BOTH_KINDS = Stream.concat(
                    CONTAINERS.stream(),
                    Stream.of(
                            ContainerSpec.named("cache").with("fifo").withOptional("label").with("linda").inMemory(),
                            ContainerSpec.named("flash").with("fifo").bounded(4).deadLettersAfter(1, "flash.dead").inMemory()))
            .toList();

    private final Random random;
    private final List<ContainerSpec> containers;
    private final Set<Long> moments = new HashSet<>();
    private long serial;
    private final boolean movesWait;
    private long now;

    /// Starts a sequence of requests. Either moves may wait in it, or waits for one of several selections, not both: a
    /// move that is served in the middle of settling one container changes another, and in which order waiters that
    /// stand in both are then served is left open by the contract.
    public RandomRequests(Random random) {
        this(random, CONTAINERS, 0);
    }

    /// Starts a sequence of requests about some of the [#CONTAINERS]. The tuples it writes are numbered from `serial` on.
    public RandomRequests(Random random, List<ContainerSpec> containers, long serial) {
        this.random = random;
        this.containers = containers;
        this.serial = serial;
        this.movesWait = random.nextBoolean();
    }

    /// Returns the time of the next request: a little later, or much.
    public long nextTime() {
        now += random.nextInt(20) == 0 ? random.nextInt(200) : random.nextInt(3);
        return now;
    }

    /// Draws an operation that opens or uses neither a transaction nor a claim by number.
    public Operation operation(boolean withinTransaction) {
        return switch (random.nextInt(withinTransaction ? 10 : 12)) {
            case 0, 1, 2 -> write();
            case 3 -> put();
            case 4, 5, 6 -> get();
            case 7 -> change();
            case 8 -> move();
            case 9 -> either();
            case 10 -> new Operation.Begin(duration(), random.nextBoolean());
            default -> claim();
        };
    }

    /// Draws a length of time, in milliseconds, that ends at a moment at which nothing else ends.
    private long duration() {
        for (; ; ) {
            long duration = 1 + random.nextLong(DURATION_MAX);
            if (moments.add(now + duration)) {
                return duration;
            }
        }
    }

    private ContainerSpec container() {
        return containers.get(random.nextInt(containers.size()));
    }

    private Tuple tuple() {
        return Tuple.tuple(random.nextBoolean() ? "a" : "b", serial++, random.nextInt(3));
    }

    private WriteOptions options() {
        return switch (random.nextInt(8)) {
            case 0 -> new WriteOptions(duration(), 0, false);
            case 1 -> new WriteOptions(0, duration(), false);
            default -> WriteOptions.DEFAULT;
        };
    }

    private Operation write() {
        ContainerSpec spec = container();
        List<Selector> coordinates = new ArrayList<>();
        for (ContainerSpec.Use use : spec.coordinators()) {
            if (!use.obligatory() && random.nextInt(4) != 0) {
                coordinates.add(
                        switch (use.coordinator()) {
                            case "label" -> label(name());
                            case "key" -> key(name());
                            default -> priority(random.nextInt(3));
                        });
            }
        }
        return new Operation.Write(spec.name(), List.of(new Draft(tuple(), coordinates, options())), patience());
    }

    private String name() {
        return random.nextBoolean() ? "x" : "y";
    }

    private Operation put() {
        if (containers.stream().noneMatch(spec -> spec.name().equals("keyed"))) {
            return write();
        }
        return new Operation.Put(
                "keyed", name(), new Draft(tuple(), List.of(), options()), random.nextInt(4) - 1L, patience());
    }

    private Wait patience() {
        return switch (random.nextInt(5)) {
            case 0 -> Wait.NOW;
            case 1, 2 -> Wait.UNLESS_LOCKED;
            case 3 -> new Wait(Wait.Kind.AT_MOST, duration());
            default -> random.nextInt(4) == 0 ? Wait.FOREVER : Wait.NOW;
        };
    }

    private Selection selection(ContainerSpec spec) {
        Selector first = selector(spec);
        Selection selection = random.nextInt(4) == 0 ? first.then(selector(spec)) : first;
        return switch (random.nextInt(8)) {
            case 0 -> selection.count(2);
            case 1 -> selection.upTo(2);
            case 2 -> selection.available();
            case 3 -> selection.all();
            default -> selection;
        };
    }

    private Selector selector(ContainerSpec spec) {
        String coordinator = spec.coordinators()
                .get(random.nextInt(spec.coordinators().size()))
                .coordinator();
        return switch (coordinator) {
            case "fifo" -> fifo();
            case "lifo" -> lifo();
            case "label" -> label(name());
            case "key" -> key(name());
            case "priority" -> priority();
            default ->
                random.nextBoolean()
                        ? matching(random.nextBoolean() ? "a" : "b", any(), any())
                        : matching(any(), any(), random.nextInt(3));
        };
    }

    private Operation get() {
        ContainerSpec spec = container();
        Pick pick = PICKS.get(random.nextInt(PICKS.size()));
        return new Operation.Get(pick, spec.name(), selection(spec), patience());
    }

    private Operation either() {
        List<Operation.From> choices = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ContainerSpec spec = container();
            choices.add(new Operation.From(spec.name(), selector(spec)));
        }
        return new Operation.Either(random.nextBoolean() ? Pick.TAKE : Pick.READ, choices, movesWait ? Wait.NOW : patience());
    }

    private Operation change() {
        ContainerSpec spec = container();
        return new Operation.Change(spec.name(), selector(spec), List.of(new Edit.Increment(2, 1L)), patience());
    }

    private Operation move() {
        if (containers.size() == 1) {
            return get();
        }
        ContainerSpec from = container();
        ContainerSpec to = container();
        while (to.name().equals(from.name())) {
            to = container();
        }
        Wait patience = movesWait && mayWait(to) ? patience() : Wait.NOW;
        return new Operation.Move(from.name(), selector(from), to.name(), random.nextInt(3) == 0, patience);
    }

    /// Whether a move may wait there: not where it may have to wait for room. Whether it keeps its place among those who
    /// do, while others hold what it would move, is left open by the contract.
    private static boolean mayWait(ContainerSpec to) {
        return !to.name().equals("small");
    }

    private Operation claim() {
        ContainerSpec spec = container();
        return new Operation.Claim(spec.name(), selection(spec), duration(), patience());
    }

    /// Draws a way of ending a claim.
    public Operation endOfClaim(long token) {
        return switch (random.nextInt(3)) {
            case 0 -> new Operation.Complete(token, List.of());
            case 1 -> new Operation.Release(token, 0);
            default -> new Operation.Release(token, duration());
        };
    }
}
