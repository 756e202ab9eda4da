package io.tupelo.coordinator;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A selection of several selectors, or of another number than one.
///
/// @param selectors the selectors in order, 1 to 16
/// @param howMany how many of what the last one yields
public record Chain(List<Selector> selectors, Count howMany) implements Selection {
    /// How many selectors a chain has at most.
    public static final int SELECTORS_MAX = 16;

    /// Checks the length and copies the list.
    public Chain {
        requireNonNull(howMany, "howMany");
        selectors = List.copyOf(selectors);
        if (selectors.isEmpty() || selectors.size() > SELECTORS_MAX) {
            throw new InvalidSelectionException(
                    "a selection has 1 to " + SELECTORS_MAX + " selectors, not " + selectors.size());
        }
    }

    static Chain of(List<Selector> before, Selector next, Count howMany) {
        List<Selector> longer = new ArrayList<>(before);
        longer.add(next);
        return new Chain(longer, howMany);
    }

    @Override
    public String toString() {
        String chain = selectors.stream().map(Selector::toString).collect(Collectors.joining(" | "));
        return howMany.equals(Count.ONE) ? chain : chain + " " + howMany;
    }
}
