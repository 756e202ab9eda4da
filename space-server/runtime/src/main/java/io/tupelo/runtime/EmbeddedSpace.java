package io.tupelo.runtime;

import io.tupelo.operation.Limits;
import io.tupelo.space.Space;

/// A space in this process: no socket, no file.
///
/// `try (Space space = EmbeddedSpace.open()) { … }`
public final class EmbeddedSpace {
    private EmbeddedSpace() {}

    /// Opens an empty space in memory. Closing it ends it with all that is in it.
    public static Space open() {
        return open(Limits.DEFAULT);
    }

    /// Opens an empty space in memory with limits of its own.
    public static Space open(Limits limits) {
        SpaceRuntime runtime = SpaceRuntime.create("embedded", limits, System::currentTimeMillis);
        return Space.over(new OwningPort(runtime));
    }
}
