package io.tupelo.node;

import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Interceptor;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    /// Those that other threads than the loop's want to be flushed.
    private final Queue<Connection> noted = new ConcurrentLinkedQueue<>();
    /// How many frames of requests were passed to which durable spaces in the present round of the loop.
    private final IdentityHashMap<SpaceRuntime, Integer> passed = new IdentityHashMap<>();

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

    /// Has the loop write what is to be sent to a connection: at the end of the present batch, or of the next one if this is another
    /// thread. What one thread has to say to many connections costs it nothing but noting them, and one wake-up.
    void flushLater(Connection connection) {
        if (loop.isReceiving()) {
            toFlush.add(connection);
        } else {
            noted.add(connection);
            loop.wake();
        }
    }

    /// Says whether other threads have noted connections.
    boolean hasNoted() {
        return !noted.isEmpty();
    }

    /// Writes what is to be sent to the connections that other threads have noted. To be called on the loop's thread, within a batch.
    void flushNoted() {
        for (Connection next = noted.poll(); next != null; next = noted.poll()) {
            next.flushNow();
        }
    }

    /// Notes that a frame of requests was passed to a durable space in this round. To be called on the loop's thread.
    void passedTo(SpaceRuntime space) {
        passed.merge(space, 1, Integer::sum);
    }

    /// Says whether there is anything to be done at the end of this round.
    boolean endsRound() {
        return !passed.isEmpty();
    }

    /// Tells the spaces that a round is over.
    void endRound() {
        try {
            passed.forEach((space, frames) -> space.endRound(frames == 1));
        } finally {
            passed.clear();
        }
    }

    /// Ends a batch: writes what its requests answered, each connection once.
    void flushAll() {
        for (int i = 0; i < toFlush.size(); i++) {
            toFlush.get(i).flushNow();
        }
        toFlush.clear();
    }
}
