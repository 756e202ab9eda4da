package io.tupelo.node.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `tupelo journal`: looks at the journal of a space, and mends it, without a server.
@Command(
        name = "tupelo journal",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at the journal of a space, and cuts it. What its files are is in docs/JOURNAL.md.")
public final class JournalMain {
    /// The journal is damaged, or can't be read, or what was asked for is not in it.
    static final int FAILED = 2;
    /// As the launcher has it.
    private static final int USAGE = 64;
    private static final int SOFTWARE = 70;

    private JournalMain() {}

    /// Runs a command, and ends the process with its code.
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofThisProcess(), PayloadDescriber::hex, arguments));
    }

    static int run(Terminal terminal, PayloadDescriber describer, String... arguments) {
        return new CommandLine(new JournalMain())
                .addSubcommand(new VerifyCommand(terminal))
                .addSubcommand(new DumpCommand(terminal, describer))
                .addSubcommand(new CutCommand(terminal))
                .setOut(terminal.printer())
                .setErr(terminal.complaints())
                .setParameterExceptionHandler(JournalMain::refuse)
                .setExecutionExceptionHandler(JournalMain::fail)
                .execute(arguments);
    }

    /// Says what is wrong alone: all of the help would hide it.
    private static int refuse(ParameterException wrong, String... arguments) {
        CommandLine line = wrong.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        line.getErr().println(command + ": " + wrong.getMessage());
        line.getErr().println("`" + command + " --help` says more.");
        return USAGE;
    }

    private static int fail(Exception failed, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        String command = line.getCommandSpec().qualifiedName();
        if (failed instanceof IOException expected) {
            err.println(command + ": " + sentence(expected));
            return FAILED;
        }
        err.println(command + ": a mistake in this program");
        failed.printStackTrace(err);
        return SOFTWARE;
    }

    /// Returns what has failed in words: the message of some is a file's name and nothing else.
    static String sentence(IOException failed) {
        String message = failed.getMessage();
        if (failed instanceof AccessDeniedException denied) {
            return "you may not read or write " + denied.getFile() + ": permission denied";
        }
        if (failed instanceof FileSystemException about && about.getReason() == null) {
            return "can't use " + about.getFile() + ": " + about.getClass().getSimpleName();
        }
        return message == null ? failed.toString() : message;
    }
}
