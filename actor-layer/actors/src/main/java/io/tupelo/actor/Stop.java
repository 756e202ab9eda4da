package io.tupelo.actor;

/// What a behavior returns to end its actor.
record Stop<M>(ExitReason reason) implements Behavior<M> {
    /// Why one ends that is to be ignored.
    static final ExitReason IGNORE = new ExitReason.Because("ignore");

    @Override
    public Behavior<M> receive(Context<M> context, M message) {
        throw new IllegalStateException("the actor has ended");
    }
}
