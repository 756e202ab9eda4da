package io.tupelo.actor.durable;

import java.util.List;

/// What an actor does that keeps what has happened, instead of its state: each step appends events, from which the state follows.
///
/// @param <M> the messages it accepts: a sealed interface of records, or a record
/// @param <E> its events, likewise
/// @param <S> its state, which a snapshot keeps now and then
public interface EventSourcedActor<M, E, S extends Record> {
    /// Returns the state of an actor to which nothing has happened yet.
    S begin(String key);

    /// Handles a message: one step. The events it returns, what it replies and sends take effect together with the message being taken.
    /// A reply tells of the state before; [#apply] gives the one after.
    ///
    /// @return what happens, in order; nothing changes without
    List<E> receive(StepContext<M> step, S state, M message) throws Exception;

    /// Returns the state after something has happened. Depends on the arguments alone, also in later versions of the program.
    S apply(S state, E event);

    /// As [DurableActor#activated].
    default void activated(String key, S state) throws Exception {}

    /// As [DurableActor#passivated].
    default void passivated(String key, S state) {}
}
