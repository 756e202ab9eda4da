package io.tupelo.reliability.history;

import io.tupelo.coordinator.ContainerSpec;
import java.util.List;

/// What the clients of a history do.
///
/// @param containers the containers they use
/// @param callsMax how many calls each of them makes at most, not counting those that end what it has open
/// @param abandoning whether some send a last call and do not look what becomes of it
public record Workload(List<ContainerSpec> containers, int callsMax, boolean abandoning) {
    /// Copies the list.
    public Workload {
        containers = List.copyOf(containers);
    }
}
