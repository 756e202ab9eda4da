package io.tupelo.coordinator;

import java.util.Comparator;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The index of one container by one coordinator. Confined to the container's space: never called concurrently.
///
/// What it finds is a function of the items in it alone: an index that is built again by adding the same items in the
/// order of their positions answers alike. `CoordinatorContract`, which ships beside this interface, proves that of an
/// implementation. Arguments have passed [CoordinatorType#checkArgument], coordinates
/// [CoordinatorType#checkCoordinate].
///
/// Nothing may be thrown. What is thrown all the same by [#find], [#estimate], [#order], [#limit] or [#explain] refuses the request;
/// thrown by anything else, it degrades the space.
public interface Coordinator {
    /// Turns a coordinate as given into the one that is kept, at the moment the entry gets its position. A vector
    /// turns "index 3" into an order key; most return what they get.
    default @Nullable Object place(@Nullable Object given) {
        return given;
    }

    /// Returns the item that stands in the way of another one with this coordinate, or null if there is none.
    default @Nullable Item conflict(@Nullable Object coordinate) {
        return null;
    }

    /// Adds an item. It may have a smaller position than others that are there, when it comes back.
    void add(Item item);

    /// Removes an item that was added.
    void remove(Item item);

    /// Returns what `argument` selects, in this coordinator's order. The index isn't changed while it is iterated.
    ///
    /// @param random the source of randomness, part of the space's state; to be drawn from only by who needs it
    Iterator<? extends Item> find(@Nullable Object argument, LongSupplier random);

    /// Returns how many items [#find] would look at, at most. Cheap.
    int estimate(@Nullable Object argument);

    /// Says whether `argument` selects `item`, which need not be in the index.
    boolean test(@Nullable Object argument, Item item);

    /// Returns the order this coordinator puts what an earlier selector yields into, or null if it keeps the order.
    default @Nullable Comparator<Item> order(@Nullable Object argument, LongSupplier random) {
        return null;
    }

    /// Returns how many items `argument` lets through at most.
    default int limit(@Nullable Object argument) {
        return Integer.MAX_VALUE;
    }

    /// Returns a key that [#wakeKeys] yields for every item that `argument` could select, or null if there is no such
    /// key. Who waits for `argument` is woken for items with that key only.
    default @Nullable Object wakeKey(@Nullable Object argument) {
        return null;
    }

    /// Passes the keys of `item` under which waiters may stand; see [#wakeKey].
    default void wakeKeys(Item item, Consumer<Object> keys) {}

    /// Says in a few words which index answers `argument`, and `scan` if none does.
    String explain(@Nullable Object argument);
}
