package io.tupelo.space;

import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Operation;

/// One of several selections to wait on at once; see [Space#takeEither]. Immutable.
///
/// @param container the container's name
/// @param selection what to pick there
public record Choice(String container, Selection selection) {
    /// Makes the choice of what `selection` picks from `container`.
    public static Choice from(String container, Selection selection) {
        return new Choice(container, selection);
    }

    /// Makes the choice of what `selection` picks from `container`.
    public static Choice from(Container container, Selection selection) {
        return new Choice(container.name(), selection);
    }

    Operation.From toFrom() {
        return new Operation.From(container, selection);
    }
}
