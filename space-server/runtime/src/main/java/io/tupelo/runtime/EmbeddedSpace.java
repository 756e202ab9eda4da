package io.tupelo.runtime;

import io.tupelo.operation.Limits;
import io.tupelo.space.Space;
import java.io.IOException;
import java.nio.file.Path;

/// A space in this process: no socket.
///
/// `try (Space space = EmbeddedSpace.open()) { … }` is one in memory, `EmbeddedSpace.open(Path.of("data"))` one that is kept
/// in a folder.
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

    /// Opens the space that is kept in `folder`, or makes one there. What was answered is there again after a crash, of this
    /// process or of the machine; transactions that were open are not.
    ///
    /// @throws IOException if the folder can't be used, is in use, or what is in it is damaged
    public static Space open(Path folder) throws IOException {
        return open(folder, SpaceConfig.DEFAULT);
    }

    /// Opens a space as [#open(Path)] does, kept as `config` says.
    public static Space open(Path folder, SpaceConfig config) throws IOException {
        return Space.over(new OwningPort(SpaceRuntime.open("embedded", folder, config)));
    }
}
