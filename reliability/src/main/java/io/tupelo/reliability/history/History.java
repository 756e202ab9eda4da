package io.tupelo.reliability.history;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.tuple.Tuple;
import java.util.List;
import java.util.stream.Stream;

/// What some clients asked of a space, at once, and what it answered. Immutable.
///
/// @param containers the containers it is about, empty at its beginning
/// @param calls the requests, in any order
/// @param left the tuples that were there in the end
public record History(List<ContainerSpec> containers, List<Call> calls, List<Tuple> left) {
    /// Copies the lists.
    public History {
        left = List.copyOf(left);
        containers = List.copyOf(containers);
        calls = List.copyOf(calls);
    }

    Stream<Call> ending(Call.End end) {
        return calls.stream().filter(call -> call.end() == end);
    }
}
