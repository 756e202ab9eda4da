package io.tupelo.examples.durablequeue;

import io.tupelo.examples.stage.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Runs the script that kills a server ten times while others use it, and that counts what they have done.
public final class DurableQueue {
    private static final List<String> SCRIPTS = List.of("durable-queue.sh", "count.sh");

    private DurableQueue() {}

    /// Runs it, in a folder of its own.
    ///
    /// @throws IllegalArgumentException if it is given the address of a server, which it would kill
    /// @throws IllegalStateException if a job was not done, or done twice
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            throw new IllegalArgumentException("durable-queue kills the server it uses, so it uses one of its own");
        }
        Path folder = Files.createTempDirectory("tupelo-durable-queue");
        try {
            for (String script : SCRIPTS) {
                unpack(script, folder);
            }
            Path work = Files.createDirectory(folder.resolve("work"));
            int status = run(folder.resolve(SCRIPTS.getFirst()), work);
            if (status != 0) {
                throw new IllegalStateException("the script ended with status " + status);
            }
            Stage.say("each job was done exactly once");
        } finally {
            delete(folder);
        }
    }

    private static void unpack(String script, Path folder) throws IOException {
        try (InputStream in = DurableQueue.class.getResourceAsStream(script)) {
            Path file = folder.resolve(script);
            Files.copy(Objects.requireNonNull(in, script + " is not on the class path"), file);
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("can't make " + file + " executable");
            }
        }
    }

    private static int run(Path script, Path work) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString(), work.toString()).redirectErrorStream(true);
        builder.environment()
                .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(Stage::say);
            return process.waitFor();
        } finally {
            // The script ends what it has started.
            process.destroy();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
