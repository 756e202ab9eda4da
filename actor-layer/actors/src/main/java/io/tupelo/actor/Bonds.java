package io.tupelo.actor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What few actors have: links, monitors, timers, messages that were put aside. Of an actor's turn.
final class Bonds {
    /// With so many owed replies it is looked for the first time which of them have been given.
    private static final int OWED_FIRST = 16;

    /// The key of the timer for no message.
    static final Object IDLE = new Object();

    boolean trapping;
    /// How long no message may come until the actor is told; null for ever.
    @Nullable Duration idleAfter;
    long lastMessage;
    /// Whether it is told later that the actor has begun, and to whom.
    boolean later;

    @Nullable Consumer<@Nullable ExitReason> begun;
    /// Those who have asked and weren't answered when the question was handled.
    private final List<Reply> owed = new ArrayList<>();
    private int owedLookedAt = OWED_FIRST;
    private final Set<Cell<?>> links = new LinkedHashSet<>();
    /// Those of others over it, and its own over others.
    final Set<Monitor> monitors = new LinkedHashSet<>();
    final Set<Monitor> monitoring = new HashSet<>();
    private final Map<Object, Timer> timers = new HashMap<>();
    private final List<Mailbox.Node> stashed = new ArrayList<>();
    private final Deque<Mailbox.Node> unstashed = new ArrayDeque<>();
    private long generation;

    private record Timer(long generation, Future<?> runs) {}

    boolean isLinked(Cell<?> other) {
        return links.contains(other);
    }

    boolean link(Cell<?> other) {
        return links.add(other);
    }

    boolean unlink(Cell<?> other) {
        return links.remove(other);
    }

    void stash(Mailbox.Node node) {
        stashed.add(node);
    }

    void owe(Reply reply) {
        if (owed.size() >= owedLookedAt) {
            owed.removeIf(other -> !other.isOpen());
            owedLookedAt = Math.max(OWED_FIRST, 2 * owed.size());
        }
        owed.add(reply);
    }

    /// Returns what was put aside.
    List<Mailbox.Node> leftover() {
        List<Mailbox.Node> all = new ArrayList<>(unstashed);
        all.addAll(stashed);
        return all;
    }

    void unstashAll() {
        for (Mailbox.Node node : stashed.reversed()) {
            unstashed.addFirst(node);
        }
        stashed.clear();
    }

    void first(Mailbox.Node node) {
        unstashed.addFirst(node);
    }

    boolean isUnstashing() {
        return !unstashed.isEmpty();
    }

    Mailbox.@Nullable Node nextUnstashed() {
        return unstashed.pollFirst();
    }

    long nextGeneration() {
        return ++generation;
    }

    void startTimer(Object key, long of, Future<?> runs) {
        Timer before = timers.put(key, new Timer(of, runs));
        if (before != null) {
            before.runs.cancel(false);
        }
    }

    void cancelTimer(Object key) {
        Timer there = timers.remove(key);
        if (there != null) {
            there.runs.cancel(false);
        }
    }

    /// Says whether it is that timer still which has run out.
    boolean endTimer(Object key, long of) {
        Timer there = timers.get(key);
        if (there == null || there.generation != of) {
            return false;
        }
        timers.remove(key);
        return true;
    }

    /// Tells everybody that `cell` has ended.
    void tellAll(Cell<?> cell, ExitReason reason) {
        timers.values().forEach(timer -> timer.runs.cancel(false));
        if (begun != null) {
            begun.accept(reason);
        }
        owed.forEach(reply -> reply.fail(reason));
        for (Cell<?> link : links) {
            link.signal(new SystemSignal.Exit(cell, reason, true));
        }
        for (Monitor monitor : monitors) {
            monitor.watcher().signal(new SystemSignal.Down(monitor, reason));
        }
        for (Monitor monitor : monitoring) {
            monitor.watched().signal(new SystemSignal.Monitored(monitor, false));
        }
    }
}
