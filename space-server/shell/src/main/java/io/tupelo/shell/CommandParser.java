package io.tupelo.shell;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Durability;
import io.tupelo.coordinator.Count;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation.Condition;
import io.tupelo.operation.Operation.From;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Wait;
import io.tupelo.space.Isolation;
import io.tupelo.space.Procedure;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads one line as a command. Recursive descent; what does not fit is a [SyntaxException] with its place.
final class CommandParser {
    /// So many actors are listed at a time, if nothing is said.
    static final int ACTORS_MAX = 100;

    private static final Duration LEASE_DEFAULT = Duration.ofSeconds(30);
    private static final Duration DEADLINE_DEFAULT = Duration.ofSeconds(60);
    private static final String ACTOR = "an actor: its type, a slash and its key, such as account/ann";
    private static final String CONTAINER = "a container's name";

    private final Scanner in;
    private final Function<String, Selector> selectorOf;

    private CommandParser(String line, Function<String, Selector> selectorOf) {
        this.in = new Scanner(line);
        this.selectorOf = selectorOf;
    }

    /// Reads `line`.
    ///
    /// @param selectorOf says which selector serves for a container where none is written
    /// @throws SyntaxException if it is no command
    static Command parse(String line, Function<String, Selector> selectorOf) {
        CommandParser parser = new CommandParser(line, selectorOf);
        Command command = parser.command();
        parser.in.skipSpaces();
        if (!parser.in.atEnd()) {
            throw parser.in.wrong("nothing more");
        }
        return command;
    }

    private Command command() {
        in.skipSpaces();
        CommandName name = name();
        return switch (name) {
            case SPACES -> new Command.Spaces(name);
            case USE -> new Command.Use(name, named("a space's name"));
            case HELP -> help(name);
            case EXIT -> new Command.Exit(name);
            case CONTAINERS -> inspect(name, Subject.CONTAINERS);
            case WAITERS -> inspect(name, Subject.WAITERS);
            case TRANSACTIONS -> inspect(name, Subject.TRANSACTIONS);
            case SESSIONS -> inspect(name, Subject.SESSIONS);
            case STATS -> inspect(name, Subject.STATS);
            case SCANS -> inspect(name, Subject.SCANS);
            case RESUME -> ask(name, new Operation.Execute(Procedure.RESUME, Tuple.tuple("resume")));
            case ACTORS -> actors(name);
            case GROUPS -> new Command.Actors(name, atEnd() ? Optional.empty() : Optional.of(named("a group")));
            case ACTOR, MAILBOX, STATE -> new Command.Actors(name, Optional.of(actor()));
            case STOP, RESTART -> new Command.Actors(name, Optional.of(named(ACTOR)));
            case ACTIVATIONS, TREE, STUCK -> new Command.Actors(name, Optional.empty());
            case CREATE -> create(name);
            case DROP -> ask(name, new Operation.DropContainer(named(CONTAINER)));
            case COMPLETE -> ask(name, complete());
            case RELEASE -> ask(name, release(name));
            case WATCH -> watch(name);
            case BEGIN -> begin(name);
            case COMMIT, ABORT ->
                new Command.End(name, new ArgumentParser(in).options(name.options()).transaction());
            case BATCH -> ask(name, batch());
            case EXPLAIN -> {
                String container = named(CONTAINER);
                yield ask(name, new Operation.Explain(container, picked(name, null).selection(one(container))));
            }
            case WRITE, PUT, READ, TAKE, COUNT, DELETE, CHANGE, MOVE, COPY, CLAIM -> withData(name);
        };
    }

    private CommandName name() {
        int start = in.position();
        String word = in.word("a command; `help` lists them");
        return CommandName.of(word)
                .orElseThrow(() -> Scanner.wrong(start, "there is no command " + word + "; `help` lists them"));
    }

    private String named(String expected) {
        in.skipSpaces();
        return in.peek() == '"' ? new TupleParser(in).string() : in.word(expected);
    }

    private static Command ask(CommandName name, Operation operation) {
        return new Command.Ask(name, operation, OptionalLong.empty());
    }

    private static Command inspect(CommandName name, Subject subject) {
        return ask(name, new Operation.Inspect(subject));
    }

    private boolean atEnd() {
        in.skipSpaces();
        return in.atEnd();
    }

    private Command help(CommandName name) {
        return new Command.Help(name, atEnd() ? Optional.empty() : Optional.of(name()));
    }

    private Command actors(CommandName name) {
        in.skipSpaces();
        Optional<String> type = atEnd() || optionStartsHere(name.options()) ? Optional.empty() : Optional.of(named("a type of actors"));
        Arguments arguments = new ArgumentParser(in).options(name.options());
        return new Command.ActorList(
                name,
                type,
                Optional.ofNullable(arguments.optionOrNull(Option.AFTER, String.class)),
                arguments.option(Option.MAX, Integer.class, ACTORS_MAX));
    }

    private String actor() {
        in.skipSpaces();
        int start = in.position();
        String actor = named(ACTOR);
        if (actor.indexOf('/') < 1) {
            throw Scanner.wrong(start, "expected " + ACTOR);
        }
        return actor;
    }

