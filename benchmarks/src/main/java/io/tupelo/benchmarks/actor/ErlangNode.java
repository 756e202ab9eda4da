package io.tupelo.benchmarks.actor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// An Erlang node that does what it is told to, a command at a time, until closed.
public final class ErlangNode implements AutoCloseable {
    private static final String PROGRAM = "peer.escript";

    private final Path program;
    private final Process process;
    private final PrintStream commands;
    private final BufferedReader results;

    private ErlangNode(Path program) throws IOException {
        this.program = program;
        process = new ProcessBuilder("escript", program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        results = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts one; empty, and said so, if Erlang is not installed.
    public static Optional<ErlangNode> start() throws IOException, InterruptedException {
        if (!isInstalled()) {
            System.err.println("NO ERLANG: there is no erl on the PATH (Debian: apt-get install erlang-base). "
                    + "All rows that compare with it are left out.");
            return Optional.empty();
        }
        Path program = Files.createTempFile("tupelo-bench-", ".escript");
        try (InputStream source = Objects.requireNonNull(ErlangNode.class.getResourceAsStream(PROGRAM))) {
            Files.write(program, source.readAllBytes());
        }
        ErlangNode node = new ErlangNode(program);
        if (!"ready".equals(node.results.readLine())) {
            node.close();
            throw new IOException("the Erlang node did not start");
        }
        return Optional.of(node);
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("erl", "-noshell", "-eval", "halt().").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /// Has it call a server for so long, one call after the other.
    ///
    /// @return the median and the 99th percentile, in nanoseconds
    public double[] call(long millis) throws IOException {
        return command("call " + millis);
    }

    /// Has it start so many servers under a supervisor.
    ///
    /// @return the nanoseconds this took, and the bytes of each
    public double[] spawn(int servers) throws IOException {
        return command("spawn " + servers);
    }

    private double[] command(String command) throws IOException {
        commands.println(command);
        String line = results.readLine();
        if (line == null) {
            throw new IOException("the Erlang node has ended");
        }
        return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(program);
    }
}
