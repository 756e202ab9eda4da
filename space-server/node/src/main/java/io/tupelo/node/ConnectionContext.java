package io.tupelo.node;

import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Interceptor;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What all connections of a node have in common.
final class ConnectionContext {
    /// After so many silences a client is taken for dead.
    static final int SILENCES_MAX = 3;

    private final NodeConfig config;
    private final SortedMap<String, SpaceRuntime> spaces;
    private final IoLoop loop;
    private final List<Interceptor> interceptors;
    private final SecureRandom secrets = new SecureRandom();
    private final List<Connection> toFlush = new ArrayList<>();

    ConnectionContext(NodeConfig config, SortedMap<String, SpaceRuntime> spaces, IoLoop loop) {
        interceptors = interceptors(config);
        this.config = config;
        this.spaces = spaces;
        this.loop = loop;
    }

    private static List<Interceptor> interceptors(NodeConfig config) {
        List<Interceptor> all = new ArrayList<>(config.interceptors());
        ServiceLoader.load(Interceptor.class).forEach(all::add);
        all.sort(Comparator.comparingInt(Interceptor::order));
        return List.copyOf(all);
    }

    NodeConfig config() {
        return config;
    }

    IoLoop loop() {
        return loop;
    }

    /// Returns those that see requests, the first one first.
    List<Interceptor> interceptors() {
        return interceptors;
    }

    @Nullable SpaceRuntime space(String name) {
        return spaces.get(name);
    }

    List<String> spaceNames() {
        return List.copyOf(spaces.keySet());
    }

    long newSecret() {
        return secrets.nextLong();
    }

    long nanoTime() {
        return System.nanoTime();
    }

    long millisSince(long epochMillis) {
        return System.currentTimeMillis() - epochMillis;
    }

    long helloNanos() {
        return TimeUnit.MILLISECONDS.toNanos(config.helloMillis());
    }

    /// To be called on the loop's thread, within a batch.
    void flushLater(Connection connection) {
        toFlush.add(connection);
    }

    /// Ends a batch: writes what its requests answered, each connection once.
    void flushAll() {
        for (int i = 0; i < toFlush.size(); i++) {
            toFlush.get(i).flushNow();
        }
        toFlush.clear();
    }
}
