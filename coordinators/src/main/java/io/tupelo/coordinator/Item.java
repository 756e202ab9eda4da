package io.tupelo.coordinator;

import io.tupelo.tuple.Tuple;
import org.jspecify.annotations.Nullable;

/// One entry of a container, as a coordinator sees it.
public interface Item {
    /// Returns the entry's number, unique in its space.
    long id();

    /// Returns the entry's place in its container: later entries have greater ones, and an entry keeps its own.
    long position();

    /// Returns the tuple.
    Tuple tuple();

    /// Returns what [Coordinator#place] made of the coordinate given for the coordinator in `slot`, or null if none
    /// was given.
    @Nullable Object coordinate(int slot);
}
