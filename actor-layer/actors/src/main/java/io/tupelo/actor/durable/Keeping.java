package io.tupelo.actor.durable;

import io.tupelo.operation.Operation;
import io.tupelo.tuple.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the state of one actor that is in memory is kept.
interface Keeping<S extends Record> {
    /// Returns the label of the events that are to be read before [#load], or null for none.
    ///
    /// @param kept what `actors.state` has of it, or null
    @Nullable String eventsAfter(@Nullable Tuple kept);

    /// Returns the state.
    ///
    /// @param events those that were asked for, in order
    S load(@Nullable Tuple kept, List<Tuple> events);

    /// Returns what writes the state after a step, or null.
    ///
    /// @param forgets whether the actor begins anew with `after`
    /// @param happened the events of the step
    /// @param writes what else is to be written is added to it
    @Nullable Operation keep(S before, S after, boolean forgets, List<Tuple> happened, List<Operation> writes);
}
