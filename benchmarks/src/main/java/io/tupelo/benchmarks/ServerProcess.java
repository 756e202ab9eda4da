package io.tupelo.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server in a process of its own, on its processors (see [Pinning]), until closed.
final class ServerProcess implements AutoCloseable {
    /// As `bin/tupelo server` starts it.
    static final List<String> OPTIONS = List.of(
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djdk.serialFilter=!*",
            "-XX:+UseG1GC",
            "-XX:+ExitOnOutOfMemoryError");
    private static final Pattern PORT = Pattern.compile(":(\\d+)\\b");
    private static final int TRIES = 200;
    private static final int PAUSE_MILLIS = 25;

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    int port() {
        return port;
    }

    /// Starts a Java program that prints the port it listens on in its first line, behind a colon.
    static ServerProcess java(Settings settings, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        Path profile = settings.profile();
        if (profile != null) {
            command.add("-XX:StartFlightRecording:settings=profile,jdk.CPUTimeSample#enabled=true,"
                    + "jdk.CPUTimeSample#throttle=1ms,filename="
                    + profile.resolve(main.getSimpleName() + "-" + System.nanoTime() + ".jfr"));
            command.add("-Xlog:jfr+startup=off");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = start(command, ProcessBuilder.Redirect.PIPE);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher found = PORT.matcher(line);
            if (found.find()) {
                return new ServerProcess(process, Integer.parseInt(found.group(1)));
            }
        }
        throw new IOException(main.getName() + " did not start");
    }

    /// Starts Redis, keeping nothing on disk; empty, and said so, if it is not installed.
    static Optional<ServerProcess> redis() throws IOException, InterruptedException {
        return redis(List.of("--appendonly", "no"));
    }

    /// Starts a Redis whose answers leave when what they say is on the disk, in `folder`; empty, and said so, if it is not
    /// installed. Its log grows without being rewritten, which would only cost it time.
    static Optional<ServerProcess> durableRedis(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return redis(List.of(
                "--dir", folder.toString(), "--appendonly", "yes", "--appendfsync", "always",
                "--auto-aof-rewrite-percentage", "0"));
    }

    private static Optional<ServerProcess> redis(List<String> keeping) throws IOException, InterruptedException {
        if (!isInstalled()) {
            System.err.println("NO REDIS: there is no redis-server on the PATH (Debian: apt-get install redis-server). "
                    + "All rows that compare with it are left out.");
            return Optional.empty();
        }
        return Optional.of(listening("redis-server", port -> {
            List<String> command = new ArrayList<>(List.of(
                    "redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
            command.addAll(keeping);
            return command;
        }));
    }

    /// Starts a program that is told which port to listen on, and waits until it does.
    static ServerProcess listening(String name, IntFunction<List<String>> command) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ServerProcess server = new ServerProcess(start(command.apply(port), ProcessBuilder.Redirect.DISCARD), port);
        server.awaitListening(name);
        return server;
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("redis-server", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static Process start(List<String> command, ProcessBuilder.Redirect output) throws IOException {
        return new ProcessBuilder(Pinning.server(command))
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void awaitListening(String name) throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException _) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
        close();
        throw new IOException(name + " does not listen on port " + port);
    }

    /// Kills it, as `kill -9` does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
