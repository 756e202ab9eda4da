package io.tupelo.actor.names;

import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.Signal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Tries again and again to be the process where a singleton runs. Itself an actor.
final class Candidate<M> implements Behavior<Candidate.Event> {
    private static final String TRY = "try";
    /// So many times within a lease it tries.
    private static final int TRIES_A_LEASE = 4;

    private final SpaceNames names;
    private final Holding<M> holding;
    private final Duration pause;
    private volatile @Nullable Registration<M> here;
    private boolean trying;
    private @Nullable CompletableFuture<Void> closed;

    /// What it is told.
    sealed interface Event {
        /// It runs here now, or doesn't.
        record Tried(@Nullable Registration<?> registration, @Nullable Throwable failure) implements Event {}

        /// It doesn't run here any more.
        record Ended() implements Event {}

        /// It isn't to run here any more.
        record Close(CompletableFuture<Void> closed) implements Event {}
    }

    Candidate(SpaceNames names, Holding<M> holding) {
        this.names = names;
        this.holding = holding;
        this.pause = Objects.requireNonNull(holding.lease()).dividedBy(TRIES_A_LEASE);
    }

    @Nullable Registration<M> here() {
        return here;
    }

    Behavior<Event> begin(Context<Event> context) {
        attempt(context);
        return this;
    }

    private void attempt(Context<Event> context) {
        trying = true;
        context.pipe(names.hold(holding).thenApply(registration -> here = registration), Event.Tried::new);
    }

    @Override
    public Behavior<Event> signal(Context<Event> context, Signal signal) {
        if (signal instanceof Signal.Timeout && closed == null) {
            attempt(context);
        }
        return this;
    }

    @Override
    public Behavior<Event> receive(Context<Event> context, Event event) {
        switch (event) {
            case Event.Tried(var registration, var failure) -> {
                trying = false;
                if (registration != null) {
                    context.pipe(registration.ended(), (_, _) -> new Event.Ended());
                } else {
                    tellFailure(failure);
                    context.startTimer(TRY, pause);
                }
            }
            case Event.Ended() -> {
                here = null;
                context.startTimer(TRY, pause);
            }
            case Event.Close(var done) -> closed = done;
        }
        return closed == null ? this : close(closed);
    }

    private void tellFailure(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : SpaceNames.cause(failure);
        if (cause != null && !(cause instanceof NameTakenException)) {
            names.report(holding.address(), "it could not be started here: " + cause);
        }
    }

    private Behavior<Event> close(CompletableFuture<Void> done) {
        Registration<M> running = here;
        if (running != null) {
            var _ = running.leave();
        } else if (!trying) {
            done.complete(null);
            return Behavior.stop();
        }
        return this;
    }
}
