package io.tupelo.examples.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A process that an example starts: the same Java and class path, another JVM. What it prints is passed on. To be closed, which kills it if
/// it lives.
public final class JavaProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    private final Thread echo;

    private JavaProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.echo = Thread.startVirtualThread(this::passOn);
    }

    /// Starts one.
    ///
    /// @param name what stands before the lines that it prints
    /// @param main the class that is run
    public static JavaProcess start(String name, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djdk.serialFilter=!*",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return new JavaProcess(name, new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void passOn() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(line -> {
                Stage.say(name + ": " + line);
                printed.add(line);
            });
        } catch (IOException | UncheckedIOException _) {
            // A process that was killed closes its end whenever it happens.
        }
    }

    /// Waits until it has printed a line, behind those that were waited for before.
    ///
    /// @throws IllegalStateException if it doesn't for a minute
    public void awaitLine(String line) throws InterruptedException {
        Stage.await(printed, line);
    }

    /// Ends it as `kill -9` does, and returns the code it ended with.
    public int kill() throws InterruptedException {
        return process.destroyForcibly().waitFor();
    }

    /// Closes what it reads, upon which it ends; waits for that and for its last words.
    public int stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return await();
    }

    /// Waits for its end and for its last words.
    public int await() throws InterruptedException {
        int code = process.waitFor();
        echo.join();
        return code;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
