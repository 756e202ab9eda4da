package io.tupelo.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.DumbTerminal;

/// Reads lines from a terminal and runs them, until Ctrl-D.
final class Interactive {
    private final ShellSession session;

    Interactive(ShellSession session) {
        this.session = session;
    }

    /// Runs it. Where nobody types, it reads standard input to its end, or to the first line that does not succeed, without
    /// a prompt.
    ///
    /// @param history the file that keeps the lines typed
    Status run(Path history) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
            if (terminal instanceof DumbTerminal) {
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                return ShellMain.run(session, in.lines().iterator());
            }
            LineReader reader = reader(terminal, history);
            while (!session.hasExited()) {
                try {
                    String line = reader.readLine(prompt());
                    run(terminal, line);
                } catch (UserInterruptException dropped) {
                    terminal.flush();
                } catch (EndOfFileException _) {
                    return Status.SUCCESS;
                }
            }
            return Status.SUCCESS;
        }
    }

    private LineReader reader(Terminal terminal, Path history) {
        DefaultParser words = new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]);
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(words)
                .completer(new Completion(this::containers))
                .variable(LineReader.HISTORY_FILE, history)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    private List<String> containers() {
        return session.containers();
    }

    private void run(Terminal terminal, String line) {
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, _ -> interrupt(terminal));
        try {
            session.run(line);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }

    /// Ends the line in which the terminal shows the `^C`, then what is under way.
    private void interrupt(Terminal terminal) {
        terminal.writer().println();
        terminal.flush();
        session.interrupt();
    }

    private String prompt() {
        String within = session.transaction().isPresent() ? " tx " + session.transaction().getAsLong() : "";
        return session.spaceName() + within + "> ";
    }
}
