package io.tupelo.reliability.model;

/// What the model does at a moment.
///
/// @param due the moment in milliseconds
/// @param set when the moment was set, as a count of such events: it orders what is due at once
record ModelTimer(long due, long set, Runnable event) {
    static final ModelTimer NEVER = new ModelTimer(Long.MAX_VALUE, Long.MAX_VALUE, () -> {});

    ModelTimer orEarlier(long otherDue, long otherSet, Runnable otherEvent) {
        boolean earlier = otherDue < due || (otherDue == due && otherSet < set);
        return earlier ? new ModelTimer(otherDue, otherSet, otherEvent) : this;
    }
}
