package io.tupelo.coordinator.contract;

import io.tupelo.coordinator.Item;
import io.tupelo.tuple.Tuple;
import org.jspecify.annotations.Nullable;

/// An item with one coordinate, in slot 0.
///
/// @param id the entry's number
/// @param position the entry's position
/// @param tuple the tuple
/// @param placed the coordinate as it is kept
public record PlacedItem(long id, long position, Tuple tuple, @Nullable Object placed) implements Item {
    @Override
    public @Nullable Object coordinate(int slot) {
        if (slot != 0) {
            throw new IndexOutOfBoundsException("slot " + slot);
        }
        return placed;
    }
}
