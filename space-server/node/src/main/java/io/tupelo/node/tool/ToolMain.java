package io.tupelo.node.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `tupelo journal`, `checkpoint`, `backup` and `restore`: look at the folder of a space, mend it, and save it, without a server.
@Command(
        name = "tupelo",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at the folders of spaces. `bin/tupelo help` lists the other commands.")
public final class ToolMain {
    /// What is there is damaged, or can't be read, or what was asked for is not in it.
    static final int FAILED = 2;
    /// As the launcher has it.
    private static final int USAGE = 64;
    private static final int SOFTWARE = 70;

    private ToolMain() {}

    /// Runs a command, and ends the process with its code.
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofThisProcess(), new ChangeDescriber(), arguments));
    }

    static int run(Terminal terminal, PayloadDescriber describer, String... arguments) {
        CommandLine journal = new CommandLine(new JournalCommand())
                .addSubcommand(new VerifyCommand(terminal))
                .addSubcommand(new DumpCommand(terminal, describer))
                .addSubcommand(new CutCommand(terminal));
        CommandLine checkpoint = new CommandLine(new CheckpointCommand())
                .addSubcommand(new CheckpointVerifyCommand(terminal))
                .addSubcommand(new CheckpointDumpCommand(terminal));
        CommandLine line = new CommandLine(new ToolMain())
                .addSubcommand(journal)
                .addSubcommand(checkpoint)
                .addSubcommand(new BackupCommand(terminal))
                .addSubcommand(new RestoreCommand(terminal))
                .setOut(terminal.printer())
                .setErr(terminal.complaints())
                .setParameterExceptionHandler(ToolMain::refuse)
                .setExecutionExceptionHandler(ToolMain::fail);
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError _) {
            terminal.complaints().println("tupelo " + arguments[0] + ": the state of the space doesn't fit into the memory that it may"
                    + " use; TUPELO_OPTS=-Xmx16g allows 16 GiB");
            return FAILED;
        }
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
        if (failed instanceof NoSuchFileException absent && absent.getReason() == null) {
            return "there is no " + absent.getFile();
        }
        if (failed instanceof FileSystemException about && about.getReason() == null) {
            return "can't use " + about.getFile() + ": " + about.getClass().getSimpleName();
        }
        return message == null ? failed.toString() : message;
    }
}
