package io.tupelo.coordinator;

import static java.util.Objects.requireNonNull;

import io.tupelo.tuple.FieldValues;
import io.tupelo.tuple.TupleText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a container is: its name, how its entries are found, how many there may be. Immutable.
///
/// `ContainerSpec.named("jobs").with("fifo").withOptional("label").bounded(1000)`
///
/// @param name the name, unique in its space: 1 to 200 characters
/// @param coordinators the coordinators, the first of which serves where a selection names none
/// @param bound how many entries there may be; [Integer#MAX_VALUE] for no bound
/// @param whenFull what happens to a write when there are as many
/// @param strict whether `fifo`, `lifo`, `vector` and `priority` block at a held entry instead of skipping it
/// @param durability how long its entries last
/// @param deliveriesMax how often an entry may come back from a claim; more often and it moves to `deadLetters`
/// @param deadLetters the container for what came back too often, or null for `NAME.dead`, made when first needed
public record ContainerSpec(
        String name,
        List<Use> coordinators,
        int bound,
        WhenFull whenFull,
        boolean strict,
        Durability durability,
        int deliveriesMax,
        @Nullable String deadLetters) {
    /// How long a name is at most, in characters.
    public static final int NAME_LENGTH_MAX = 200;

    /// One coordinator of a container.
    ///
    /// @param coordinator its name
    /// @param obligatory whether every write must give it a coordinate (if it takes any)
    public record Use(String coordinator, boolean obligatory) {
        /// Checks that there is a name.
        public Use {
            requireNonNull(coordinator, "coordinator");
        }
    }

    /// What happens to a write to a container that is full.
    public enum WhenFull {
        /// It waits for room, up to its deadline.
        WAIT,
        /// It fails at once with `CONTAINER_FULL`.
        FAIL,
        /// The oldest entry that nobody holds makes room.
        DROP_OLDEST
    }

    /// Checks the name and the numbers, and copies the list.
    public ContainerSpec {
        requireNonNull(whenFull, "whenFull");
        requireNonNull(durability, "durability");
        coordinators = List.copyOf(coordinators);
        checkName(name);
        if (deadLetters != null) {
            checkName(deadLetters);
        }
        if (bound < 1 || deliveriesMax < 1) {
            throw new InvalidSelectionException("a bound and a number of deliveries are at least 1");
        }
        if (coordinators.stream().map(Use::coordinator).distinct().count() != coordinators.size()) {
            throw new InvalidSelectionException("container " + name + " names a coordinator twice");
        }
    }

    private static void checkName(String name) {
        var _ = FieldValues.of(name); // which refuses half of a surrogate pair
        if (!isName(name)) {
            String wrong = name.length() > NAME_LENGTH_MAX
                    ? "this one has " + name.length()
                    : "this one is " + TupleText.ofValue(name);
            throw new InvalidSelectionException("a container's name has 1 to " + NAME_LENGTH_MAX
                    + " characters and no control characters, but " + wrong);
        }
    }

    /// Says whether a container may have that name.
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= NAME_LENGTH_MAX
                && name.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }

    /// Returns the name of the container for what came back too often to container `name`: `NAME.dead`, cut to the length that
    /// a name may have.
    public static String deadLettersOf(String name) {
        String suffix = ".dead";
        return name.substring(0, Math.min(name.length(), NAME_LENGTH_MAX - suffix.length())) + suffix;
    }

    /// Starts the definition of a container without coordinators and without a bound.
    public static ContainerSpec named(String name) {
        return new ContainerSpec(
                name, List.of(), Integer.MAX_VALUE, WhenFull.WAIT, false, Durability.LOCAL, Integer.MAX_VALUE, null);
    }

    /// Returns this with an obligatory coordinator more.
    public ContainerSpec with(String coordinator) {
        return using(new Use(coordinator, true));
    }

    /// Returns this with an optional coordinator more: writes may give it a coordinate or not.
    public ContainerSpec withOptional(String coordinator) {
        return using(new Use(coordinator, false));
    }

    private ContainerSpec using(Use use) {
        List<Use> longer = new ArrayList<>(coordinators);
        longer.add(use);
        return new ContainerSpec(name, longer, bound, whenFull, strict, durability, deliveriesMax, deadLetters);
    }

    /// Returns this for at most `n` entries; a write to a full container waits.
    public ContainerSpec bounded(int n) {
        return bounded(n, WhenFull.WAIT);
    }

    /// Returns this for at most `n` entries, and what happens to a write beyond.
    public ContainerSpec bounded(int n, WhenFull rule) {
        return new ContainerSpec(name, coordinators, n, rule, strict, durability, deliveriesMax, deadLetters);
    }

    /// Returns this with held entries blocking those behind them.
    public ContainerSpec strictly() {
        return new ContainerSpec(name, coordinators, bound, whenFull, true, durability, deliveriesMax, deadLetters);
    }

    /// Returns this with entries that end with the process, also in a space that is kept in a folder: the container is there
    /// after a restart, and empty.
    public ContainerSpec inMemory() {
        return lasting(Durability.MEMORY);
    }

    /// Returns this with entries that last so long.
    public ContainerSpec lasting(Durability how) {
        return new ContainerSpec(name, coordinators, bound, whenFull, strict, how, deliveriesMax, deadLetters);
    }

    /// Returns this with entries moving to `container` once they came back from claims more than `n` times.
    public ContainerSpec deadLettersAfter(int n, String container) {
        return new ContainerSpec(name, coordinators, bound, whenFull, strict, durability, n, container);
    }
}
