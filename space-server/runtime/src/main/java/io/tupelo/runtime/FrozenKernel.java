package io.tupelo.runtime;

import io.tupelo.kernel.Kernel;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/// A space as its files say it was, to be read by those who can do nothing else: its time stands still, and nothing is kept.
///
/// @param payloads where the kernel has what it doesn't keep in memory
record FrozenKernel(Kernel kernel, ColdPayloads payloads) implements Closeable {
    /// Reads one from a folder that nobody writes to.
    ///
    /// @param safe the last record of the journal that counts
    /// @throws IOException if it can't be read
    static FrozenKernel read(SpaceRuntime space, SpaceConfig config, Path folder, long safe) throws IOException {
        SpaceFolder.State state = SpaceFolder.read(folder, safe);
        try {
            ColdPayloads payloads = new ColdPayloads(config.residentBytes(), state.entries().base());
            long graceMillis = Long.MAX_VALUE >> 1;
            Kernel kernel = new Kernel(
                    space.name(),
                    config.limits(),
                    state.image(),
                    state.image().epoch() + 1,
                    state.image().time(),
                    graceMillis,
                    new Router(space, null),
                    payloads);
            return new FrozenKernel(kernel, payloads);
        } catch (RuntimeException failed) {
            state.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        payloads.close();
    }
}
