package io.tupelo.operation;

import static java.util.Objects.requireNonNull;

import io.tupelo.coordinator.Selector;
import io.tupelo.tuple.Tuple;
import java.util.List;

/// An entry to be written.
///
/// @param tuple the tuple
/// @param coordinates what each coordinator is given
/// @param options how long it lives and from when on it is seen
public record Draft(Tuple tuple, List<Selector> coordinates, WriteOptions options) {
    /// Checks that nothing is missing, and copies the list.
    public Draft {
        requireNonNull(tuple, "tuple");
        requireNonNull(options, "options");
        coordinates = List.copyOf(coordinates);
    }

    /// Makes a draft with coordinates and no options.
    public static Draft of(Tuple tuple, Selector... coordinates) {
        return new Draft(tuple, List.of(coordinates), WriteOptions.DEFAULT);
    }
}
