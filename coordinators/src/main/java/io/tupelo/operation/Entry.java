package io.tupelo.operation;

import io.tupelo.coordinator.Selector;
import io.tupelo.tuple.Tuple;
import java.util.List;

/// A tuple in a container, as it stood when it was read or taken.
///
/// @param id its number, unique in its space
/// @param version how often it was written or changed, from 1
/// @param tuple the tuple
/// @param coordinates what its coordinators were given
/// @param writtenAtMillis when it was written, in milliseconds since 1970
/// @param leaseEndMillis when its lease ends, in milliseconds since 1970; 0 for never
/// @param deliveries how often it came back from a claim, or from a take that was undone
public record Entry(
        long id,
        long version,
        Tuple tuple,
        List<Selector> coordinates,
        long writtenAtMillis,
        long leaseEndMillis,
        int deliveries) {}
