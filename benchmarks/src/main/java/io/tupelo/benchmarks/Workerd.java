package io.tupelo.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Cloudflare's runtime of Workers, as it comes from npm: its Durable Objects keep their storage in SQLite. Brought by `npm` into
/// `~/.cache/tupelo-bench` the first time it is wanted.
final class Workerd {
    private static final String VERSION = "1.20261117.1";
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "tupelo-bench", "workerd-" + VERSION);
    private static final List<String> FILES = List.of("counters.capnp", "counters.js");
    private static final int INSTALL_SECONDS = 240;

    private final Path executable;

    private Workerd(Path executable) {
        this.executable = executable;
    }

    /// Finds or brings it; empty, and said so, if that can't be done here.
    static Optional<Workerd> find() throws IOException, InterruptedException {
        Optional<Path> there = executable();
        if (there.isEmpty() && install()) {
            there = executable();
        }
        if (there.isEmpty()) {
            System.err.println("NO WORKERD: npm could not bring it (Debian: apt-get install npm). All rows that compare with it are left out.");
        }
        return there.map(Workerd::new);
    }

    private static Optional<Path> executable() throws IOException {
        Path modules = CACHE.resolve("node_modules").resolve("@cloudflare");
        if (!Files.isDirectory(modules)) {
            return Optional.empty();
        }
        try (Stream<Path> packages = Files.list(modules)) {
            return packages.map(each -> each.resolve("bin").resolve("workerd")).filter(Files::isExecutable).findFirst();
        }
    }

    private static boolean install() throws IOException, InterruptedException {
        Files.createDirectories(CACHE);
        ProcessBuilder npm = new ProcessBuilder(
                        "npm", "install", "--prefix", CACHE.toString(), "--no-audit", "--no-fund", "--ignore-scripts", "workerd@" + VERSION)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process;
        try {
            process = npm.start();
        } catch (IOException _) {
            return false;
        }
        if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    /// Starts a server of counters that keeps them in a folder.
    ServerProcess start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("objects"));
        for (String name : FILES) {
            try (InputStream file = Objects.requireNonNull(Workerd.class.getResourceAsStream(name))) {
                Files.write(folder.resolve(name), file.readAllBytes());
            }
        }
        return ServerProcess.listening("workerd", port -> List.of(
                executable.toString(), "serve", folder.resolve("counters.capnp").toString(),
                "--directory-path", "objects=" + folder.resolve("objects"),
                "--socket-addr", "http=127.0.0.1:" + port));
    }
}
