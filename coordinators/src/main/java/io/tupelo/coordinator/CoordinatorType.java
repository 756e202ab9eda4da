package io.tupelo.coordinator;

import org.jspecify.annotations.Nullable;

/// A kind of coordinator, found by [java.util.ServiceLoader]. Stateless and thread-safe.
public interface CoordinatorType {
    /// Returns the name containers use it by: lower case, unique among the types on the class path.
    String name();

    /// Says whether a write to a container where this coordinator is obligatory must give it a coordinate.
    boolean needsCoordinate();

    /// Checks what a write gives, and returns it in the form it is kept in.
    ///
    /// @param given a value as a tuple's field holds it
    /// @throws InvalidSelectionException if it is not one this coordinator understands
    @Nullable Object checkCoordinate(@Nullable Object given);

    /// Checks a selector's argument.
    ///
    /// @param argument a value as a tuple's field holds it, a [io.tupelo.tuple.Template] or a [Query]
    /// @throws InvalidSelectionException if it is not one this coordinator understands
    void checkArgument(@Nullable Object argument);

    /// Returns what a coordinate is written down as that is kept in a form of its own, which no field of a tuple can hold.
    ///
    /// @param kept a coordinate as [#checkCoordinate] or [Coordinator#place] has returned it
    /// @return a value as a tuple's field holds it
    default Object save(Object kept) {
        throw new IllegalStateException("coordinator " + name() + " keeps a coordinate as a " + kept.getClass().getName()
                + ", and doesn't say how that is written down");
    }

    /// Returns the coordinate that [#save] wrote down.
    default Object load(Object saved) {
        throw new IllegalStateException("coordinator " + name() + " doesn't say how it reads a coordinate");
    }

    /// Makes an empty index.
    ///
    /// @param slot where to find this coordinator's coordinate in an [Item]
    Coordinator create(int slot);

    /// Says whether the index must contain the entries that are held by someone, too, since what it finds depends on
    /// them (as a place in a vector does). Otherwise it never meets one.
    default boolean seesHeld() {
        return false;
    }

    /// Says whether its order is a promise, so that in a strict container a held entry blocks those behind it.
    default boolean isOrdered() {
        return false;
    }
}
