package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Signal;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.space.SpaceException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Holds one address for one actor: writes its entry, renews it, and gives it up when the actor ends. Itself an actor.
final class Holder<M> implements Behavior<Holder.Event> {
    private static final String RENEW = "renew";
    private static final String KILL = "kill";
    private static final int RENEWALS_A_LEASE = 4;
    /// How long an actor that is to end has for it.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final SpaceNames names;
    private final Holding<M> holding;
    private final CompletableFuture<Registration<M>> begun;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private @Nullable Fence fence;
    private @Nullable Local<M> local;
    /// Why it is given up; null while it isn't.
    private @Nullable String leaving;

    /// What it is told.
    sealed interface Event {
        /// The entry was written, or couldn't be.
        record Entered(Answer.@Nullable Written written, @Nullable Throwable failure) implements Event {}

        /// The entry couldn't be renewed.
        record NotRenewed(Throwable failure) implements Event {}

        /// It is to be given up.
        record Leave() implements Event {}

        /// It is another's already.
        record Lost(String why) implements Event {}

        /// The entry is gone.
        record GivenUp() implements Event {}
    }

    /// @param begun completes once the address is held, or with why it isn't
    Holder(SpaceNames names, Holding<M> holding, CompletableFuture<Registration<M>> begun) {
        this.names = names;
        this.holding = holding;
        this.begun = begun;
    }

    Behavior<Event> begin(Context<Event> context) {
        ActorRef<Event> me = context.self();
        Operation put = new Operation.Put(Registry.NAMES, holding.address(), names.entry(holding), 0, Wait.NOW);
        var _ = names.space().submitAsync(Request.of(put)).whenComplete((answer, failure) ->
                me.tell(new Event.Entered(answer instanceof Answer.Written written ? written : null, failure)));
        return this;
    }

    @Override
    public Behavior<Event> receive(Context<Event> context, Event event) {
        return switch (event) {
            case Event.Entered(var written, var failure) -> entered(context, written, failure);
            case Event.NotRenewed(Throwable failure) -> isLasting(failure) ? lose(context, "its lease has ended: " + failure) : this;
            case Event.Leave() -> leave(context);
            case Event.Lost(String why) -> lose(context, why);
            case Event.GivenUp() -> {
                ended.complete(Objects.requireNonNullElse(leaving, "given up"));
                yield Behavior.stop();
            }
        };
    }

    @Override
    public Behavior<Event> signal(Context<Event> context, Signal signal) {
        switch (signal) {
            case Signal.Down(_, _, ExitReason reason) -> giveUp(context, "its actor has ended: " + reason);
            case Signal.Timeout(Object key) when key.equals(RENEW) -> renew(context);
            case Signal.Timeout _ when local != null -> context.kill(local.actor());
            default -> {}
        }
        return this;
    }

    /// Says whether trying again is of no use.
    static boolean isLasting(Throwable failure) {
        return !(failure instanceof SpaceException space) || space.retry() == ErrorCode.Retry.NEVER;
    }

    private Behavior<Event> entered(Context<Event> context, Answer.@Nullable Written written, @Nullable Throwable failure) {
        if (written == null) {
            refuse(failure);
            return Behavior.stop();
        }
        Fence held = new Fence(written.ids().getFirst());
        fence = held;
        if (leaving != null) {
            begun.completeExceptionally(new IllegalStateException(holding.address() + " was given up: " + leaving));
            cancel(context);
            return this;
        }
        try {
            ActorRef<M> actor = holding.actor().apply(held);
            local = new Local<>(holding.messages(), actor);
            var _ = context.monitor(actor);
        } catch (RuntimeException failed) {
            leaving = "there is no actor for it: " + failed;
            begun.completeExceptionally(failed);
            cancel(context);
            return this;
        }
        Registration<M> registration =
                new Registration<>(names, holding.address(), held, context.self(), local.actor(), ended);
        names.arrived(local, registration);
        startRenewing(context);
        begun.complete(registration);
        return this;
    }

    private void refuse(@Nullable Throwable failure) {
        if (!(failure instanceof SpaceException space && space.code() == ErrorCode.VERSION_MISMATCH)) {
            begun.completeExceptionally(
                    failure != null ? failure : new IllegalStateException(holding.address() + " could not be written"));
            return;
        }
        var _ = names.find(holding.address()).whenComplete((place, _) -> begun.completeExceptionally(new NameTakenException(
                holding.address(),
                place == null || place.isEmpty() ? "(that has just left)" : place.get().host())));
    }

    // ---- its lease ----

    private void startRenewing(Context<Event> context) {
        Duration lease = holding.lease();
        if (lease != null) {
            context.startTimer(RENEW, lease.dividedBy(RENEWALS_A_LEASE));
        }
    }

    private void renew(Context<Event> context) {
        Duration lease = holding.lease();
        if (fence == null || lease == null) {
            return;
        }
        ActorRef<Event> me = context.self();
        var _ = names.space()
                .submitAsync(Request.of(new Operation.Renew(Registry.NAMES, fence.entry(), lease.toMillis())))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        me.tell(new Event.NotRenewed(failure));
                    }
                });
        startRenewing(context);
    }

    // ---- its end ----

    private Behavior<Event> leave(Context<Event> context) {
        if (leaving != null) {
            return this;
        }
        if (holding.owned() && local != null) {
            context.exit(local.actor(), ExitReason.SHUTDOWN);
            context.startTimer(KILL, GRACE);
        } else {
            giveUp(context, "it was given up");
        }
        return this;
    }

    private void giveUp(Context<Event> context, String why) {
        if (leaving == null) {
            leaving = why;
            depart();
            if (fence != null) {
                cancel(context);
            }
        }
    }

    private void cancel(Context<Event> context) {
        context.cancelTimer(RENEW);
        ActorRef<Event> me = context.self();
        var _ = names.space()
                .submitAsync(Request.of(
                        new Operation.Cancel(Registry.NAMES, Objects.requireNonNull(fence).entry())))
                .whenComplete((_, _) -> me.tell(new Event.GivenUp()));
    }

    private Behavior<Event> lose(Context<Event> context, String why) {
        depart();
        if (holding.owned() && local != null) {
            context.kill(local.actor());
        }
        names.report(holding.address(), why);
        begun.completeExceptionally(new IllegalStateException(holding.address() + " was lost: " + why));
        ended.complete(why);
        return Behavior.stop();
    }

    private void depart() {
        if (local != null) {
            names.departed(holding.address(), local);
        }
    }
}
