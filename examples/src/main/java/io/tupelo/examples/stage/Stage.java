package io.tupelo.examples.stage;

import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where an example plays: a node that was there before, or one of its own on a free port. Used by one thread; closing
/// it drops the containers it made, and stops its own node.
public final class Stage implements AutoCloseable {
    private final @Nullable TupeloServer node;
    private final String address;
    private final Deque<String> containers = new ArrayDeque<>();

    private Stage(@Nullable TupeloServer node, String address) {
        this.node = node;
        this.address = address;
    }

    /// Opens the stage at the address that the first argument is, or starts a node if there is none.
    ///
    /// @throws IOException if no node can be started
    public static Stage open(String... arguments) throws IOException {
        if (arguments.length > 0) {
            return new Stage(null, arguments[0]);
        }
        TupeloServer node = TupeloServer.start(NodeConfig.DEFAULT.withPort(0));
        return new Stage(node, "tupelo://127.0.0.1:" + node.port());
    }

    /// Returns the address by which other processes reach it.
    public String address() {
        return address;
    }

    /// Opens one more session over the network; to be closed by who asks.
    public Space connect() {
        return SpaceClient.connect(address);
    }

    /// Creates a container that is empty, also if an earlier run was cut short and left it behind.
    public Container create(Space space, ContainerSpec spec) {
        dropIfThere(space, spec.name());
        containers.add(spec.name());
        return space.create(spec);
    }

    private static void dropIfThere(Space space, String container) {
        try {
            space.drop(container);
        } catch (SpaceException failed) {
            if (failed.code() != ErrorCode.UNKNOWN_CONTAINER) {
                throw failed;
            }
        }
    }

    /// Prints a line.
    public static void say(String line) {
        System.out.println(line);
    }

    /// Prints what an example shows, and `found`, which it is.
    ///
    /// @throws IllegalStateException if it is not `expected`
    public static void show(String what, @Nullable Object expected, @Nullable Object found) {
        if (!Objects.equals(expected, found)) {
            throw new IllegalStateException(what + ": expected " + expected + ", but found " + found);
        }
        say(what + ": " + found);
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        } else if (!containers.isEmpty()) {
            try (Space space = connect()) {
                containers.forEach(container -> dropIfThere(space, container));
            }
        }
    }
}
