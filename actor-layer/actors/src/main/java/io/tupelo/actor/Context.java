package io.tupelo.actor;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What an actor can do beside handling a message. Only to be used by the actor itself, while it handles one.
///
/// @param <M> the messages it accepts
public interface Context<M> extends FacetContext {
    /// Returns the actor.
    ActorRef<M> self();

    /// Returns the host it lives on.
    ActorHost host();

    /// Says whether that is the actor that has started this one.
    boolean isParent(ActorRef<?> other);

    /// Starts another actor, linked to this one, and returns once it has begun.
    ///
    /// @throws StartException if it can't begin
    <N> ActorRef<N> spawnLink(ActorSpec<N> spec);

    /// Links this actor to another one: if either ends, the other is told or ends as well. Once is as good as often. Linking to one that
    /// has ended is answered by its exit, with [ExitReason#NO_PROCESS].
    void link(ActorRef<?> other);

    /// Ends a link. What it has brought about and wasn't handled yet is dropped.
    void unlink(ActorRef<?> other);

    /// Has this actor told of the end of another one, by [Signal.Down]; at once if it has ended.
    Monitor monitor(ActorRef<?> other);

    /// Ends a monitor. What it has brought about and wasn't handled yet is dropped.
    void demonitor(Monitor monitor);

    /// Sends an exit signal. [ExitReason#NORMAL] does nothing to another one that doesn't trap exits.
    void exit(ActorRef<?> other, ExitReason reason);

    /// Kills another actor, whether it traps exits or not.
    void kill(ActorRef<?> other);

    /// Sets whether exit signals come as [Signal.Exit] from now on, instead of ending this actor.
    void trapExits(boolean trapping);

    /// Doesn't handle the present message: its asker is told why, or it goes to the dead letters.
    void refuse(ExitReason why);

    /// Sends the present message on, as it is. If it is a question, it is the other actor's from then on: it fails if that one ends.
    void forward(ActorRef<? super M> other);

    /// Keeps the present message for later.
    void stash();

    /// Handles what is stashed next, in its order, before what waits in the mailbox.
    void unstashAll();

    /// Has a message handled before those that wait, which is for what the actor owes itself: in [Setup#start], its first one. Signals
    /// still come before it.
    void handleFirst(M message);

    /// Says whether a message waits to be handled.
    boolean isMessageWaiting();

    /// Has this actor told by [Signal.Idle] whenever no message came for so long; null for never.
    void receiveTimeout(@Nullable Duration after);

    /// Starts a timer that is told by [Signal.Timeout]; one that was started under an equal key is cancelled.
    void startTimer(Object key, Duration after);

    /// Cancels a timer. If it has run out and wasn't told yet, it isn't.
    void cancelTimer(Object key);

    /// Asks another actor. What comes of it is made a message to this one: the reply, or why there is none.
    default <N, R> void ask(
            ActorRef<N> other,
            Function<ActorRef<R>, ? extends N> question,
            Duration timeout,
            BiFunction<@Nullable R, @Nullable Throwable, ? extends M> message) {
        ReplyMessage<M, R> reply = new ReplyMessage<>(self(), message);
        reply.failAfter(host().dispatcher(), timeout);
        other.question(question.apply(reply), reply);
    }

    /// Makes what becomes of a stage a message to this actor.
    default <R> void pipe(CompletionStage<R> stage, BiFunction<@Nullable R, @Nullable Throwable, ? extends M> message) {
        ActorRef<M> self = self();
        var _ = stage.whenComplete((value, failure) -> self.tell(message.apply(value, failure)));
    }
}
