package io.tupelo.actor;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What an actor is told by the host and by other actors, before its messages. Each is told once, to one actor.
abstract class SystemSignal {
    /// The one that came before, until the actor has put them in order.
    @Nullable SystemSignal before;

    /// Happens, in the actor's own turn.
    abstract void happen(Cell<?> cell);

    /// An exit signal.
    static final class Exit extends SystemSignal {
        private final Cell<?> from;
        private final ExitReason reason;
        private final boolean byLink;

        Exit(Cell<?> from, ExitReason reason, boolean byLink) {
            this.from = from;
            this.reason = reason;
            this.byLink = byLink;
        }

        @Override
        void happen(Cell<?> cell) {
            cell.exited(from, reason, byLink);
        }
    }

    static final class Kill extends SystemSignal {
        @Override
        void happen(Cell<?> cell) {
            cell.kill();
        }
    }

    /// Somebody from outside has it end.
    static final class Stop extends SystemSignal {
        private final ExitReason reason;
        private final CompletableFuture<ActorHost.Ending> ended;

        /// @param ended is told when it has; if it is by then, nothing happens
        Stop(ExitReason reason, CompletableFuture<ActorHost.Ending> ended) {
            this.reason = reason;
            this.ended = ended;
        }

        @Override
        void happen(Cell<?> cell) {
            if (!ended.isDone()) {
                cell.stop(reason, () -> ended.complete(ActorHost.Ending.ENDED));
            }
        }
    }

    /// Nothing; but who finds it looks whether it is to be stopped.
    static final class Nudge extends SystemSignal {
        @Override
        void happen(Cell<?> cell) {}
    }

    static final class Linked extends SystemSignal {
        private final Cell<?> by;
        private final boolean on;

        Linked(Cell<?> by, boolean on) {
            this.by = by;
            this.on = on;
        }

        @Override
        void happen(Cell<?> cell) {
            cell.linkedBy(by, on);
        }
    }

    static final class Monitored extends SystemSignal {
        private final Monitor monitor;
        private final boolean on;

        Monitored(Monitor monitor, boolean on) {
            this.monitor = monitor;
            this.on = on;
        }

        @Override
        void happen(Cell<?> cell) {
            cell.monitoredBy(monitor, on);
        }
    }

    static final class Down extends SystemSignal {
        private final Monitor monitor;
        private final ExitReason reason;

        Down(Monitor monitor, ExitReason reason) {
            this.monitor = monitor;
            this.reason = reason;
        }

        @Override
        void happen(Cell<?> cell) {
            cell.down(monitor, reason);
        }
    }

    static final class TimedOut extends SystemSignal {
        private final Timers of;
        private final Object key;
        private final long generation;

        TimedOut(Timers of, Object key, long generation) {
            this.of = of;
            this.key = key;
            this.generation = generation;
        }

        @Override
        void happen(Cell<?> cell) {
            cell.timedOut(of, key, generation);
        }
    }

    /// Its facets change.
    static final class Reshape<M> extends SystemSignal {
        private final UnaryOperator<Facets<M>> change;

        Reshape(UnaryOperator<Facets<M>> change) {
            this.change = change;
        }

        @Override
        @SuppressWarnings("unchecked") // made for an actor of those messages
        void happen(Cell<?> cell) {
            ((Cell<M>) cell).reshape(change);
        }
    }

    /// Its supervisor has it begin anew.
    static final class Restart extends SystemSignal {
        @Override
        void happen(Cell<?> cell) {
            cell.restart();
        }
    }

    /// Its supervisor gives it up.
    static final class Bury extends SystemSignal {
        private final ExitReason reason;

        Bury(ExitReason reason) {
            this.reason = reason;
        }

        @Override
        void happen(Cell<?> cell) {
            cell.bury(reason);
        }
    }

    /// A child has begun, or couldn't.
    static final class Began extends SystemSignal {
        private final Cell<?> child;
        private final @Nullable ExitReason failure;

        Began(Cell<?> child, @Nullable ExitReason failure) {
            this.child = child;
            this.failure = failure;
        }

        @Override
        void happen(Cell<?> cell) {
            cell.childBegan(child, failure);
        }
    }
}
