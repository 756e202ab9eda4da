package io.tupelo.actor.test;

import io.tupelo.actor.dispatch.Dispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// Runs the turns of actors on the thread of a test, in an order that follows from a seed, in a time of its own that passes only when
/// nothing else is to be done. Of one thread.
public final class SimulatedDispatcher implements Dispatcher {
    private final Random random;
    private final List<Runnable> turns = new ArrayList<>();
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private long nanos;
    private long number;

    private static final class Due extends CompletableFuture<Void> implements Comparable<Due> {
        private final long at;
        private final long number;
        private final Runnable action;

        Due(long at, long number, Runnable action) {
            this.at = at;
            this.number = number;
            this.action = action;
        }

        @Override
        public int compareTo(Due other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    /// Makes one in which nothing has happened.
    ///
    /// @param seed from which the order of turns follows
    public SimulatedDispatcher(long seed) {
        random = new Random(seed);
    }

    @Override
    public void execute(Runnable turn, boolean blocking) {
        turns.add(turn);
    }

    @Override
    public Future<?> after(Duration delay, Runnable action) {
        Due due = new Due(nanos + delay.toNanos(), number++, action);
        dues.add(due);
        return due;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
        while (!future.isDone()) {
            if (!step() && !skip(Long.MAX_VALUE)) {
                throw new IllegalStateException("nothing happens any more, and what is waited for hasn't");
            }
        }
        return future.join();
    }

    /// Runs a turn; says whether there was one.
    public boolean step() {
        if (turns.isEmpty()) {
            return false;
        }
        int one = random.nextInt(turns.size());
        Runnable turn = turns.get(one);
        turns.set(one, turns.getLast());
        turns.removeLast();
        turn.run();
        return true;
    }

    /// Runs turns until there are none.
    public void settle() {
        while (step()) {
            // Each may bring about others.
        }
    }

    /// Lets time pass, and what happens in it.
    public void pass(Duration time) {
        long end = nanos + time.toNanos();
        do {
            settle();
        } while (skip(end));
        nanos = end;
    }

    /// Goes on to the next thing that is due by then; says whether there was one.
    private boolean skip(long end) {
        Due next = dues.peek();
        while (next != null && next.isCancelled()) {
            dues.remove();
            next = dues.peek();
        }
        if (next == null || next.at > end) {
            return false;
        }
        dues.remove();
        nanos = Math.max(nanos, next.at);
        next.action.run();
        return true;
    }

    @Override
    public void close() {
        turns.clear();
        dues.clear();
    }
}