    private Command create(CommandName name) {
        in.skipSpaces();
        int start = in.position();
        String container = named(CONTAINER);
        List<ContainerSpec.Use> uses = new ArrayList<>();
        in.skipSpaces();
        while (!in.atEnd() && !optionStartsHere(name.options())) {
            in.accept("@");
            String coordinator = in.word("a coordinator, such as fifo, key, label or linda, or an option");
            uses.add(new ContainerSpec.Use(coordinator, !in.accept("?")));
            in.skipSpaces();
        }
        Arguments arguments = new ArgumentParser(in).options(name.options());
        ContainerSpec spec = TupleParser.valid(start, () -> new ContainerSpec(
                container,
                uses,
                arguments.option(Option.BOUNDED, Integer.class, Integer.MAX_VALUE),
                arguments.option(Option.FULL, ContainerSpec.WhenFull.class, ContainerSpec.WhenFull.WAIT),
                arguments.has(Option.STRICT),
                arguments.option(Option.DURABILITY, Durability.class, Durability.LOCAL),
                arguments.option(Option.DELIVERIES, Integer.class, Integer.MAX_VALUE),
                arguments.optionOrNull(Option.DEAD, String.class)));
        return ask(name, new Operation.CreateContainer(spec, arguments.has(Option.IF_ABSENT)));
    }

    private boolean optionStartsHere(Set<Option> options) {
        int start = in.position();
        boolean starts = options.stream().anyMatch(option -> option.acceptName(in));
        in.moveTo(start);
        return starts;
    }

    private Supplier<Selector> one(String container) {
        return () -> selectorOf.apply(container);
    }

    private record Parsed(Operation operation, OptionalLong transaction) {}

    private Command withData(CommandName name) {
        Parsed parsed = operation(name, null);
        return new Command.Ask(name, parsed.operation(), parsed.transaction());
    }

    /// Reads what follows the name of a command that works on entries; with `fixed`, that is how it waits.
    private Parsed operation(CommandName name, @Nullable Wait fixed) {
        String container = named(CONTAINER);
        return switch (name) {
            case WRITE -> write(name, container, null, fixed);
            case PUT -> write(name, container, key(), fixed);
            case READ -> get(name, Pick.READ, container, fixed);
            case TAKE -> get(name, Pick.TAKE, container, fixed);
            case COUNT -> get(name, Pick.COUNT, container, fixed);
            case DELETE -> get(name, Pick.DELETE, container, fixed);
            case CHANGE -> change(name, container, fixed);
            case MOVE -> move(name, container, false, fixed);
            case COPY -> move(name, container, true, fixed);
            case CLAIM -> claim(name, container);
            default -> throw new IllegalStateException(name + " works on no entries");
        };
    }

    private static Wait patience(Arguments arguments, @Nullable Wait fixed) {
        return fixed == null ? arguments.patience() : fixed;
    }

    private Object key() {
        in.skipSpaces();
        in.accept("key=");
        return ArgumentParser.keyValue(in);
    }

    private Parsed write(CommandName name, String container, @Nullable Object key, @Nullable Wait fixed) {
        in.skipSpaces();
        Tuple tuple = new TupleParser(in).tuple();
        Arguments arguments = new ArgumentParser(in).coordinates(allowed(name, fixed));
        Draft draft = arguments.draft(tuple);
        Wait patience = patience(arguments, fixed);
        Operation operation = key == null
                ? new Operation.Write(container, List.of(draft), patience)
                : new Operation.Put(container, key, draft, arguments.option(Option.VERSION, Long.class, -1L), patience);
        return new Parsed(operation, arguments.transaction());
    }

    private static Set<Option> allowed(CommandName name, @Nullable Wait fixed) {
        Set<Option> allowed = EnumSet.noneOf(Option.class);
        allowed.addAll(name.options());
        if (fixed != null) {
            allowed.removeAll(Set.of(Option.WAIT, Option.TX));
        }
        return allowed;
    }

    private Arguments picked(CommandName name, @Nullable Wait fixed) {
        Arguments arguments = new ArgumentParser(in).selection(allowed(name, fixed));
        boolean countsAll = name == CommandName.COUNT && arguments.count() == null;
        return countsAll
                ? new Arguments(arguments.selectors(), Count.AVAILABLE, arguments.options())
                : arguments;
    }

    private Parsed get(CommandName name, Pick pick, String container, @Nullable Wait fixed) {
        Arguments arguments = picked(name, fixed);
        Wait patience = patience(arguments, fixed);
        return new Parsed(
                new Operation.Get(pick, container, arguments.selection(one(container)), patience),
                arguments.transaction());
    }

    private Parsed change(CommandName name, String container, @Nullable Wait fixed) {
        Arguments arguments = picked(name, fixed);
        List<Edit> edits = new ArrayList<>();
        for (Edit edit = edit(); edit != null; edit = edit()) {
            edits.add(edit);
        }
        if (edits.isEmpty()) {
            throw in.wrong("an edit: add, set or append, a field, and a value");
        }
        Wait patience = patience(arguments, fixed);
        return new Parsed(
                new Operation.Change(container, arguments.selection(one(container)), edits, patience),
                arguments.transaction());
    }

