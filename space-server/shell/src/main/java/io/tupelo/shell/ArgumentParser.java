package io.tupelo.shell;

import io.tupelo.coordinator.Coordinators;
import io.tupelo.coordinator.Count;
import io.tupelo.coordinator.Selector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads selectors, coordinates and options.
final class ArgumentParser {
    /// The selectors that take no argument.
    static final List<String> BARE = List.of("fifo", "lifo", "random", "any", "priority", "vector");

    /// What stands before the argument of a selector or a coordinate.
    static final List<String> NAMED = List.of("key=", "label=", "priority=", "index=");

    /// What says how many.
    static final List<String> COUNTS = List.of("count=", "upto=", "all", "available");

    /// Where arguments end, for another part of the command to begin.
    static final List<String> STOPS = List.of("add", "set", "append", "into");

    private final Scanner in;
    private final Map<Option, Object> options = new EnumMap<>(Option.class);
    private final List<Selector> selectors = new ArrayList<>();
    private @Nullable Count count;

    ArgumentParser(Scanner in) {
        this.in = in;
    }

    /// Reads options alone, up to the end of the command.
    Arguments options(Set<Option> allowed) {
        while (!endsHere()) {
            if (!option(allowed)) {
                throw in.wrong(expected(allowed, List.of()));
            }
        }
        return new Arguments(selectors, count, options);
    }

    /// Reads coordinates and options, up to the end of the command or a word of [#STOPS].
    Arguments coordinates(Set<Option> allowed) {
        while (!endsHere()) {
            if (!option(allowed) && !named()) {
                throw in.wrong(expected(allowed, NAMED));
            }
        }
        return new Arguments(selectors, count, options);
    }

    /// Reads a selection and options, up to the end of the command or a word of [#STOPS].
    Arguments selection(Set<Option> allowed) {
        while (!endsHere()) {
            int start = in.position();
            if (!option(allowed) && !counting() && !selector() && !named()) {
                throw in.wrong("a selector (a template, fifo, lifo, random, any, priority, vector, key=, label=, index=, "
                        + "where …), a count (count=, upto=, all, available), "
                        + expected(allowed, List.of()));
            }
            if (selectors.size() > io.tupelo.coordinator.Chain.SELECTORS_MAX) {
                throw Scanner.wrong(start, "a selection has at most " + io.tupelo.coordinator.Chain.SELECTORS_MAX
                        + " selectors");
            }
        }
        return new Arguments(selectors, count, options);
    }

    private boolean endsHere() {
        in.skipSpaces();
        return in.atEnd() || in.peek() == ';' || stopsHere();
    }

    private boolean stopsHere() {
        int start = in.position();
        boolean stops = STOPS.stream().anyMatch(in::acceptWord);
        in.moveTo(start);
        return stops;
    }

    private boolean option(Set<Option> allowed) {
        int start = in.position();
        for (Option option : allowed) {
            if (option.acceptName(in)) {
                if (options.put(option, option.readValue(in)) != null) {
                    throw Scanner.wrong(start, option.typed() + " stands here twice");
                }
                endOfWord();
                return true;
            }
        }
        return false;
    }

    private boolean counting() {
        int start = in.position();
        Count next;
        if (in.accept("count=")) {
            next = counted(start, false);
        } else if (in.accept("upto=")) {
            next = counted(start, true);
        } else if (in.acceptWord("all")) {
            next = Count.ALL;
        } else if (in.acceptWord("available")) {
            next = Count.AVAILABLE;
        } else {
            return false;
        }
        if (count != null) {
            throw Scanner.wrong(start, "how many stands here twice");
        }
        count = next;
        endOfWord();
        return true;
    }

    private Count counted(int start, boolean upTo) {
        int number = Numbers.integer(in, "a number of entries");
        return TupleParser.valid(start, () -> upTo ? Count.upTo(number) : Count.exactly(number));
    }

    private boolean selector() {
        if (in.peek() == '(') {
            selectors.add(Coordinators.linda(new TemplateParser(in).template()));
            return true;
        }
        if (QueryParser.startsHere(in)) {
            selectors.add(Coordinators.query(new QueryParser(in).query()));
            return true;
        }
        for (String name : BARE) {
            if (in.acceptWord(name)) {
                selectors.add(new Selector(name, null));
                return true;
            }
        }
        return false;
    }

    private boolean named() {
        if (in.accept("key=")) {
            selectors.add(new Selector("key", keyValue(in)));
        } else if (in.accept("label=")) {
            selectors.add(labels());
        } else if (in.accept("priority=")) {
            selectors.add(Coordinators.priority(Numbers.longInteger(in, "a priority, such as 5")));
        } else if (in.accept("index=")) {
            selectors.add(index());
        } else if (in.accept("@")) {
            String name = in.word("a coordinator's name");
            selectors.add(new Selector(name, in.accept("=") ? keyValue(in) : null));
        } else {
            return false;
        }
        endOfWord();
        return true;
    }

    /// Reads a value; a word that is none is a text without quotes.
    static Object keyValue(Scanner in) {
        int start = in.position();
        if (Character.isLetter(in.peek()) || in.peek() == '_') {
            String word = in.word("a key");
            boolean quoted = in.peek() == '\'';
            if (!quoted && !Set.of("true", "false", "null").contains(word)) {
                return word;
            }
            in.moveTo(start);
        }
        Object value = new TupleParser(in).value();
        if (value == null) {
            throw Scanner.wrong(start, "null is no key");
        }
        return value;
    }

    private Selector labels() {
        List<String> labels = new ArrayList<>();
        do {
            labels.add(in.peek() == '"' ? new TupleParser(in).string() : in.word("a label"));
        } while (in.accept(","));
        return labels.size() == 1
                ? Coordinators.label(labels.getFirst())
                : Coordinators.labels(labels.toArray(String[]::new));
    }

    private Selector index() {
        int from = Numbers.integer(in, "an index, from 0");
        return in.accept("..")
                ? Coordinators.slice(from, Numbers.integer(in, "the index where the slice ends"))
                : Coordinators.vector(from);
    }

    private void endOfWord() {
        char c = in.peek();
        if (!in.atEnd() && !Character.isWhitespace(c) && c != ';') {
            throw in.wrong("a space");
        }
    }

    private static String expected(Set<Option> allowed, List<String> others) {
        List<String> typed = new ArrayList<>(others);
        allowed.forEach(option -> typed.add(option.typed()));
        return typed.isEmpty() ? "nothing more" : "one of " + String.join(" ", typed);
    }
}
