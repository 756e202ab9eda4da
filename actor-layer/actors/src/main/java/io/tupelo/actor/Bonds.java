package io.tupelo.actor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What few actors have: links, monitors, timers, messages that were put aside. Of an actor's turn.
final class Bonds {
    /// With so many owed replies it is looked for the first time which of them have been given.
    private static final int OWED_FIRST = 16;

    boolean trapping;
    /// The last message that was there when the actor was buried; null if it was passed.
    Mailbox.@Nullable Node lastToKnow;
    /// Null if there never were any.
    @Nullable Timers timers;
    /// Whether it is told later that the actor has begun, and to whom.
    boolean later;

    @Nullable Consumer<@Nullable ExitReason> begun;
    /// Who is told that it has ended, since they have stopped it.
    final List<Runnable> stoppers = new ArrayList<>();
    /// Those who have asked and weren't answered when the question was handled.
    private final List<Reply<?>> owed = new ArrayList<>();
    private int owedLookedAt = OWED_FIRST;
    private final Set<Cell<?>> links = new LinkedHashSet<>();
    /// Those of others over it, and its own over others.
    final Set<Monitor> monitors = new LinkedHashSet<>();
    final Set<Monitor> monitoring = new HashSet<>();
    private final List<Mailbox.Node> stashed = new ArrayList<>();
    private final Deque<Mailbox.Node> unstashed = new ArrayDeque<>();
    private final Deque<Mailbox.Node> kept = new ArrayDeque<>();

    /// Tells whoever has to be told later that the actor has begun.
    void hasBegun(@Nullable ExitReason failure) {
        Consumer<@Nullable ExitReason> whom = begun;
        if (whom != null) {
            begun = null;
            whom.accept(failure);
        }
    }

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

    void owe(Reply<?> reply) {
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

    /// Keeps what has come to an actor that is down, until it has begun anew.
    void keep(Mailbox.Node node) {
        kept.add(node);
    }

    /// Is handled before everything else.
    void first(Mailbox.Node node) {
        unstashed.addFirst(node);
    }

    /// Returns what stays of these after the actor's end; null for nothing.
    @Nullable Bonds ofTheDead() {
        if (kept.isEmpty() && lastToKnow == null) {
            return null;
        }
        Bonds stay = new Bonds();
        stay.kept.addAll(kept);
        stay.lastToKnow = lastToKnow;
        return stay;
    }

    /// Returns what is said of a message to one that is buried.
    @SuppressWarnings("ReferenceEquality") // a node is itself only
    ExitReason reasonFor(Mailbox.Node node, ExitReason buried) {
        ExitReason why = lastToKnow == null ? ExitReason.NO_PROCESS : buried;
        if (node == lastToKnow) {
            lastToKnow = null;
        }
        return why;
    }

    boolean hasKept() {
        return !unstashed.isEmpty() || !kept.isEmpty();
    }

    /// Takes the oldest of those that come before what is in the mailbox, of which there is one.
    Mailbox.Node nextKept() {
        return unstashed.isEmpty() ? kept.removeFirst() : unstashed.removeFirst();
    }

    Timers timers(Cell<?> cell) {
        Timers there = timers;
        if (there == null) {
            there = new Timers(cell);
            timers = there;
        }
        return there;
    }

    /// Tells everybody that `cell` has ended.
    void tellAll(Cell<?> cell, ExitReason reason) {
        if (timers != null) {
            timers.cancelAll();
        }
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
        stoppers.forEach(Runnable::run);
    }
}
