package io.tupelo.operation;

/// What can happen to an entry, as [Operation.Watch] tells it.
public enum EventKind {
    /// It can be found from now on: written, revealed after a delay, or back from where it had been taken.
    WRITTEN,
    /// It was taken, deleted, moved or dropped for good.
    TAKEN,
    /// Its lease, or the session it was bound to, ended.
    EXPIRED,
    /// Its fields changed.
    CHANGED,
    /// Some events are missing here: they are kept no longer, or the consumer was too slow.
    GAP
}
