package io.tupelo.examples.stage;

import io.tupelo.actor.durable.ActorTypes;
import io.tupelo.node.ServerMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// A server in a process of its own, with its space on the disk, and actors that it may host: to be killed and started again. Used by one
/// thread. Closing it kills it, and deletes what it has kept.
public final class Server implements AutoCloseable {
    /// Ports below those that the system gives out by itself: who tries one of these in vain may connect to itself.
    private static final int PORT_LEAST = 20_000;

    private static final int PORTS = 10_000;

    private final Path folder;
    private final List<String> options;
    private final int port;
    private JavaProcess process;

    private Server(Path folder, List<String> options, int port) throws IOException {
        this.folder = folder;
        this.options = options;
        this.port = port;
        this.process = run();
    }

    /// Starts one, as `tupelo server --data DATA`.
    public static Server start() throws IOException {
        return new Server(Files.createTempDirectory("tupelo-example"), List.of(), freePort());
    }

    /// Starts one that hosts actors, as `tupelo server --data DATA --actors JAR`.
    ///
    /// @param types says which
    public static Server start(Class<? extends ActorTypes> types) throws IOException {
        Path folder = Files.createTempDirectory("tupelo-example");
        Path path = folder.resolve("actors.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path))) {
            // The classes are on the class path; a JAR of one's own would have them, too.
            jar.putNextEntry(new JarEntry("META-INF/services/" + ActorTypes.class.getName()));
            jar.write(types.getName().getBytes(StandardCharsets.UTF_8));
        }
        return new Server(folder, List.of("--actors", path.toString()), freePort());
    }

    private static int freePort() {
        for (long first = ProcessHandle.current().pid(); ; first++) {
            int port = PORT_LEAST + Math.toIntExact(first % PORTS);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException _) {
                // Someone listens there.
            }
        }
    }

    private JavaProcess run() throws IOException {
        Stream<String> own = Stream.of("--port", Integer.toString(port), "--data", folder.resolve("data").toString());
        return JavaProcess.start("server", ServerMain.class, Stream.concat(own, options.stream()).toList());
    }

    /// Returns where it is reached, once it is up.
    public String address() {
        return "tupelo://127.0.0.1:" + port;
    }

    /// Ends it as `kill -9` does, and starts another one on the same data.
    public void killAndRestart() throws IOException, InterruptedException {
        Stage.say("kill -9: the server ended with status " + process.kill());
        process = run();
    }

    /// Waits until it has printed a line, as [JavaProcess#awaitLine].
    public void awaitLine(String line) throws InterruptedException {
        process.awaitLine(line);
    }

    @Override
    public void close() throws IOException {
        process.close();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
