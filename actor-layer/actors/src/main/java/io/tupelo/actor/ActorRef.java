package io.tupelo.actor;

import java.time.Duration;
import java.util.function.Function;

/// Where messages to an actor go. Stays good while its supervisor restarts it. Thread-safe; compared by identity.
///
/// @param <M> the messages that the actor accepts
public interface ActorRef<M> {
    /// Sends a message, and doesn't wait. What one sender sends to one actor arrives in the order in which it was sent. What is sent to
    /// an actor that has ended for good goes to the dead letters of its host.
    ///
    /// @throws MailboxFullException if its mailbox is bounded, full, and refuses more
    void tell(M message);

    /// Asks, and waits for the reply. To be called from a thread that may wait, a virtual one best; not by an actor, which would hold up
    /// others: see [Context#ask]. An actor that has nothing else to do and doesn't block handles the question on the calling thread, which
    /// saves waking another one; the time this takes is not limited by `timeout`.
    ///
    /// @param question makes the message of where the reply goes
    /// @param timeout how long to wait
    /// @throws AskException if no reply came in time, the actor doesn't exist, or it ended before it replied; why is its reason
    default <R> R ask(Function<ActorRef<R>, ? extends M> question, Duration timeout) {
        ReplySlot<R> slot = new ReplySlot<>();
        question(question.apply(slot), slot);
        return slot.await(timeout);
    }

    /// Sends a question of somebody else's: it is their reply that it is answered by, and that fails if the actor can't handle it or ends
    /// before it has replied. What [#ask] and [Context#forward] do; for those who bring questions from elsewhere.
    default void question(M message, Reply<?> reply) {
        tell(message);
    }

    /// Returns the name it is registered under, or a number if it has none.
    String name();
}
