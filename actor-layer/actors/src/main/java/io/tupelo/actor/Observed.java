package io.tupelo.actor;

import org.jspecify.annotations.Nullable;

/// A behavior of an actor that stands for somebody else, who is seen and stopped in its place.
///
/// @param <M> the messages
public interface Observed<M> extends Behavior<M> {
    /// Returns whom it stands for. Called by any thread, as the others.
    String observedName();

    /// Returns the call of the other's own code that it is in just now, about; null for none. No two calls are equal.
    @Nullable Object observedCall();

    /// Returns the class of the message that it is at just now, about, or what else it is at.
    String observedMessage();

    /// Is asked to end, once it has come back from what it is at.
    void leave();

    /// What it is at, for some time already, is not to be handled again if it fails.
    void drop();

    /// The thread it runs on doesn't come back from a call, and is given up unless the call is over. That thread may come back some time:
    /// nothing may follow from that any more.
    ///
    /// @return what handles the messages that wait, and those that come; null if the call is over
    @Nullable Behavior<M> giveUp(Object call);
}
