package io.tupelo.examples.wordcount;

import io.tupelo.examples.stage.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A worker's process, seen from the master: the same Java and class path, another JVM. What it prints is passed on. To
/// be closed, which kills it if it lives.
final class WorkerProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Thread echo;

    private WorkerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.echo = Thread.startVirtualThread(this::passOn);
    }

    static WorkerProcess start(String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djdk.serialFilter=!*",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName()));
        command.addAll(arguments);
        return new WorkerProcess(name, new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void passOn() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(line -> Stage.say(name + ": " + line));
        } catch (IOException | UncheckedIOException _) {
            // A process that was killed closes its end whenever it happens.
        }
    }


    /// Ends it as `kill -9` does, and returns the code it ended with.
    int kill() throws InterruptedException {
        return process.destroyForcibly().waitFor();
    }

    /// Waits for its end and for its last words.
    int await() throws InterruptedException {
        int code = process.waitFor();
        echo.join();
        return code;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
