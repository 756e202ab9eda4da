package io.tupelo.actor;

/// Makes what an actor does at first: OTP's `init`. Called by whoever starts the actor, who waits for it, and again whenever it is
/// restarted.
@FunctionalInterface
public interface Setup<M> {
    /// Returns what it does with its first message; [Behavior#stop(ExitReason)] if it can't begin, [Behavior#ignore()] if it needn't.
    ///
    /// @throws Exception why it can't begin
    Behavior<M> start(Context<M> context) throws Exception;
}
