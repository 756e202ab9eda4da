package io.tupelo.runtime;

import io.tupelo.kernel.Kernel;

/// Something done with the kernel at a time, in milliseconds since 1970. Under the space's lock.
interface Command {
    void run(Kernel kernel, long now);
}