    private @Nullable Edit edit() {
        in.skipSpaces();
        if (in.acceptWord("add")) {
            int field = field();
            int start = in.position();
            if (!(new TupleParser(in).value() instanceof Number by)) {
                throw Scanner.wrong(start, "expected a number to add");
            }
            return new Edit.Increment(field, by);
        } else if (in.acceptWord("set")) {
            return new Edit.Replace(field(), new TupleParser(in).value());
        } else if (in.acceptWord("append")) {
            return new Edit.Append(field(), new TupleParser(in).value());
        }
        return null;
    }

    private int field() {
        in.skipSpaces();
        int field = Numbers.integer(in, "the number of a field, from 0");
        in.skipSpaces();
        return field;
    }

    private Parsed move(CommandName name, String from, boolean copy, @Nullable Wait fixed) {
        String to = named(CONTAINER);
        Arguments arguments = picked(name, fixed);
        Wait patience = patience(arguments, fixed);
        return new Parsed(
                new Operation.Move(from, arguments.selection(one(from)), to, copy, patience), arguments.transaction());
    }

    private Parsed claim(CommandName name, String container) {
        Arguments arguments = picked(name, null);
        long lease = arguments.millis(Option.LEASE, LEASE_DEFAULT);
        return new Parsed(
                new Operation.Claim(container, arguments.selection(one(container)), lease, arguments.patience()),
                arguments.transaction());
    }

    private long token() {
        in.skipSpaces();
        return Numbers.number(in, "a claim's token");
    }

    private Operation complete() {
        long token = token();
        List<Operation.Into> results = new ArrayList<>();
        in.skipSpaces();
        while (in.acceptWord("into")) {
            String container = named(CONTAINER);
            in.skipSpaces();
            Tuple tuple = new TupleParser(in).tuple();
            Arguments arguments = new ArgumentParser(in).coordinates(CommandName.COMPLETE.options());
            results.add(new Operation.Into(container, arguments.draft(tuple)));
        }
        if (!in.atEnd()) {
            throw in.wrong("into, a container and a tuple, or the end of the command");
        }
        return new Operation.Complete(token, results);
    }

    private Operation release(CommandName name) {
        long token = token();
        Arguments arguments = new ArgumentParser(in).options(name.options());
        return new Operation.Release(token, arguments.millis(Option.DELAY, Duration.ZERO));
    }

    private Command watch(CommandName name) {
        String container = named(CONTAINER);
        Arguments arguments = new ArgumentParser(in).selection(name.options());
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (Object kind : arguments.option(Option.KINDS, Set.class, EnumSet.allOf(EventKind.class))) {
            kinds.add((EventKind) kind);
        }
        return new Command.Watch(
                name,
                container,
                arguments.selectors().isEmpty() ? null : arguments.selection(one(container)),
                kinds,
                arguments.optionOrNull(Option.FROM, Receipt.class),
                arguments.option(Option.MAX, Integer.class, Integer.MAX_VALUE));
    }

    private Command begin(CommandName name) {
        Arguments arguments = new ArgumentParser(in).options(name.options());
        long millis = arguments.millis(Option.DEADLINE, DEADLINE_DEFAULT);
        Isolation isolation = arguments.option(Option.ISOLATION, Isolation.class, Isolation.REPEATABLE_READ);
        return new Command.Begin(name, new Operation.Begin(millis, isolation == Isolation.REPEATABLE_READ));
    }

    private Operation batch() {
        List<Condition> conditions = new ArrayList<>();
        List<Operation> operations = new ArrayList<>();
        do {
            in.skipSpaces();
            Condition condition = condition();
            if (condition == null) {
                operations.add(part());
            } else {
                conditions.add(condition);
            }
            in.skipSpaces();
        } while (in.accept(";"));
        return new Operation.Batch(conditions, operations);
    }

    private @Nullable Condition condition() {
        if (in.acceptWord("exists")) {
            return new Condition.Exists(from());
        } else if (in.acceptWord("absent")) {
            return new Condition.Absent(from());
        } else if (in.acceptWord("version")) {
            String container = named(CONTAINER);
            in.skipSpaces();
            long entry = Numbers.number(in, "an entry's number");
            in.skipSpaces();
            return new Condition.VersionIs(container, entry, Numbers.number(in, "a version"));
        }
        return null;
    }

    private From from() {
        String container = named(CONTAINER);
        return new From(container, new ArgumentParser(in).selection(Set.of()).selection(one(container)));
    }

    private Operation part() {
        Set<CommandName> allowed = EnumSet.range(CommandName.WRITE, CommandName.COPY);
        String expected = "one of exists, absent, version, "
                + allowed.stream().map(CommandName::word).collect(Collectors.joining(", "));
        int start = in.position();
        String word = in.word(expected);
        CommandName name = CommandName.of(word)
                .filter(allowed::contains)
                .orElseThrow(() -> Scanner.wrong(start, "a batch has no " + word + "; expected " + expected));
        return operation(name, Wait.NOW).operation();
    }
}
