package io.tupelo.shell;

import io.tupelo.tuple.TupleText;
import java.util.Arrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Completes commands, containers, and what may stand behind a command.
final class Completion implements Completer {
    private final Supplier<List<String>> containers;

    Completion(Supplier<List<String>> containers) {
        this.containers = containers;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String before = line.line().substring(0, line.cursor());
        for (String word : words(before)) {
            boolean complete = !word.endsWith("=");
            candidates.add(new Candidate(word, word, null, null, null, null, complete));
        }
    }

    /// Returns what may stand at the end of `before`, of which the last word may be written in part.
    List<String> words(String before) {
        List<String> typed = new ArrayList<>(List.of(before.stripLeading().split("\\s+", -1)));
        typed.removeLast();
        if (typed.isEmpty()) {
            return Arrays.stream(CommandName.values()).map(CommandName::word).toList();
        }
        Optional<CommandName> command = CommandName.of(typed.getFirst());
        if (command.isEmpty()) {
            return List.of();
        }
        CommandName name = command.get();
        if (name == CommandName.HELP) {
            return typed.size() == 1 ? Arrays.stream(CommandName.values()).map(CommandName::word).toList() : List.of();
        }
        int containersTaken = name.usage().startsWith(name.word() + " CONTAINER CONTAINER") ? 2 : 1;
        if (name.takesContainer() && typed.size() <= containersTaken) {
            return containers.get().stream().map(Completion::typed).toList();
        }
        return arguments(name).toList();
    }

    /// Returns a name as it is typed: in quotes, unless it is a word.
    static String typed(String name) {
        boolean isWord = !name.isEmpty() && name.chars().allMatch(c -> Scanner.isWordPart((char) c));
        return isWord ? name : TupleText.ofValue(name);
    }

    private static Stream<String> arguments(CommandName name) {
        Stream<String> options = name.options().stream().sorted().map(Option::typed);
        Stream<String> created = name == CommandName.CREATE
                ? Stream.of("fifo", "lifo", "key", "label", "linda", "vector", "priority", "query", "random", "any")
                : Stream.empty();
        Stream<String> selectors = name.takesSelection()
                ? Stream.of(ArgumentParser.BARE, ArgumentParser.NAMED, ArgumentParser.COUNTS, List.of("where"))
                        .flatMap(List::stream)
                : Stream.empty();
        Stream<String> coordinates = name.takesCoordinates() ? ArgumentParser.NAMED.stream() : Stream.empty();
        return Stream.of(created, selectors, coordinates, options).flatMap(words -> words);
    }
}
