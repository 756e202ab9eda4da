package io.tupelo.actor;

import io.tupelo.actor.TurnWatch.Place;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// An actor is ended, also one that doesn't come back from its own code: looks now and then whether it has. If it is at the same place for
/// one look, its thread is interrupted; if for another one, the thread is given up. One look is at work at a time.
final class Stopping {
    /// How long it is between two looks.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ActorHost host;
    private final TurnWatch watch;
    private final Cell<?> cell;
    /// Whether what it is at may be handled again.
    private final boolean repeats;
    private final CompletableFuture<ActorHost.Ending> ended = new CompletableFuture<>();
    private @Nullable Place place;
    private @Nullable Grip grip;
    private boolean isInterrupted;
    /// What goes on when it was given up.
    private @Nullable Behavior<?> left;

    Stopping(ActorHost host, TurnWatch watch, Cell<?> cell, boolean repeats) {
        this.host = host;
        this.watch = watch;
        this.cell = cell;
        this.repeats = repeats;
    }

    /// Returns what completes when it has ended.
    CompletableFuture<ActorHost.Ending> ended() {
        return ended;
    }

    void begin(ExitReason reason) {
        look();
        Observed<?> observed = cell.observed();
        if (observed != null) {
            observed.leave();
        }
        cell.signal(new SystemSignal.Stop(reason, ended));
    }

    private void look() {
        if (ended.isDone()) {
            return;
        }
        Place now = watch.placeOf(cell).orElse(null);
        Grip held = grip;
        if (now == null || held == null || !now.equals(place) || !held.holds()) {
            holdOn(now);
        } else if (!isInterrupted) {
            Observed<?> observed = cell.observed();
            if (observed != null && !repeats) {
                observed.drop();
            }
            isInterrupted = true;
            held.interrupt();
        } else {
            giveUp(now, held);
        }
        if (!ended.isDone()) {
            var _ = host.dispatcher().after(GRACE, this::look);
        }
    }

    /// It has gone on since the last look, and may come to its end by itself.
    private void holdOn(@Nullable Place now) {
        place = now;
        isInterrupted = false;
        grip = now == null ? null : new Grip(now.thread());
        if (grip != null) {
            cell.hold(grip);
        }
    }

    private void giveUp(Place at, Grip held) {
        Mailbox.Node first = at.first();
        Mailbox.Node node = at.at();
        if (first == null || node == null || !held.giveUp(() -> agrees(at.call()))) {
            return;
        }
        Thread lost = held.thread();
        host.dispatcher().giveUp(lost);
        host.runningTurns().forget(lost, cell);
        cell.takeOver(lost, first);
        ended.complete(ActorHost.Ending.GIVEN_UP);
        cell.giveUp(node, left);
        cell.execute();
    }

    /// Who stands for somebody else gives that up, unless it has come back.
    private boolean agrees(@Nullable Object call) {
        Observed<?> observed = cell.observed();
        if (observed != null) {
            left = call == null ? null : observed.giveUp(call);
        }
        return observed == null || left != null;
    }

    /// That a thread is to be taken out of what it is at: an actor's own code, which may not come back. Either the thread has come back first,
    /// or it was given up first, never both.
    static final class Grip {
        private final Thread thread;
        private boolean isBack;
        private boolean isGivenUp;
        private boolean isInterrupted;

        Grip(Thread thread) {
            this.thread = thread;
        }

        Thread thread() {
            return thread;
        }

        /// The thread says that it has come back, if it is this one. Returns whether what it was in is its still.
        @SuppressWarnings("ReferenceEquality") // a thread is itself only
        synchronized boolean comeBack() {
            if (Thread.currentThread() != thread) {
                return true;
            }
            isBack = true;
            if (isInterrupted) {
                isInterrupted = false;
                // It was meant for what is over.
                var _ = Thread.interrupted();
            }
            return !isGivenUp;
        }

        /// Says whether the thread hasn't come back.
        synchronized boolean holds() {
            return !isBack;
        }

        /// Interrupts the thread, if it hasn't come back.
        synchronized void interrupt() {
            if (!isBack) {
                isInterrupted = true;
                thread.interrupt();
            }
        }

        /// Gives the thread up, if it hasn't come back, and who stands for somebody else agrees.
        synchronized boolean giveUp(BooleanSupplier agreed) {
            isGivenUp = !isBack && agreed.getAsBoolean();
            return isGivenUp;
        }
    }
}
