package io.tupelo.shell;

import java.util.List;
import java.util.Optional;

/// What `help` says.
final class HelpText {
    private static final String NOTATION = """

            tuples      ("job", 42, 3.5, true, null, [1, 2], {"a": 1}, (1, "nested"), 0x0aff,
                         instant'2026-01-02T03:04:05Z', duration'PT1.5S', uuid'00000000-0000-0001-0000-000000000002')
            templates   ("job", ?, ?int, 10..20, 10.., ..20, 10<..<20, "pre"*, ~"re.ex", !"x", oneof[1, 2], (?, 1), ...)
            selectors   a template, fifo, lifo, random, any, priority, vector, key=a, label=red, index=3, index=0..2,
                        where 1>=18 and 2="Vienna" order 1 desc limit 10; they narrow in the order they are written
            counts      count=3 (all or none), upto=3, available, all; one entry if none is written

            `help COMMAND` says more about a command. Ctrl-C ends a wait, Ctrl-D the shell.
            """;

    private HelpText() {}

    static String of(Optional<CommandName> topic) {
        return topic.map(HelpText::one).orElseGet(HelpText::all);
    }

    private static String all() {
        Table table = new Table(List.of("command", "what it does"));
        for (CommandName name : CommandName.values()) {
            table.row(List.of(name.word(), name.summary()));
        }
        return table.text() + NOTATION;
    }

    private static String one(CommandName name) {
        StringBuilder text = new StringBuilder();
        text.append(name.usage()).append("\n  ").append(name.summary()).append('\n');
        if (!name.options().isEmpty()) {
            text.append("\noptions\n");
            name.options().stream()
                    .sorted()
                    .forEach(option -> text.append(String.format("  %-12s%s%n", option.typed(), option.help())));
        }
        if (!name.examples().isEmpty()) {
            text.append("\nexamples\n");
            name.examples().forEach(example -> text.append("  ").append(example).append('\n'));
        }
        return text.toString();
    }
}
