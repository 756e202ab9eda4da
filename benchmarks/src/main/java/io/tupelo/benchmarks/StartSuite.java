package io.tupelo.benchmarks;

import io.tupelo.client.SpaceClient;
import io.tupelo.node.ServerMain;
import io.tupelo.space.Space;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How long it takes from the start of a server's process to its first answer to a client.
final class StartSuite implements Suite {
    private static final Pattern PORT = Pattern.compile(":(\\d+)\\b");
    /// Set by the launcher: where it lies itself.
    private static final String LAUNCHER = "tupelo.launcher";

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String description() {
        return "from the start of a server's process to its first answer to a client";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        String launcher = System.getProperty(LAUNCHER);
        try (Scratch folder = Scratch.make()) {
            Path data = folder.path("data");
            var _ = served(launcher, "--data", data.toString());
            Path kept = data.resolve("default");
            Set<Path> files = Scratch.files(kept);
            Rounds rounds = new Rounds(settings)
                    .add("jvm", _ -> started(java("-version")))
                    .add("memory", _ -> served(launcher, "--memory"))
                    .add("fresh", _ -> fresh(launcher))
                    .add("again", _ -> {
                        Sample sample = served(launcher, "--data", data.toString());
                        Scratch.restore(kept, files);
                        return sample;
                    });
            if (launcher != null) {
                rounds.add("bare", _ -> served(null, "--memory"));
            }
            return rows(rounds.run());
        }
    }

    private static Sample fresh(@Nullable String launcher) throws Exception {
        try (Scratch folder = Scratch.make()) {
            return served(launcher, "--data", folder.path("data").toString());
        }
    }

    private List<Row> rows(Map<String, Sample> medians) {
        List<Row> rows = new ArrayList<>(List.of(
                row(medians, "in memory", "memory", "java -version", "jvm"),
                row(medians, "kept in a new folder", "fresh", "in memory", "memory"),
                row(medians, "kept in a folder that is there", "again", "in memory", "memory")));
        if (medians.containsKey("bare")) {
            rows.add(row(medians, "in memory, by the launcher", "memory", "java, without an archive of classes", "bare"));
        }
        return rows;
    }

    private Row row(Map<String, Sample> medians, String label, String ours, String peer, String theirs) {
        return Row.compared(name(), label, "ms", millis(medians, ours), peer, millis(medians, theirs));
    }

    private static double millis(Map<String, Sample> medians, String side) {
        return 1e3 / Objects.requireNonNull(medians.get(side)).perSecond();
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /// As a user starts it if this was started with the launcher; otherwise without it, since it might begin to build.
    private static List<String> server(@Nullable String launcher, String... arguments) {
        List<String> command = new ArrayList<>();
        if (launcher == null) {
            command.addAll(java());
            command.addAll(ServerProcess.OPTIONS);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerMain.class.getName()));
        } else {
            command.addAll(List.of(launcher, "server"));
        }
        command.addAll(List.of("--port", "0"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Sample started(List<String> command) throws Exception {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return new Sample(1e9 / (System.nanoTime() - begin), Double.NaN);
    }

    private static Sample served(@Nullable String launcher, String... arguments) throws Exception {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(server(launcher, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                Space space = SpaceClient.connect("tupelo://127.0.0.1:" + port(output))) {
            var _ = space.defaultContainer().describe();
            return new Sample(1e9 / (System.nanoTime() - begin), Double.NaN);
        } finally {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static String port(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher found = PORT.matcher(line);
            if (found.find()) {
                return found.group(1);
            }
        }
        throw new IOException("the server did not start");
    }
}
