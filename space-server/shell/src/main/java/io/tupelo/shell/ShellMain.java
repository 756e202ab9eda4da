package io.tupelo.shell;

import io.tupelo.operation.ErrorCode;
import io.tupelo.space.SpaceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tupelo shell`: talks to a running server, line by line or by the commands given.
///
/// The exit status is 0 if all commands succeeded, 1 if one found nothing, found it held, or its wait ended, and 2 if
/// one failed. What comes after that one is not run. Commands that are piped in are treated like those that are given; who
/// types is not held to the first mistake.
@CommandLine.Command(
        name = "tupelo shell",
        mixinStandardHelpOptions = true,
        version = "Tupelo",
        description = "Talks to a running Tupelo server.",
        footer = {
            "",
            "Exit status with -c, or with commands piped in: 0 for success, 1 if a command found nothing or did not in time,"
                    + " 2 for an error. What comes after that command is not run.",
            "Example: tupelo shell -c 'create jobs fifo' -c 'write jobs (\"hello\", 1)' -c 'take jobs'"
        })
public final class ShellMain implements Callable<Integer> {
    private static final String SPACE_DEFAULT = "default";
    private static final String PORT_DEFAULT = "7420";

    private final Function<String, Connector> connectors;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT[/SPACE]",
            defaultValue = "localhost:7420",
            description = "Where the server is, and the space. Default: ${DEFAULT-VALUE}.")
    private String address = "localhost:7420";

    @Option(
            names = "-c",
            paramLabel = "COMMAND",
            description = "Runs a command instead of reading from the terminal; may be given again.")
    private List<String> commands = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON object for each command.")
    private boolean json;

    ShellMain(Function<String, Connector> connectors) {
        this.connectors = connectors;
    }

    /// Runs the shell and ends the process with its exit status.
    public static void main(String[] args) {
        System.exit(commandLine(Connector::to).execute(args));
    }

    static CommandLine commandLine(Function<String, Connector> connectors) {
        return new CommandLine(new ShellMain(connectors)).setParameterExceptionHandler(ShellMain::refuse);
    }

    /// Says what is wrong alone: all of the help would hide it.
    private static int refuse(CommandLine.ParameterException wrong, String... arguments) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println("tupelo shell: " + wrong.getMessage());
        err.println("`tupelo shell --help` lists the options.");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Output output = json ? new JsonOutput(out, err) : new TextOutput(out, err);
        String plain = address.startsWith("tupelo://") ? address.substring("tupelo://".length()) : address;
        if (plain.contains("://")) {
            String message = address + " is no address: it is HOST:PORT, HOST:PORT/SPACE, or that behind tupelo://";
            output.failure("ADDRESS", message, message);
            return Status.FAILURE.code();
        }
        int slash = plain.indexOf('/');
        String host = slash < 0 ? plain : plain.substring(0, slash);
        String space = slash < 0 || slash == plain.length() - 1 ? SPACE_DEFAULT : plain.substring(slash + 1);
        Connector connector = connectors.apply(host.contains(":") ? host : host + ":" + PORT_DEFAULT);
        try (ShellSession session = new ShellSession(connector, space, output)) {
            return run(session).code();
        } catch (SpaceException failed) {
            String message = failed.code() == ErrorCode.UNREACHABLE
                    ? "no server answers at " + connector.server() + ". Start one with `tupelo server`, or name"
                            + " another with --connect HOST:PORT."
                    : ShellSession.sentence(failed.code(), String.valueOf(failed.getMessage()));
            output.failure(failed.code().name(), message, message);
            return Status.FAILURE.code();
        } catch (IllegalArgumentException noAddress) {
            String message = address + " is no address: " + noAddress.getMessage();
            output.failure("ADDRESS", message, message);
            return Status.FAILURE.code();
        }
    }

    private Status run(ShellSession session) throws IOException {
        if (commands.isEmpty()) {
            return new Interactive(session).run(Path.of(System.getProperty("user.home"), ".tupelo_history"));
        }
        return run(session, commands.iterator());
    }

    /// Runs commands until one does not succeed.
    static Status run(ShellSession session, Iterator<String> commands) {
        while (commands.hasNext()) {
            Status status = session.run(commands.next());
            if (status != Status.SUCCESS || session.hasExited()) {
                return status;
            }
        }
        return Status.SUCCESS;
    }
}
