package io.tupelo.shell;

import static io.tupelo.shell.Option.AFTER;
import static io.tupelo.shell.Option.BOUNDED;
import static io.tupelo.shell.Option.DEAD;
import static io.tupelo.shell.Option.DEADLINE;
import static io.tupelo.shell.Option.DELAY;
import static io.tupelo.shell.Option.DELIVERIES;
import static io.tupelo.shell.Option.DURABILITY;
import static io.tupelo.shell.Option.EPHEMERAL;
import static io.tupelo.shell.Option.FROM;
import static io.tupelo.shell.Option.FULL;
import static io.tupelo.shell.Option.IF_ABSENT;
import static io.tupelo.shell.Option.ISOLATION;
import static io.tupelo.shell.Option.KINDS;
import static io.tupelo.shell.Option.LEASE;
import static io.tupelo.shell.Option.MAX;
import static io.tupelo.shell.Option.STRICT;
import static io.tupelo.shell.Option.TTL;
import static io.tupelo.shell.Option.TX;
import static io.tupelo.shell.Option.VERSION;
import static io.tupelo.shell.Option.WAIT;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The commands: how each is written, what it does, and what may stand behind it.
enum CommandName {
    /// Lists the spaces.
    SPACES("", "lists the spaces of the server", List.of()),
    /// Changes the space.
    USE("SPACE", "goes on in another space; the session with this one ends", List.of("use orders")),
    /// Lists the containers.
    CONTAINERS("", "lists the containers of the space", List.of()),
    /// Creates a container.
    CREATE(
            "CONTAINER COORDINATOR[?]… [OPTION…]",
            "creates a container; a ? makes a coordinator optional, @NAME is one that was plugged in",
            List.of("create jobs fifo label? bounded=1000", "create accounts key linda ifabsent",
                    "create inbox fifo strict full=drop bounded=100 deliveries=3 dead=poison",
                    "create cache key durability=memory"),
            BOUNDED, FULL, STRICT, DURABILITY, DELIVERIES, DEAD, IF_ABSENT),
    /// Drops a container.
    DROP("CONTAINER", "drops a container and all that is in it", List.of("drop jobs")),
    /// Writes an entry.
    WRITE(
            "CONTAINER TUPLE [COORDINATE…] [OPTION…]",
            "writes a tuple",
            List.of("write jobs (\"resize\", \"cat.png\") label=red", "write ranked (\"job\", 42) priority=5 ttl=10s",
                    "write jobs (instant'2026-01-02T03:04:05Z', [1, 2], {\"a\": null}, 0x0aff) label=a,b delay=5s"),
            TTL, DELAY, EPHEMERAL, WAIT, TX),
    /// Writes or replaces under a key.
    PUT(
            "CONTAINER KEY TUPLE [COORDINATE…] [OPTION…]",
            "writes a tuple under a key, replacing what is there",
            List.of("put accounts alice (\"alice\", 100)", "put accounts key=alice (\"alice\", 90) version=1"),
            VERSION, TTL, DELAY, EPHEMERAL, WAIT, TX),
    /// Reads.
    READ(
            "CONTAINER [SELECTOR…] [COUNT] [OPTION…]",
            "reads entries; they stay",
            List.of("read jobs (\"job\", ?, 10..20, ...)", "read jobs where 1>=18 and 2=\"Vienna\" order 1 desc limit 10 available",
                    "read jobs fifo all"),
            WAIT, TX),
    /// Takes.
    TAKE(
            "CONTAINER [SELECTOR…] [COUNT] [OPTION…]",
            "removes entries and shows them; selectors narrow in the order they are written",
            List.of("take jobs label=red wait=5s", "take jobs (\"job\", ?) count=2", "take jobs label=red priority count=3"),
            WAIT, TX),
    /// Counts.
    COUNT(
            "CONTAINER [SELECTOR…] [COUNT] [OPTION…]",
            "counts entries, all that are free unless told otherwise",
            List.of("count jobs", "count jobs label=red"),
            WAIT, TX),
    /// Deletes.
    DELETE(
            "CONTAINER [SELECTOR…] [COUNT] [OPTION…]",
            "removes entries",
            List.of("delete jobs label=red available"),
            WAIT, TX),
    /// Changes.
    CHANGE(
            "CONTAINER [SELECTOR…] [COUNT] [OPTION…] (add|set|append FIELD VALUE)…",
            "edits fields in place; they count from 0",
            List.of("change jobs key=a add 1 5 set 2 \"x\" append 3 4"),
            WAIT, TX),
    /// Moves.
    MOVE(
            "CONTAINER CONTAINER [SELECTOR…] [COUNT] [OPTION…]",
            "moves entries to another container, in one step",
            List.of("move jobs archive label=done available"),
            WAIT, TX),
    /// Copies.
    COPY(
            "CONTAINER CONTAINER [SELECTOR…] [COUNT] [OPTION…]",
            "copies entries to another container",
            List.of("copy jobs audit fifo"),
            WAIT, TX),
    /// Claims.
    CLAIM(
            "CONTAINER [SELECTOR…] [COUNT] [OPTION…]",
            "takes entries for a while, 30 seconds unless told otherwise, under a token",
            List.of("claim jobs fifo lease=30s wait=5s"),
            LEASE, WAIT),
    /// Completes a claim.
    COMPLETE(
            "TOKEN [into CONTAINER TUPLE [COORDINATE…] [ttl=] [delay=]]…",
            "removes what was claimed for good and writes results",
            List.of("complete 7", "complete 7 into done (\"resize\", \"ok\") label=x into log (\"did\", 7)"),
            TTL, DELAY, EPHEMERAL),
    /// Releases a claim.
    RELEASE("TOKEN [delay=5s]", "gives back what was claimed", List.of("release 7", "release 7 delay=5s"), DELAY),
    /// Watches.
    WATCH(
            "CONTAINER [SELECTOR…] [OPTION…]",
            "tells what happens, until max events came or Ctrl-C is pressed",
            List.of("watch jobs", "watch jobs (\"job\", ?) kinds=written,taken from=1.42.0 max=10"),
            KINDS, FROM, MAX),
    /// Begins a transaction.
    BEGIN(
            "[OPTION…]",
            "begins a transaction, 60 seconds unless told otherwise; what follows belongs to it",
            List.of("begin", "begin deadline=30s isolation=committed"),
            DEADLINE, ISOLATION),
    /// Commits it.
    COMMIT("[tx=ID]", "makes what the transaction did take effect", List.of("commit", "commit tx=3"), TX),
    /// Aborts it.
    ABORT("[tx=ID]", "makes what the transaction did not have happened", List.of("abort", "abort tx=3"), TX),
    /// Runs a batch.
    BATCH(
            "PART; PART…",
            "applies several commands at once if all conditions hold, else none; conditions are"
                    + " exists CONTAINER SELECTOR, absent CONTAINER SELECTOR and version CONTAINER ENTRY VERSION",
            List.of("batch absent locks key=a; write locks (\"me\") key=a", "batch write done (1); take jobs (\"job\", ?)",
                    "batch exists jobs fifo; version accounts 17 2; change accounts key=a add 1 -5; move jobs done fifo")),
    /// Explains a selection.
    EXPLAIN(
            "CONTAINER [SELECTOR…] [COUNT]",
            "says how a selection would be answered, and who holds what it looks for",
            List.of("explain jobs (\"job\", ?)")),
    /// Lists waiters.
    WAITERS("", "lists the operations that wait", List.of()),
    /// Lists transactions.
    TRANSACTIONS("", "lists the open transactions", List.of()),
    /// Lists sessions.
    SESSIONS("", "lists the sessions", List.of()),
    /// Shows counters.
    STATS("", "shows the counters of the space, and of the actors that this server hosts", List.of()),
    /// Lists scans.
    SCANS("", "lists the selections that no index answered", List.of()),
    /// Lists actors.
    ACTORS(
            "[TYPE]",
            "lists the actors that have a state or mail, of one type or all, 100 at a time",
            List.of("actors", "actors account", "actors account after=account/ann max=500"),
            AFTER, MAX),
    /// Shows an actor.
    ACTOR("ACTOR", "shows an actor: its state, mail and reminders, and who hosts it", List.of("actor account/ann")),
    /// Shows an actor's mail.
    MAILBOX("ACTOR", "lists the messages that wait for an actor, in their order", List.of("mailbox account/ann")),
    /// Shows an actor's state.
    STATE("ACTOR", "shows the state of an actor, as its last step has left it", List.of("state account/ann")),
    /// Lists who hosts actors.
    ACTIVATIONS("", "lists who hosts actors, and which of the 64 shards of a type", List.of()),
    /// Lists groups.
    GROUPS(
            "[GROUP]",
            "lists the groups of named actors, or the members of one, and in which processes they are",
            List.of("groups", "groups workers")),
    /// Shows supervisors.
    TREE("", "shows the supervisors of this server, and their children", List.of()),
    /// Lists actors that are stuck.
    STUCK("", "lists the actors of this server that have been at one message for long, and where their threads are", List.of()),
    /// Ends an actor.
    STOP(
            "ACTOR",
            "ends an actor in the memory of this server, also one that is stuck; the message it is stuck at goes to actors.dead",
            List.of("stop account/ann", "stop 17")),
    /// Has an actor begin anew.
    RESTART(
            "ACTOR",
            "has an actor of this server begin anew: the next message brings it back, the one it is stuck at too, or its supervisor does",
            List.of("restart account/ann", "restart 17")),
    /// Lets a degraded space go on.
    RESUME("", "lets a space that could not write to its disk read its files again, and go on", List.of()),
    /// Explains commands.
    HELP("[COMMAND]", "explains the commands, or one of them", List.of("help", "help take")),
    /// Leaves.
    EXIT("", "leaves the shell; so does Ctrl-D", List.of());

    private final String usage;
    private final String summary;
    /// A copy that can't change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> examples;

    /// A copy that can't change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Option> options;

    CommandName(String usage, String summary, List<String> examples, Option... options) {
        this.usage = usage;
        this.summary = summary;
        this.examples = List.copyOf(examples);
        // In one order: messages list them.
        Set<Option> ordered = EnumSet.noneOf(Option.class);
        ordered.addAll(Arrays.asList(options));
        this.options = Collections.unmodifiableSet(ordered);
    }

    /// Returns the word it is typed as.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String usage() {
        return usage.isEmpty() ? word() : word() + " " + usage;
    }

    String summary() {
        return summary;
    }

    List<String> examples() {
        return examples;
    }

    Set<Option> options() {
        return options;
    }

    boolean takesContainer() {
        return usage.startsWith("CONTAINER") && this != CREATE;
    }

    boolean takesSelection() {
        return usage.contains("SELECTOR") && this != BATCH;
    }

    boolean takesCoordinates() {
        return usage.contains("COORDINATE…");
    }

    static Optional<CommandName> of(String word) {
        return Arrays.stream(values()).filter(name -> name.word().equals(word)).findFirst();
    }
}
