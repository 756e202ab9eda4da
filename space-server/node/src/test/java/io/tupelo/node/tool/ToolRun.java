package io.tupelo.node.tool;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a command said, and the code it ended with.
record ToolRun(int code, String out, String err) {
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
        return run(typed, out, PayloadDescriber::hex, arguments);
    }

    static ToolRun describing(PayloadDescriber describer, Object... arguments) {
        return run("", new ByteArrayOutputStream(), describer, arguments);
    }

    /// Runs it, with the output going elsewhere.
    static ToolRun into(OutputStream out, Object... arguments) {
        return run("", out, PayloadDescriber::hex, arguments);
    }

    private static ToolRun run(String typed, OutputStream out, PayloadDescriber describer, Object... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new StringReader(typed), out, err, StandardCharsets.UTF_8, false);
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int code = JournalMain.run(terminal, describer, words);
        return new ToolRun(code, out.toString(), err.toString(StandardCharsets.UTF_8));
    }
}
