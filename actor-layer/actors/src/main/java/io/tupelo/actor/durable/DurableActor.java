package io.tupelo.actor.durable;

/// What an actor does whose state is kept. Its code is that of all actors of its type, and has no state of its own; unless each has an
/// object while it is in memory ([ActorType#perActivation]), whose fields are a cache.
///
/// @param <M> the messages it accepts: a sealed interface of records, or a record
/// @param <S> its state
public interface DurableActor<M, S extends Record> {
    /// Returns the state of an actor that has none yet.
    S begin(String key);

    /// Handles a message: one step. What it returns, replies and sends takes effect together with the message being taken, or not at all.
    /// If it throws, nothing of it has happened; the message is tried again as [ActorType#retries] says.
    ///
    /// @return the state from then on; a record that equals `state` isn't written
    S receive(StepContext<M> step, S state, M message) throws Exception;

    /// Is told that an actor is in memory from now on, before its first message there. Best effort: what it does isn't undone.
    ///
    /// @throws Exception if it can't be; the actor is left alone for a while, and its messages wait
    default void activated(String key, S state) throws Exception {}

    /// Is told that an actor is in memory no longer, and that its state is safe. Not called if the host ends, or has lost the actor. What it
    /// throws is told to who hosts the actor, and changes nothing.
    default void passivated(String key, S state) {}
}
