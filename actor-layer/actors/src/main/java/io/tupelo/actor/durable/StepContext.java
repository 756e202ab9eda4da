package io.tupelo.actor.durable;

import io.tupelo.actor.FacetContext;
import java.time.Duration;

/// What a step can do beside changing the state. Nothing of it happens before the step is safe. Only to be used by the actor, while it
/// handles the message.
///
/// @param <M> the messages that the actor accepts
public interface StepContext<M> extends FacetContext {
    /// Returns the key of the actor.
    String key();

    /// Returns the actor, to be told to others, or to send to itself.
    VirtualRef<M> self();

    /// Returns where to reach another actor; no round trip.
    <N> VirtualRef<N> ref(ActorType<N, ?> type, String key);

    /// Answers the message, if it was a question; the first answer counts.
    ///
    /// @throws IllegalArgumentException if the answer is of another type than the question asks for, or can't be written to a space
    void reply(Object answer);

    /// Sends a message: exactly once, if this step takes effect.
    ///
    /// @throws IllegalArgumentException if that actor doesn't accept it
    <N> void tell(VirtualRef<N> other, N message);

    /// Has this actor get a message once `after` has passed, whoever hosts it by then. One of the same name is replaced.
    void remind(String name, Duration after, M message);

    /// Has this actor get a message again and again, first once `period` has passed. What was due while nobody hosted it comes once.
    void remindEvery(String name, Duration period, M message);

    /// Cancels a reminder; one that is due already doesn't come.
    void cancelReminder(String name);

    /// Has this actor get a message once `after` has passed, if it is in memory all that time: nothing is kept of a timer. One of the same
    /// name is replaced. If the step of the message throws, that is told to who hosts the actor, and it isn't tried again. It is a message as
    /// others are: an actor that gets one again and again isn't idle.
    void startTimer(String name, Duration after, M message);

    /// Cancels a timer; what has run out already may come still.
    void cancelTimer(String name);

    /// Forgets the state: the next message begins with [DurableActor#begin]. What `receive` returns isn't kept.
    void forget();
}
