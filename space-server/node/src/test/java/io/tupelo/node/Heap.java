package io.tupelo.node;

import java.lang.management.ManagementFactory;

/// The heap of this process.
final class Heap {
    private Heap() {}

    /// Collects garbage, and returns how much there is besides.
    static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
