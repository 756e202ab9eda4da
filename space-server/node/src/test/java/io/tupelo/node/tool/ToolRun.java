package io.tupelo.node.tool;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// What a command said, and the code it ended with.
record ToolRun(int code, String out, String err) {
    private static final PayloadDescriber HEX = record -> PayloadDescriber.hex(record.payload());

    /// Returns what it said, line by line.
    List<String> lines() {
        return out.lines().toList();
    }

    /// Runs `tupelo journal` with these arguments.
    static ToolRun of(Object... arguments) {
        return typing("", arguments);
    }

    /// Runs it, and types something.
    static ToolRun typing(String typed, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(typed, out, HEX, arguments);
    }

    static ToolRun describing(PayloadDescriber describer, Object... arguments) {
        return run("", new ByteArrayOutputStream(), describer, arguments);
    }

    /// Runs it, with the output going elsewhere.
    static ToolRun into(OutputStream out, Object... arguments) {
        return run("", out, HEX, arguments);
    }

    /// Runs `tupelo` with these arguments, as it is run.
    static ToolRun tupelo(Object... arguments) {
        return tupelo("", new ByteArrayOutputStream(), new ChangeDescriber(), arguments);
    }

    private static ToolRun run(String typed, OutputStream out, PayloadDescriber describer, Object... arguments) {
        return tupelo(typed, out, describer, Stream.concat(Stream.of("journal"), Stream.of(arguments)).toArray());
    }

    private static ToolRun tupelo(String typed, OutputStream out, PayloadDescriber describer, Object... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new StringReader(typed), out, err, StandardCharsets.UTF_8, false);
        String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        int code = ToolMain.run(terminal, describer, words);
        return new ToolRun(code, out.toString(), err.toString(StandardCharsets.UTF_8));
    }
}
