package io.tupelo.actor.durable;

import io.tupelo.tuple.Tuple;

/// A reminder that is set.
///
/// @param name its name
/// @param generation what tells its ticks from those that were set before under this name
/// @param periodMillis after how long it comes again; 0 for once
/// @param message what comes
record Reminder(String name, String generation, long periodMillis, Tuple message) {
    static Reminder of(Tuple kept) {
        return new Reminder(kept.string(1), kept.string(2), kept.integer(3), kept.typed(4, Tuple.class));
    }

    Tuple toTuple(String actor) {
        return Tuple.tuple(actor, name, generation, periodMillis, message);
    }
}
