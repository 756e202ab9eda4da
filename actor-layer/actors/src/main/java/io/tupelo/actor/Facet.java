package io.tupelo.actor;

import org.jspecify.annotations.Nullable;

/// A concern of its own that is put around what an actor does with its messages: [ActorSpec#with], [ActorHost#attach], or a durable
/// actor's type. Those that are named first are further out. One object may serve many actors; it is then called by several threads.
///
/// @param <M> the messages
public interface Facet<M> {
    /// Is called before a message is handled. If it refuses, neither the facets within nor the actor see the message: who has asked is
    /// told why, and one that was told goes to the dead letters. The facets further out are called [#after].
    ///
    /// @return null to let it pass, or why it isn't
    default @Nullable String before(FacetContext at, M message) {
        return null;
    }

    /// Is called after a message was handled, or refused further in; not if handling it has failed.
    default void after(FacetContext at, M message) {}

    /// Is called when handling a message has failed, or a facet further in has, whose failure nobody has dealt with.
    ///
    /// @return whether it is dealt with: the actor goes on as it was before the message, and facets further out are called [#after]
    default boolean failed(FacetContext at, M message, Throwable failure) {
        return false;
    }
}
