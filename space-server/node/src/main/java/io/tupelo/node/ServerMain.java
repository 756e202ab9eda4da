package io.tupelo.node;

import io.tupelo.journal.JournalException;
import io.tupelo.operation.Limits;
import io.tupelo.runtime.SpaceConfig;
import io.tupelo.space.SpaceException;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.PropertiesDefaultProvider;

/// The command that runs a node until it is told to stop.
@Command(
        name = "tupelo server",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Serves spaces to clients until it is stopped by SIGTERM or Ctrl-C.")
public final class ServerMain implements Callable<Integer> {
    private static final int PORT_MAX = 65_535;

    @Option(names = "--port", defaultValue = "7420", description = "The port to listen on; 0 for any free one.")
    private int port;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "The address to bind to.")
    private String host = "";

    @Option(
            names = "--space",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "default",
            description = "A space to serve; may be repeated.")
    private List<String> spaces = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "The folder in which each space has one of its own.")
    private Path data = Path.of("data");

    @Option(names = "--memory", description = "Keeps spaces in memory only: they are empty after each start.")
    private boolean memory;

    @Option(
            names = "--flush-every",
            paramLabel = "MS",
            defaultValue = "0",
            description = "Acknowledges without waiting for the disk, which gets all every so many milliseconds: so much may be "
                    + "lost if the machine fails. 0 to lose nothing.")
    private long flushEvery;

    @Option(
            names = "--grace",
            paramLabel = "MS",
            defaultValue = "15000",
            description = "How long leases, claims and sessions last at least after a start, so that clients can come back.")
    private long grace;

    @Option(
            names = "--payload-max",
            paramLabel = "MIB",
            defaultValue = "0",
            description = "How much payload a space may hold in memory, in MiB; writes beyond are refused with OVERLOADED. 0 for any.")
    private int payloadMax;

    @Option(
            names = "--resident",
            paramLabel = "MIB",
            defaultValue = "0",
            description = "How much payload of a space stays in memory, in MiB; more lies on the disk alone, and is read when it is "
                    + "asked for. 0 for two fifths of what the process may have, shared by its spaces.")
    private int resident;

    @Option(
            names = "--actors",
            paramLabel = "JAR",
            split = ",",
            description = "A JAR with types of actors to host; may be repeated. It names them in META-INF/services.")
    private List<Path> actors = List.of();

    @Option(
            names = "--insecure",
            description = "Allows an address that is not a loopback one. There is no TLS and there are no credentials: "
                    + "whoever reaches the port may do everything.")
    private boolean insecure;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A properties file with these options, such as port=7420; the command line takes precedence.")
    @SuppressWarnings("unused") // read before the other options are
    private @Nullable File config;

    private final PrintStream out;

    /// Makes the command, to print to standard output.
    public ServerMain() {
        this(System.out);
    }

    ServerMain(PrintStream out) {
        this.out = out;
    }

    /// Runs the command, and ends the process with its code.
    public static void main(String[] arguments) {
        System.exit(run(new ServerMain(), arguments));
    }

    static int run(ServerMain command, String... arguments) {
        CommandLine line = new CommandLine(command).setParameterExceptionHandler(ServerMain::refuse);
        File file = configFile(arguments);
        if (file != null) {
            try {
                line.setDefaultValueProvider(new PropertiesDefaultProvider(read(file, line.getCommandSpec())));
            } catch (IOException unreadable) {
                return failed("can't read " + unreadable.getMessage());
            } catch (IllegalArgumentException wrong) {
                return failed("can't use " + file + ": " + wrong.getMessage());
            }
        }
        return line.execute(arguments);
    }

    /// Says what is wrong alone: all of the help would hide it.
    private static int refuse(CommandLine.ParameterException wrong, String... arguments) {
        failed(wrong.getMessage());
        System.err.println("`tupelo server --help` lists the options.");
        return CommandLine.ExitCode.USAGE;
    }

    /// Reads a file of options.
    ///
    /// @throws IllegalArgumentException if it is no properties file, or there is something else in it
    private static Properties read(File file, CommandSpec spec) throws IOException {
        Properties properties = new Properties();
        try (Reader in = new FileReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        Set<String> known = new TreeSet<>();
        for (OptionSpec option : spec.options()) {
            if (!option.usageHelp() && !option.versionHelp() && !option.longestName().equals("--config")) {
                known.add(option.longestName().substring("--".length()));
            }
        }
        for (String name : properties.stringPropertyNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("there is no option " + name + "; there are " + String.join(", ", known));
            }
        }
        return properties;
    }

    /// Finds the file before the options are parsed, since it gives them their defaults.
    private static @Nullable File configFile(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--config=")) {
                return new File(arguments[i].substring("--config=".length()));
            }
            if (arguments[i].equals("--config") && i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
                return new File(arguments[i + 1]);
            }
        }
        return null;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > PORT_MAX) {
            return failed("a port is a number from 0 to " + PORT_MAX + ", not " + port);
        }
        if (host.isBlank()) {
            return failed("--host is an address or a name, such as 127.0.0.1");
        }
        if (payloadMax < 0) {
            return failed("--payload-max is a number of MiB, or 0 for any, not " + payloadMax);
        }
        if (resident < 0) {
            return failed("--resident is a number of MiB, or 0 for two fifths of the memory, not " + resident);
        }
        if (memory && resident > 0) {
            return failed("--resident needs a disk to read the rest from, and --memory keeps nothing there; leave out one of them");
        }
        if (payloadMax > 0 && payloadMax < resident) {
            return failed("--payload-max " + payloadMax + " refuses writes before there are the " + resident
                    + " MiB in memory that --resident allows; make it larger than that");
        }
        Limits limits = payloadMax == 0
                ? Limits.DEFAULT
                : Limits.DEFAULT.withMemoryBytesMax((long) payloadMax << 20);
        if (flushEvery < 0 || grace < 0) {
            return failed("--flush-every and --grace are numbers of milliseconds, not " + Math.min(flushEvery, grace));
        }
        SpaceConfig space = SpaceConfig.DEFAULT
                .withLimits(limits)
                .withFlushEveryMillis(flushEvery)
                .withGraceMillis(grace)
                .withResidentBytes(
                        resident == 0 ? SpaceConfig.DEFAULT.residentBytes() / spaces.size() : (long) resident << 20);
        NodeConfig node = NodeConfig.DEFAULT
                .withHost(host, insecure)
                .withPort(port)
                .withSpaces(spaces)
                .withSpace(space);
        try {
            serve(memory ? node : node.withData(data));
            return CommandLine.ExitCode.OK;
        } catch (JournalException damaged) {
            return failed(damaged.getMessage() + "; `tupelo journal verify` on its folder in " + data + " says more");
        } catch (SocketException | UnknownHostException | UnresolvedAddressException cannotBind) {
            return failed("can't listen on " + host + ":" + port + ": " + reason(cannotBind));
        } catch (IOException cannotKeep) {
            return failed("can't keep spaces in " + data + ": " + reason(cannotKeep));
        } catch (SpaceException refused) {
            return failed(refused.getMessage());
        }
    }

    /// Returns what is at the bottom of it: that the address is in use, say. What wraps it only names the address again.
    private static String reason(Throwable failed) {
        Throwable bottom = failed;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        return bottom.getMessage() == null ? bottom.toString() : bottom.getMessage();
    }

    private static int failed(@Nullable String why) {
        System.err.println("tupelo server: " + why);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private void serve(NodeConfig node) throws IOException, InterruptedException {
        TupeloServer server = start(node);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("tupelo-stop").unstarted(() -> {
            server.close();
            stopped.countDown();
        }));
        String kept = memory ? ", in memory" : ", kept in " + data.toAbsolutePath().normalize();
        out.println("Tupelo serves " + String.join(", ", node.spaces()) + " on tupelo://" + host + ":" + server.port() + kept);
        out.flush();
        stopped.await();
    }

    /// What the JARs bring is found through the thread's class loader, as what is on the class path is.
    private TupeloServer start(NodeConfig node) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            if (!actors.isEmpty()) {
                thread.setContextClassLoader(ServiceJars.loader(actors, before));
            }
            return TupeloServer.start(node);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
