package io.tupelo.change;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Entry;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry as it outlives the process. Immutable.
///
/// @param id its number
/// @param container the number of its container
/// @param position where it stands; provisional if it is `unplaced`
/// @param version how often it was written or changed, from 1
/// @param tuple the tuple
/// @param coordinates by the container's coordinators, in their order, each a value that a field can hold or an [OwnForm]; null
///     if there are none
/// @param writtenAt when it was written, in milliseconds since 1970
/// @param leaseEnd when its lease ends, in milliseconds since 1970; 0 for never
/// @param visibleAt when it can be found, in milliseconds since 1970; 0 if it can
/// @param unplaced whether it gets its position when it can be found
/// @param session the session it ends with; 0 for none
/// @param deliveries how often it came back
/// @param claim the token under which it is claimed; 0 if it is not
public record EntryImage(
        long id,
        long container,
        long position,
        long version,
        Tuple tuple,
        @Nullable List<@Nullable Object> coordinates,
        long writtenAt,
        long leaseEnd,
        long visibleAt,
        boolean unplaced,
        long session,
        int deliveries,
        long claim) {
    EntryImage revealed(long at, @Nullable List<@Nullable Object> placed) {
        return new EntryImage(
                id, container, at, version, tuple, placed, writtenAt, leaseEnd, 0, false, session, deliveries, claim);
    }

    EntryImage replaced(Change.Replaced by) {
        return new EntryImage(
                id, container, by.position(), by.version(), by.tuple(), by.coordinates(), writtenAt, by.leaseEnd(), 0,
                false, session, deliveries, 0);
    }

    EntryImage renewed(long end) {
        return new EntryImage(
                id, container, position, version, tuple, coordinates, writtenAt, end, visibleAt, unplaced, session,
                deliveries, claim);
    }

    EntryImage claimed(long token) {
        return new EntryImage(
                id, container, position, version, tuple, coordinates, writtenAt, leaseEnd, visibleAt, unplaced, session,
                deliveries, token);
    }

    EntryImage returned(int times, long at) {
        return new EntryImage(
                id, container, position, version, tuple, coordinates, writtenAt, leaseEnd, at, unplaced, session, times,
                0);
    }

    /// Returns it as an answer shows it.
    ///
    /// @param spec its container's
    public Entry view(ContainerSpec spec) {
        return new Entry(id, version, tuple, selectors(spec), writtenAt, leaseEnd, deliveries);
    }

    private List<Selector> selectors(ContainerSpec spec) {
        if (coordinates == null) {
            return List.of();
        }
        List<Selector> given = new ArrayList<>(coordinates.size());
        for (int slot = 0; slot < coordinates.size(); slot++) {
            Object coordinate = coordinates.get(slot);
            if (coordinate != null && !(coordinate instanceof OwnForm)) {
                given.add(new Selector(spec.coordinators().get(slot).coordinator(), coordinate));
            }
        }
        return Collections.unmodifiableList(given);
    }
}
