package io.tupelo.actor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// Runs turns, and what is due, when a test says so: for what happens between the end of a time and the turn of who is told.
public final class ManualDispatcher implements Dispatcher {
    private final Deque<Runnable> turns = new ArrayDeque<>();
    private final List<Runnable> due = new ArrayList<>();

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
