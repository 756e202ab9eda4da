package io.tupelo.runtime;

import io.tupelo.kernel.Kernel;
import io.tupelo.operation.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is told what follows, by session. Everything here happens under the space's lock.
final class Receivers {
    private final Map<Long, Receiver> bySession = new HashMap<>();

    void add(long session, Receiver receiver) {
        bySession.put(session, receiver);
    }

    /// Returns who is told what follows for a session, or null.
    @Nullable Receiver of(long session) {
        return bySession.get(session);
    }

    /// Nobody is told any more; returns who was, or null.
    @Nullable Receiver remove(long session) {
        return bySession.remove(session);
    }

    /// Makes `receiver` the one for a session, and returns the one that was, or null.
    @Nullable Receiver takeOver(long session, Receiver receiver) {
        Receiver before = bySession.put(session, receiver);
        if (before != null) {
            before.ended("another connection has taken the session over");
        }
        return before;
    }

    /// Says whether `receiver` is the one for that session still.
    @SuppressWarnings("ReferenceEquality") // a receiver is the object itself
    boolean has(long session, Receiver receiver) {
        return bySession.get(session) == receiver;
    }

    /// Tells all that what was not answered will not be.
    void interrupt(ErrorCode code, String why) {
        all().forEach(receiver -> receiver.interrupted(code, why));
    }

    /// Tells all that there is another kernel; who goes on there is added again.
    void move(Kernel other, long now) {
        List<Receiver> all = all();
        bySession.clear();
        all.forEach(receiver -> receiver.moved(other, now));
    }

    /// Tells all that the space is closed.
    void close(Kernel kernel, long now) {
        all().forEach(receiver -> receiver.closed(kernel, now));
    }

    private List<Receiver> all() {
        return List.copyOf(bySession.values());
    }
}
