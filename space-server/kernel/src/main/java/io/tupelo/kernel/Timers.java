package io.tupelo.kernel;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// The moments at which something is due, earliest first, and first set first among equals.
///
/// A cancelled timer stays in the queue until it is due or until more than half of the queue is cancelled, so setting
/// and cancelling cost O(log n) amortized.
final class Timers {
    private static final int PURGE_MIN = 64;

    static final class Timer implements Comparable<Timer> {
        private final long due;
        private final long order;
        private @Nullable Timed target;

        private Timer(long due, long order, Timed target) {
            this.due = due;
            this.order = order;
            this.target = target;
        }

        long due() {
            return due;
        }

        @Override
        public int compareTo(Timer other) {
            int byDue = Long.compare(due, other.due);
            return byDue != 0 ? byDue : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Timer> queue = new PriorityQueue<>();
    private long orders;
    private int cancelled;

    Timer set(long due, Timed target) {
        Timer timer = new Timer(due, orders++, target);
        queue.add(timer);
        return timer;
    }

    void cancel(@Nullable Timer timer) {
        if (timer != null && timer.target != null) {
            timer.target = null;
            cancelled++;
            if (cancelled > PURGE_MIN && cancelled > queue.size() / 2) {
                queue.removeIf(dead -> dead.target == null);
                cancelled = 0;
            }
        }
    }

    /// Returns when the next one is due, in milliseconds since 1970; [Long#MAX_VALUE] if none is.
    long nextDue() {
        dropCancelled();
        Timer first = queue.peek();
        return first == null ? Long.MAX_VALUE : first.due;
    }

    /// Removes and returns what is due first, if it is due by `now`.
    @Nullable Timed pollDue(long now) {
        dropCancelled();
        Timer first = queue.peek();
        if (first == null || first.due > now) {
            return null;
        }
        queue.remove();
        Timed target = first.target;
        first.target = null;
        return target;
    }

    private void dropCancelled() {
        for (Timer first = queue.peek(); first != null && first.target == null; first = queue.peek()) {
            queue.remove();
            cancelled--;
        }
    }
}
