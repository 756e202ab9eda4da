package io.tupelo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/// Runs the shell in this process, as a user does.
final class ShellRun {
    private ShellRun() {}

    /// Returns the lines it shows, errors too, with `|` between columns.
    ///
    /// @param status what it has to end with
    static List<String> shell(int port, int status, String... options) {
        StringWriter out = new StringWriter();
        CommandLine shell = ShellMain.commandLine(Connector::to).setErr(new PrintWriter(out, true)).setOut(new PrintWriter(out, true));
        String[] all = new String[options.length + 2];
        all[0] = "--connect";
        all[1] = "localhost:" + port;
        System.arraycopy(options, 0, all, 2, options.length);
        assertThat(shell.execute(all)).as(out.toString()).isEqualTo(status);
        return out.toString().lines().map(line -> line.stripTrailing().replaceAll("(?<=\\S)  +", " | ")).toList();
    }
}
