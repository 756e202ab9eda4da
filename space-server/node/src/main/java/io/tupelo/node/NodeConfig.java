package io.tupelo.node;

import io.tupelo.operation.Limits;
import io.tupelo.runtime.SpaceConfig;
import io.tupelo.space.Interceptor;
import io.tupelo.space.SpaceService;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a node listens, and what it holds its clients to.
///
/// @param host the address it binds to
/// @param port the port, or 0 for any free one
/// @param insecure whether an address that is not a loopback one is allowed, where everyone who reaches it may do all
/// @param spaces the names of the spaces it serves
/// @param connectionsMax how many connections there may be; more are refused
/// @param helloMillis how long a connection may take for its first frame, in milliseconds
/// @param leaseMillis how long a session outlives its connection unless its client says otherwise, in milliseconds
/// @param leaseMillisMax how long a session outlives its connection at most, in milliseconds
/// @param silenceSeconds after how long a silence a client is pinged, in seconds; after three of them it is taken for dead
/// @param unsentBytesMax how much may be waiting to be sent to one connection before its requests wait too, in bytes
/// @param space how each of the spaces is kept, and what it refuses to exceed
/// @param data the folder in which each of the spaces has one of its own, or null for spaces in memory
/// @param interceptors who sees its clients' requests and answers, beside those that are found by
///     [java.util.ServiceLoader]
/// @param services what works beside its spaces, with that found by [java.util.ServiceLoader]
public record NodeConfig(
        String host,
        int port,
        boolean insecure,
        List<String> spaces,
        int connectionsMax,
        int helloMillis,
        int leaseMillis,
        int leaseMillisMax,
        int silenceSeconds,
        int unsentBytesMax,
        SpaceConfig space,
        @Nullable Path data,
        List<Interceptor> interceptors,
        List<SpaceService> services) {
    /// The port of Tupelo.
    public static final int PORT = 7420;

    /// One space `default` on the loopback address, port [#PORT].
    public static final NodeConfig DEFAULT = new NodeConfig(
            "127.0.0.1", PORT, false, List.of("default"), 10_000, 10_000, 15_000, 3_600_000, 5, 8 << 20,
            SpaceConfig.DEFAULT, null, List.of(), List.of());

    /// Copies the lists, and of spaces that are named twice keeps one.
    public NodeConfig {
        spaces = spaces.stream().distinct().toList();
        interceptors = List.copyOf(interceptors);
        services = List.copyOf(services);
    }

    /// Returns this for another address.
    public NodeConfig withHost(String address, boolean allowInsecure) {
        return new NodeConfig(
                address, port, allowInsecure, spaces, connectionsMax, helloMillis, leaseMillis, leaseMillisMax,
                silenceSeconds, unsentBytesMax, space, data, interceptors, services);
    }

    /// Returns this for another port; 0 for any free one.
    public NodeConfig withPort(int number) {
        return new NodeConfig(
                host, number, insecure, spaces, connectionsMax, helloMillis, leaseMillis, leaseMillisMax,
                silenceSeconds, unsentBytesMax, space, data, interceptors, services);
    }

    /// Returns this for spaces of other names.
    public NodeConfig withSpaces(List<String> names) {
        return new NodeConfig(
                host, port, insecure, names, connectionsMax, helloMillis, leaseMillis, leaseMillisMax,
                silenceSeconds, unsentBytesMax, space, data, interceptors, services);
    }

    /// Returns this with other bounds on connections: how many, how long they may take for their first frame, and after
    /// how long a silence they are pinged.
    public NodeConfig withConnections(int most, int firstFrameMillis, int silence) {
        return new NodeConfig(
                host, port, insecure, spaces, most, firstFrameMillis, leaseMillis, leaseMillisMax, silence,
                unsentBytesMax, space, data, interceptors, services);
    }

    /// Returns this with other limits of its spaces.
    public NodeConfig withLimits(Limits others) {
        return new NodeConfig(
                host, port, insecure, spaces, connectionsMax, helloMillis, leaseMillis, leaseMillisMax, silenceSeconds,
                unsentBytesMax, space.withLimits(others), data, interceptors, services);
    }

    /// Returns this with spaces that are kept in folders of `folder`, one for each.
    public NodeConfig withData(Path folder) {
        return new NodeConfig(
                host, port, insecure, spaces, connectionsMax, helloMillis, leaseMillis, leaseMillisMax, silenceSeconds,
                unsentBytesMax, space, folder, interceptors, services);
    }

    /// Returns this with spaces that are kept in another way.
    public NodeConfig withSpace(SpaceConfig config) {
        return new NodeConfig(
                host, port, insecure, spaces, connectionsMax, helloMillis, leaseMillis, leaseMillisMax, silenceSeconds,
                unsentBytesMax, config, data, interceptors, services);
    }

    /// Returns what each of the spaces refuses to exceed.
    public Limits limits() {
        return space.limits();
    }

    /// Returns this with interceptors that are not found by [java.util.ServiceLoader].
    public NodeConfig withInterceptors(List<Interceptor> some) {
        return new NodeConfig(
                host, port, insecure, spaces, connectionsMax, helloMillis, leaseMillis, leaseMillisMax, silenceSeconds,
                unsentBytesMax, space, data, some, services);
    }

    /// Returns this with services that are not found by [java.util.ServiceLoader].
    public NodeConfig withServices(List<SpaceService> some) {
        return new NodeConfig(
                host, port, insecure, spaces, connectionsMax, helloMillis, leaseMillis, leaseMillisMax, silenceSeconds,
                unsentBytesMax, space, data, interceptors, some);
    }
}
