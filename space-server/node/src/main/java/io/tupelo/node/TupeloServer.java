package io.tupelo.node;

import io.tupelo.operation.ErrorCode;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpacePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/// A node: spaces, and a listener through which they are reached. Thread-safe; owns its threads and spaces.
public final class TupeloServer implements AutoCloseable {
    private static final int READ_BYTES = 64 << 10;
    private static final int READ_BYTES_LEAST = 2 << 10;
    private static final int BACKLOG = 1024;
    private static final long SWEEP_MILLIS = 200;
    private static final long FAREWELL_MILLIS = 1_000;

    private static final Pattern SPACE_NAME = Pattern.compile("[\\p{L}\\p{Nd}_.-][\\p{L}\\p{Nd}_./-]{0,199}");

    private final NodeConfig config;
    private final SortedMap<String, SpaceRuntime> spaces = new TreeMap<>();
    private final ThreadFactory threads = Thread.ofPlatform().daemon().name("tupelo-io-", 0).factory();
    private final ExecutorService ioThreads = Executors.newCachedThreadPool(threads);
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("tupelo-sweep").factory());
    private final IoLoop loop = new IoLoop(ioThreads);
    private final NioSocketAcceptor acceptor = new NioSocketAcceptor(loop);
    private final ConnectionHandler handler;
    private final Services services;

    private TupeloServer(NodeConfig config) {
        this.config = config;
        services = new Services(config.services());
        handler = new ConnectionHandler(new ConnectionContext(config, spaces, loop));
    }

    /// Opens the spaces, starts the services, and begins to listen. Returns once clients can connect.
    ///
    /// @throws IOException if the address can't be bound, or a space's folder can't be used or read
    /// @throws SpaceException with `INVALID_REQUEST` if it is not a loopback address and `insecure` is not set, if a
    ///     space can't have the name it should, or if a service can't be started
    public static TupeloServer start(NodeConfig config) throws IOException {
        InetAddress address = InetAddress.getByName(config.host());
        if (!address.isLoopbackAddress() && !config.insecure()) {
            throw new SpaceException(
                    ErrorCode.INVALID_REQUEST,
                    config.host() + " is not a loopback address, and this version has neither TLS nor credentials: "
                            + "whoever reaches the port may do everything; add --insecure if that is wanted");
        }
        config.spaces().forEach(TupeloServer::checkName);
        TupeloServer server = new TupeloServer(config);
        try {
            server.listen(new InetSocketAddress(address, config.port()));
            return server;
        } catch (IOException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /// A space's name is the end of an address, and a word of the shell.
    private static void checkName(String name) {
        if (!SPACE_NAME.matcher(name).matches()) {
            throw new SpaceException(
                    ErrorCode.INVALID_REQUEST,
                    "a space's name has 1 to 200 letters, digits, and _ - . / within, which '" + name + "' has not");
        }
    }

    private void listen(InetSocketAddress address) throws IOException {
        for (String name : config.spaces()) {
            spaces.put(name, open(name));
        }
        spaces.values().forEach(services::start);
        SocketSessionConfig sessions = acceptor.getSessionConfig();
        sessions.setTcpNoDelay(true);
        sessions.setReuseAddress(true);
        sessions.setMinReadBufferSize(READ_BYTES_LEAST);
        sessions.setMaxReadBufferSize(READ_BYTES);
        sessions.setReadBufferSize(READ_BYTES);
        sessions.setIdleTime(IdleStatus.READER_IDLE, config.silenceSeconds());
        acceptor.setReuseAddress(true);
        acceptor.setBacklog(BACKLOG);
        acceptor.setHandler(handler);
        acceptor.bind(address);
        var _ = sweeper.scheduleWithFixedDelay(handler::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private SpaceRuntime open(String name) throws IOException {
        Path data = config.data();
        if (data == null) {
            return SpaceRuntime.create(name, config.limits(), config.space().clock());
        }
        return SpaceRuntime.open(name, data.resolve(folderOf(name)), config.space());
    }

    /// Returns the folder of a space: its name, with those characters escaped that are no part of a file's name.
    private static String folderOf(String space) {
        String folder = URLEncoder.encode(space, StandardCharsets.UTF_8);
        return folder.startsWith(".") ? "%2E" + folder.substring(1) : folder;
    }

    /// Returns the port it listens on.
    public int port() {
        return acceptor.getLocalAddress().getPort();
    }

    /// Returns a way into one of its spaces that needs no network.
    ///
    /// @throws SpaceException with `UNKNOWN_SPACE` if it serves none of that name
    public SpacePort space(String name) {
        SpaceRuntime space = spaces.get(name);
        if (space == null) {
            throw new SpaceException(ErrorCode.UNKNOWN_SPACE, "there is no space " + name);
        }
        return space.port();
    }

    /// Stops to listen, tells the clients, and closes the services and then the spaces. Waits a second at most for the clients to be told.
    @Override
    public void close() {
        acceptor.unbind();
        sweeper.shutdownNow();
        handler.refuseAll();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MILLIS);
        for (IoSession io : acceptor.getManagedSessions().values()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            io.getCloseFuture().awaitUninterruptibly(Math.max(0, left));
        }
        acceptor.dispose();
        loop.dispose();
        ioThreads.shutdown();
        services.close();
        spaces.values().forEach(SpaceRuntime::close);
    }
}
