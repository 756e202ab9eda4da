package io.tupelo.kernel;

import io.tupelo.tuple.Tuple;

/// Where a kernel finds the tuples that it doesn't keep in memory: those of *cold* entries. What is there is always as it was
/// recorded, and never less than what the kernel was told is there, by its image or by [Kernel#cool].
///
/// Called by the kernel's own thread, in the middle of a command.
public interface Payloads {
    /// Reads a tuple. May block on a disk.
    ///
    /// @param id the number of the entry
    /// @param version its version
    /// @throws RuntimeException if it can't be read, or is that of another version. The kernel can't go on then
    Tuple read(long id, long version);

    /// Returns how much payload stays in memory where it can, in bytes.
    long residentBytesMax();
}
