package io.tupelo.examples.stage;

import static io.tupelo.coordinator.Coordinators.anyOne;
import static io.tupelo.coordinator.Coordinators.key;

import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Where an example plays: a node that was there before, or one of its own on a free port. Used by one thread; closing
/// it drops the containers it made, and stops its own node.
public final class Stage implements AutoCloseable {
    /// How long an example waits for what has to come.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(10);

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

    /// Checks that an example that plays in the memory of one process is given no address.
    ///
    /// @throws IllegalArgumentException if it is
    public static void needsNoAddress(String example, String... arguments) {
        if (arguments.length > 0) {
            throw new IllegalArgumentException(example + " uses no space, so it takes no address");
        }
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

    /// Waits until something is so.
    ///
    /// @throws IllegalStateException if it isn't for a minute
    public static void awaitThat(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not after " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// Waits until all messages to durable actors are handled, and all reminders have come that are set.
    ///
    /// @throws IllegalStateException if they haven't in a minute
    public static void awaitQuiet(Space space) {
        // Mail sets reminders, and a reminder that has come may have sent mail.
        awaitThat("there is no mail", () -> mail(space) == 0 && reminders(space) == 0 && mail(space) == 0);
    }

    /// How many messages there are, without those that aren't due, or were and are cancelled.
    private static long mail(Space space) {
        return space.container("actors.mail").count(anyOne().available());
    }

    private static long reminders(Space space) {
        return space.container("actors.reminders").describe().entries();
    }

    /// Checks that an example that kills its server, or leaves actors behind on it, is given no address of one.
    ///
    /// @throws IllegalArgumentException if it is
    public static void needsItsOwnServer(String example, String... arguments) {
        if (arguments.length > 0) {
            throw new IllegalArgumentException(example + " uses a server of its own, so it takes no address");
        }
    }

    /// Returns what a space keeps of a durable actor, or null: its state, read without asking it.
    ///
    /// @param actor its type and key, as in `account/ann`
    public static @Nullable Tuple kept(Space space, String actor) {
        return space.container("actors.state").read(key(actor).available()).tuple().orElse(null);
    }

    /// Waits for a line, and drops those before it.
    ///
    /// @throws IllegalStateException if it doesn't come for a minute
    public static void await(BlockingQueue<String> lines, String line) throws InterruptedException {
        String next;
        do {
            next = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException("this hasn't come in " + PATIENCE + ": " + line);
            }
        } while (!next.equals(line));
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
