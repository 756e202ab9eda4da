package io.tupelo.checkpoint;

/// Hears how far the writing of a checkpoint is. It is called by the thread that writes, about once for every 32 KiB; whoever
/// blocks it there slows the writing down, and whoever throws ends it.
@FunctionalInterface
public interface Progress {
    /// Nobody wants to know.
    Progress UNHEARD = (_, _) -> {};

    /// So much was passed to the operating system; nothing is on the disk for certain before all is.
    ///
    /// @param items how many items
    /// @param bytes how many bytes of values
    void written(long items, long bytes);
}
