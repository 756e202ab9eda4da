package io.tupelo.actor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The timers of an actor. Of its turn.
final class Timers {
    /// The key of the timer for no message.
    static final Object IDLE = new Object();

    private final Cell<?> cell;
    private final Map<Object, Timer> running = new HashMap<>();
    private long generation;
    /// How long no message may come until the actor is told; null for ever.
    private @Nullable Duration idleAfter;
    private long lastMessage;

    private record Timer(long generation, Future<?> runs) {}

    Timers(Cell<?> cell) {
        this.cell = cell;
    }

    void start(Object key, Duration after) {
        long of = ++generation;
        Future<?> runs = cell.host().dispatcher().after(after, () -> cell.signal(new SystemSignal.TimedOut(this, key, of)));
        Timer before = running.put(key, new Timer(of, runs));
        if (before != null) {
            before.runs.cancel(false);
        }
    }

    void cancel(Object key) {
        Timer there = running.remove(key);
        if (there != null) {
            there.runs.cancel(false);
        }
    }

    void cancelAll() {
        running.values().forEach(timer -> timer.runs.cancel(false));
    }

    /// A timer has run out. Returns what the actor is told; null for nothing.
    @Nullable Signal end(Object key, long of) {
        Timer there = running.get(key);
        if (there == null || there.generation != of) {
            return null;
        }
        running.remove(key);
        return key != IDLE ? new Signal.Timeout(key) : isIdle() ? new Signal.Idle() : null;
    }

    void idleAfter(@Nullable Duration after) {
        idleAfter = after;
        if (after == null) {
            cancel(IDLE);
        } else {
            lastMessage = cell.nanos();
            start(IDLE, after);
        }
    }

    void messageComes() {
        if (idleAfter != null) {
            lastMessage = cell.nanos();
        }
    }

    /// The time that no message was to come for is over. Says whether none came, and begins anew.
    private boolean isIdle() {
        Duration after = idleAfter;
        if (after == null) {
            return false;
        }
        long now = cell.nanos();
        long left = after.toNanos() - (cell.isMessageWaiting() ? 0 : now - lastMessage);
        if (left > 0) {
            start(IDLE, Duration.ofNanos(left));
            return false;
        }
        lastMessage = now;
        start(IDLE, after);
        return true;
    }
}
