package io.tupelo.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command that runs benchmark suites.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Runs a suite and prints each result beside its peer's. Without a suite, lists them.")
public final class BenchMain implements Callable<Integer> {
    private static final List<Suite> SUITES = List.of(
            new EmbeddedSuite(),
            new WaitersSuite(),
            new HandoffSuite(),
            new TcpSuite(),
            new PipelinedSuite(),
            new OverloadSuite(),
            new MemorySuite(),
            new JournalSuite(),
            new DurableSuite(),
            new RecoverySuite(),
            new PauseSuite(),
            new StartSuite(),
            new ActorSuites.Tell(),
            new ActorSuites.Ask(),
            new ActorSuites.Spawn(),
            new DurableActorSuite(),
            new VirtualActorSuite(),
            new RemoteActorSuite(),
            new ObjectSuite());
    private static final String ALL = "all";

    @Parameters(arity = "0..1", paramLabel = "SUITE", description = "The suite's name, or all.")
    private @Nullable String suite;

    @Option(names = "--quick", description = "Fewer and shorter rounds: ends within 50 seconds.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the results there, an object a row.")
    private @Nullable Path json;

    @Option(names = "--case", paramLabel = "PART", description = "Only cases with this in their names.", defaultValue = "")
    private String part = "";

    @Option(names = "--profile", paramLabel = "DIR", description = "Also records with the JDK's flight recorder, into there.")
    private @Nullable Path profile;

    /// Makes the command.
    public BenchMain() {}

    /// Runs the command, and ends the process with its code.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchMain()).execute(arguments));
    }

    static List<Suite> suites() {
        return SUITES;
    }

    @Override
    public Integer call() throws Exception {
        String wanted = suite;
        if (wanted == null) {
            SUITES.forEach(each -> System.out.printf("  %-20s %s%n", each.name(), each.description()));
            System.out.printf("  %-20s %s%n", ALL, "all of them");
            return CommandLine.ExitCode.OK;
        }
        List<Suite> chosen = SUITES.stream()
                .filter(each -> wanted.equals(ALL) || wanted.equals(each.name()))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("tupelo bench: there is no suite " + wanted + "; without a name, they are listed");
            return CommandLine.ExitCode.USAGE;
        }
        Settings settings = (!quick ? Settings.FULL : chosen.size() == 1 ? Settings.QUICK : Settings.QUICK_ALL)
                .withFilter(part)
                .withProfile(profile);
        List<Row> rows = new ArrayList<>();
        for (Suite each : chosen) {
            rows.addAll(run(each, settings));
        }
        if (json != null) {
            Report.write(rows, json);
        }
        return CommandLine.ExitCode.OK;
    }

    private static List<Row> run(Suite suite, Settings settings) throws Exception {
        System.out.println("\n" + suite.name() + ": " + suite.description() + "\n");
        List<Row> rows;
        try (Recorder _ = Recorder.start(settings.profile(), suite.name())) {
            rows = suite.run(settings);
        }
        Report.print(rows, System.out);
        return rows;
    }
}
