package io.tupelo.actor;

/// Where the one answer to a question goes. What comes later is dropped.
///
/// @param <R> the answers
public interface Reply<R> extends ActorRef<R> {
    /// No reply will come, for this reason.
    void fail(ExitReason reason);

    /// Says whether it is waited for still.
    boolean isOpen();
}
