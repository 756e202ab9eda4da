package io.tupelo.kernel;

import io.tupelo.coordinator.Selection;
import io.tupelo.operation.EventKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A running watch: who wants to know what of a container.
record WatchState(
        ContainerState container,
        SessionState session,
        long number,
        @Nullable Selection selection,
        Set<EventKind> kinds) {
    boolean wants(EventKind kind, StoredEntry entry) {
        return kinds.contains(kind) && (selection == null || container.matches(selection, entry));
    }
}
