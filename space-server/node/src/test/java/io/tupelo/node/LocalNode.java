package io.tupelo.node;

import io.tupelo.client.SpaceClient;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.space.Space;
import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.OpensSpaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;

/// A node for one test on a port of its own, and a session with its default space besides those that the test is about.
public final class LocalNode implements AutoCloseable {
    private final Space other;
    private TupeloServer server;

    private LocalNode(Function<TupeloServer, Space> opening) {
        server = start(NodeConfig.DEFAULT.withPort(0));
        other = opening.apply(server);
    }

    private static TupeloServer start(NodeConfig config) {
        try {
            return TupeloServer.start(config);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Starts a node, and connects to it.
    public static LocalNode connected() {
        return new LocalNode(server -> SpaceClient.connect(address(server.port())));
    }

    /// Starts a node, whose other session goes through no connection.
    public static LocalNode unconnected() {
        return new LocalNode(server -> Space.over(space(server)));
    }

    /// Returns the address of what listens at `port`.
    public static String address(int port) {
        return "tupelo://127.0.0.1:" + port;
    }

    /// Returns the node's address.
    public String address() {
        return address(port());
    }

    /// Returns once no session but that of `only` is connected to its space.
    static void awaitOneConnection(Duration patience, Space only) {
        OpensSpaces.await(
                patience,
                "connections to end",
                () -> only.inspect(Subject.SESSIONS).rows().stream()
                                .filter(row -> row.get(1).equals("connected"))
                                .count()
                        <= 1);
    }

    int port() {
        return server.port();
    }

    /// Returns the other session. It ends with the node that it was opened with.
    public Space other() {
        return other;
    }

    /// Opens a session with the default space that goes through no connection.
    SpacePort space() {
        return space(server);
    }

    private static SpacePort space(TupeloServer server) {
        return server.space("default");
    }

    /// Stops the node.
    void stop() {
        server.close();
    }

    /// Stops the node, and starts another one in its place.
    void replaceBy(NodeConfig config) {
        stop();
        server = start(config);
    }

    @Override
    public void close() {
        other.close();
        stop();
    }
}
