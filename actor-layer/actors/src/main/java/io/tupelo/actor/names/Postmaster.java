package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.Signal;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Wait;
import io.tupelo.space.Outcome;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Takes the mail of this process, and puts it into the mailboxes. Itself an actor.
final class Postmaster implements Behavior<Postmaster.Event> {
    private static final int LETTERS_MAX = 256;
    /// After how long it tries again when the space had too much to do.
    private static final Duration REST = Duration.ofSeconds(1);

    private final SpaceNames names;
    private @Nullable CompletableFuture<Outcome> taking;

    /// What it is told.
    sealed interface Event {
        /// Mail has come, or won't.
        record Came(@Nullable Outcome outcome, @Nullable Throwable failure) implements Event {}

        /// No mail is to be taken any more.
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
        CompletableFuture<Outcome> mail = names.space()
                .container(SpaceActors.MAIL)
                .atMostOnce()
                .takeAsync(Registry.mailOf(names.process()).upTo(LETTERS_MAX), Wait.FOREVER);
        taking = mail;
        var _ = mail.whenComplete((outcome, failure) -> me.tell(new Event.Came(outcome, failure)));
    }

    @Override
    public Behavior<Event> receive(Context<Event> context, Event event) {
        return switch (event) {
            case Event.Came(var _, Throwable failure) when failure != null -> failed(context, failure);
            case Event.Came(Outcome outcome, var _) -> {
                if (outcome != null) {
                    outcome.entries().forEach(this::deliver);
                }
                take(context.self());
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
        take(context.self());
        return this;
    }

    private Behavior<Event> failed(Context<Event> context, Throwable failure) {
        if (Holder.isLasting(failure)) {
            names.lost("its process takes no mail any more: " + failure);
        } else {
            context.startTimer(this, REST);
        }
        return this;
    }

    private void deliver(Entry letter) {
        Tuple tuple = letter.tuple();
        names.deliver(tuple.string(0), tuple.typed(1, Tuple.class));
    }
}
