package io.tupelo.shell;

import io.tupelo.coordinator.ContainerSpec.WhenFull;
import io.tupelo.coordinator.Durability;
import io.tupelo.operation.EventKind;
import io.tupelo.space.Isolation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What may stand behind a command, in any order: `name=value`, or the name alone.
enum Option {
    /// How long an operation waits.
    WAIT("wait", "5s, now or forever: how long to wait", Numbers::patience),
    /// The transaction an operation belongs to.
    TX("tx", "the number of an open transaction", in -> Numbers.number(in, "a transaction's number")),
    /// An entry's time to live.
    TTL("ttl", "10s: how long the entry lives", Numbers::lifetime),
    /// How long a thing stays hidden.
    DELAY("delay", "5s: after how long it can be found", Numbers::duration),
    /// Whether an entry ends with the session.
    EPHEMERAL("ephemeral", "the entry ends with this session", null),
    /// The version an entry must have.
    VERSION("version", "the version that must be there; 0 for none", in -> Numbers.number(in, "a version")),
    /// How long a claim lasts.
    LEASE("lease", "30s: how long the claim lasts", Numbers::duration),
    /// How long a transaction may last.
    DEADLINE("deadline", "30s: how long the transaction may last", Numbers::duration),
    /// What a transaction's reads do.
    ISOLATION("isolation", "repeatable or committed", in -> isolation(in)),
    /// Which events are told.
    KINDS("kinds", "written,taken,expired,changed", in -> kinds(in)),
    /// From where on events are told.
    FROM("from", "1.42.0: the receipt of the last event seen", Numbers::receipt),
    /// Behind what a list begins.
    AFTER("after", "account/ann: the last actor that was listed", in -> in.peek() == '"' ? new TupleParser(in).string() : in.word("an actor")),
    /// After how many events a watch ends, or how long a list is.
    MAX("max", "how many to tell of until it stops", in -> Numbers.integer(in, "a number")),
    /// How many entries a container holds.
    BOUNDED("bounded", "how many entries there may be", in -> Numbers.integer(in, "a number of entries")),
    /// What happens to a write to a full container.
    FULL("full", "wait, fail or drop: what happens to a write when it is full", in -> whenFull(in)),
    /// Whether held entries block.
    STRICT("strict", "a held entry blocks those behind it", null),
    /// How long entries last.
    DURABILITY("durability", "local or memory: whether the entries are there after a restart", in -> durability(in)),
    /// How often an entry may come back from a claim.
    DELIVERIES("deliveries", "how often an entry may come back from a claim", in -> Numbers.integer(in, "a number")),
    /// Where entries go that came back too often.
    DEAD("dead", "the container for what came back too often", in -> in.word("a container's name")),
    /// Whether an equal container may be there.
    IF_ABSENT("ifabsent", "no failure if there is one with this definition", null);

    private final String label;
    private final String help;
    /// Stateless: each is a method reference.
    @SuppressWarnings("ImmutableEnumChecker")
    private final @Nullable Function<Scanner, Object> value;

    Option(String label, String help, @Nullable Function<Scanner, Object> value) {
        this.label = label;
        this.help = help;
        this.value = value;
    }

    /// Returns the option as it is typed, with `=` if a value follows.
    String typed() {
        return value == null ? label : label + "=";
    }

    String help() {
        return help;
    }

    /// Moves past the option's name, and the `=` if there is one, if it is here.
    boolean acceptName(Scanner in) {
        return value == null ? in.acceptWord(label) : in.accept(typed());
    }

    Object readValue(Scanner in) {
        return value == null ? true : value.apply(in);
    }

    private static Isolation isolation(Scanner in) {
        if (in.acceptWord("repeatable")) {
            return Isolation.REPEATABLE_READ;
        } else if (in.acceptWord("committed")) {
            return Isolation.READ_COMMITTED;
        }
        throw in.wrong("repeatable or committed");
    }

    private static WhenFull whenFull(Scanner in) {
        if (in.acceptWord("wait")) {
            return WhenFull.WAIT;
        } else if (in.acceptWord("fail")) {
            return WhenFull.FAIL;
        } else if (in.acceptWord("drop")) {
            return WhenFull.DROP_OLDEST;
        }
        throw in.wrong("wait, fail or drop");
    }

    private static Durability durability(Scanner in) {
        if (in.acceptWord("local")) {
            return Durability.LOCAL;
        } else if (in.acceptWord("memory")) {
            return Durability.MEMORY;
        }
        throw in.wrong("local or memory");
    }

    private static Set<EventKind> kinds(Scanner in) {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        do {
            kinds.add(kind(in));
        } while (in.accept(","));
        return kinds;
    }

    private static EventKind kind(Scanner in) {
        for (EventKind kind : EventKind.values()) {
            if (in.acceptWord(kind.name().toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw in.wrong("one of " + Arrays.stream(EventKind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    }
}
