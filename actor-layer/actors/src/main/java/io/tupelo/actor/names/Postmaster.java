package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.Monitor;
import io.tupelo.actor.Signal;
import io.tupelo.operation.Wait;
import io.tupelo.space.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Takes the post of this process, and puts it into the mailboxes. Itself an actor.
final class Postmaster implements Behavior<Postmaster.Event> {
    private static final int ENTRIES_MAX = 32;
    /// After how long it tries again when the space had too much to do.
    private static final Duration REST = Duration.ofSeconds(1);

    private final SpaceNames names;
    private @Nullable CompletableFuture<Outcome> taking;
    /// What is to be done when those end that have an address only because somebody elsewhere has heard of them.
    private final Map<Monitor, Runnable> exported = new HashMap<>();

    /// What it is told.
    sealed interface Event {
        /// Post has come, or won't.
        record Came(@Nullable Outcome outcome, @Nullable Throwable failure) implements Event {}

        /// An actor is known elsewhere, until it ends.
        record Exported(String address, Local<?> local) implements Event {}

        /// No post is to be taken any more.
        record Close(CompletableFuture<Void> closed) implements Event {}
    }

    Postmaster(SpaceNames names) {
        this.names = names;
    }

    Behavior<Event> begin(Context<Event> context) {
        take(context.self());
        return this;
    }

    private void take(ActorRef<Event> me) {
        CompletableFuture<Outcome> post = names.space()
                .container(Registry.POST)
                .atMostOnce()
                .takeAsync(Registry.postOf(names.process()).upTo(ENTRIES_MAX), Wait.FOREVER);
        taking = post;
        var _ = post.whenComplete((outcome, failure) -> me.tell(new Event.Came(outcome, failure)));
    }

    @Override
    public Behavior<Event> receive(Context<Event> context, Event event) {
        return switch (event) {
            case Event.Came(var _, Throwable failure) when failure != null -> failed(context, failure);
            case Event.Came(Outcome outcome, var _) -> {
                take(context.self());
                if (outcome != null) {
                    outcome.entries().forEach(entry -> names.deliver(entry.tuple()));
                }
                yield this;
            }
            case Event.Exported(var address, var local) -> {
                exported.put(context.monitor(local.actor()), () -> names.departed(address, local));
                yield this;
            }
            case Event.Close(var closed) -> {
                if (taking != null) {
                    taking.cancel(false);
                }
                closed.complete(null);
                yield Behavior.stop();
            }
        };
    }

    @Override
    public Behavior<Event> signal(Context<Event> context, Signal signal) {
        switch (signal) {
            case Signal.Timeout _ -> take(context.self());
            case Signal.Down down -> Objects.requireNonNull(exported.remove(down.monitor())).run();
            default -> {}
        }
        return this;
    }

    private Behavior<Event> failed(Context<Event> context, Throwable failure) {
        if (Holder.isLasting(failure)) {
            names.lost("its process takes no post any more: " + failure);
        } else {
            context.startTimer(this, REST);
        }
        return this;
    }
}
