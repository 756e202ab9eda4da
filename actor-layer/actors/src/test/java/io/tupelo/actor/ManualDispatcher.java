package io.tupelo.actor;

import io.tupelo.actor.dispatch.Dispatcher;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;

/// Runs turns, and what is due, when a test says so: for what happens between the end of a time and the turn of who is told. Thread-safe.
public final class ManualDispatcher implements Dispatcher {
    private final Queue<Runnable> turns = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();

    @Override
    public void execute(Runnable turn, boolean blocking) {
        turns.add(turn);
    }

    @Override
    public Future<?> after(Duration delay, Runnable action) {
        due.add(action);
        return new CompletableFuture<>();
    }

    @Override
    public long nanos() {
        return 0;
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
        runTurns();
        return future.join();
    }

    /// Does all that is due, whenever that is, but runs no turn.
    public void ringAll() {
        List<Runnable> all = List.copyOf(due);
        due.clear();
        all.forEach(Runnable::run);
    }

    /// Does what is due first, if there is anything, but runs no turn.
    public void ring() {
        Runnable next = due.poll();
        if (next != null) {
            next.run();
        }
    }

    /// Runs turns until there are none.
    public void runTurns() {
        for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.run();
        }
    }

    @Override
    public void close() {
        turns.clear();
        due.clear();
    }
}
