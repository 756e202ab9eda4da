package io.tupelo.reliability.actors;

import io.tupelo.actor.dispatch.Dispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// Runs the turns of one host when it is told to, in an order that follows from the seed, in the time of a [SimulatedSpace].
final class HostDispatcher implements Dispatcher {
    private static final long NANOS_A_MILLI = 1_000_000;

    private final Random random;
    private final SimulatedSpace space;
    private final List<Runnable> turns = new ArrayList<>();
    private final List<Due> dues = new ArrayList<>();

    private static final class Due extends CompletableFuture<Void> {
        private final long at;
        private final Runnable action;

        Due(long at, Runnable action) {
            this.at = at;
            this.action = action;
        }
    }

    HostDispatcher(Random random, SimulatedSpace space) {
        this.random = random;
        this.space = space;
    }

    /// Runs one turn, or something that is due; says whether there was anything.
    boolean step() {
        dues.removeIf(Due::isCancelled);
        List<Due> ready = dues.stream().filter(due -> due.at <= nanos()).toList();
        int all = turns.size() + ready.size();
        if (all == 0) {
            return false;
        }
        int one = random.nextInt(all);
        if (one < turns.size()) {
            turns.remove(one).run();
        } else {
            Due due = ready.get(one - turns.size());
            dues.remove(due);
            due.action.run();
        }
        return true;
    }

    @Override
    public void execute(Runnable turn, boolean blocking) {
        turns.add(turn);
    }

    @Override
    public Future<?> after(Duration delay, Runnable action) {
        Due due = new Due(nanos() + delay.toNanos(), action);
        dues.add(due);
        return due;
    }

    @Override
    public long nanos() {
        return space.now() * NANOS_A_MILLI;
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
        while (!future.isDone()) {
            if (!step()) {
                throw new IllegalStateException("what is waited for never happens");
            }
        }
        return future.join();
    }

    @Override
    public void close() {
        turns.clear();
        dues.clear();
    }
}
