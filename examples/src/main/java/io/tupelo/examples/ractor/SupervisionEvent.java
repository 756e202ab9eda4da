package io.tupelo.examples.ractor;

/// What happens to a worker.
sealed interface SupervisionEvent {
    /// It has begun.
    record ActorStarted(String worker) implements SupervisionEvent {}

    /// It has ended, and why.
    record ActorFailed(String worker, String why) implements SupervisionEvent {}
}
