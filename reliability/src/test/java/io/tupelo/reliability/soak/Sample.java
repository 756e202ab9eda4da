package io.tupelo.reliability.soak;

import java.util.Map;

/// What a server is made of at one moment.
///
/// @param heap bytes of each class's objects that are reachable, by its name
/// @param residentBytes what the process has of the machine's memory
/// @param descriptors how many files and sockets are open
/// @param mapped how many mappings into memory files of the data folder have, those that were deleted as well
/// @param threads how many threads there are
/// @param files the sizes of the data folder's files, by name
/// @param inside how many there are of what the space knows
record Sample(
        Map<String, Long> heap,
        long residentBytes,
        long descriptors,
        long mapped,
        long threads,
        Map<String, Long> files,
        Map<Inside, Long> inside) {
    /// What a space knows, and tells who asks.
    enum Inside {
        ENTRIES,
        SESSIONS,
        WAITERS,
        CLAIMS,
        TRANSACTIONS
    }

    long heapBytes() {
        return sum(heap);
    }

    long folderBytes() {
        return sum(files);
    }

    private static long sum(Map<String, Long> values) {
        return values.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        return "heap %,d KiB, resident %,d KiB, %d descriptors, %d mapped, %d threads, folder %,d KiB, %s"
                .formatted(heapBytes() >> 10, residentBytes >> 10, descriptors, mapped, threads, folderBytes() >> 10, inside);
    }
}
