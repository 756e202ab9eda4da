package io.tupelo.reliability.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A server in a process of its own, to be killed. A test that dies leaves it behind.
public final class ServerProcess {
    /// The status of a process that was killed.
    static final int KILLED = 128 + 9;

    /// Ports below those that the system gives out by itself: a client that tries one of these in vain may connect to itself,
    /// and then nobody else can listen there.
    private static final int PORT_LEAST = 20_000;

    private static final int PORTS = 10_000;

    private final Process process;
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final Queue<String> said = new ConcurrentLinkedQueue<>();

    private ServerProcess(Process process) {
        this.process = process;
        Thread.ofPlatform().daemon().name("server-output").start(this::read);
    }

    /// Returns a port on which nobody listens.
    public static int freePort(Random random) throws IOException {
        while (true) {
            int port = PORT_LEAST + random.nextInt(PORTS);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException _) {
                // Someone listens there.
            }
        }
    }

    /// Starts one.
    ///
    /// @param prefix what the command line begins with, such as a tracer; or nothing
    /// @param main the class that is run, which prints a line once it serves
    public static ServerProcess start(List<String> prefix, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:-UsePerfData",
                "-XX:+UseCompactObjectHeaders",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ServerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith("Tupelo serves")) {
                    ready.complete(true);
                }
            }
        } catch (IOException | UncheckedIOException _) {
            // A process that was killed closes its end whenever it happens.
        }
        ready.complete(false);
    }

    /// Says whether it serves.
    public boolean isReady() {
        return ready.getNow(false);
    }

    /// Waits until it serves or has ended, and says whether it serves.
    public boolean awaitReady() {
        return ready.join();
    }

    /// Returns the lines that it has printed so far.
    public List<String> said() {
        return List.copyOf(said);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Returns the process's id.
    public long pid() {
        return process.pid();
    }

    /// Ends it as `kill -9` does, if it lives, and waits for its end.
    ///
    /// @return the status it ended with
    public int kill() throws InterruptedException {
        // A tracer that is killed leaves behind what it traces.
        List<ProcessHandle> traced = process.descendants().toList();
        traced.forEach(ProcessHandle::destroyForcibly);
        int status = process.destroyForcibly().waitFor();
        traced.forEach(one -> one.onExit().join());
        return status;
    }

    /// Kills it, and makes sure that it had not ended before by itself.
    public void killAlive() throws InterruptedException {
        assertThat(process.isAlive()).as("the server has not ended by itself").isTrue();
        assertThat(kill()).isEqualTo(KILLED);
    }
}
