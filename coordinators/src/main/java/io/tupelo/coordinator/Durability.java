package io.tupelo.coordinator;

/// How long the entries of a container last. The container itself is as durable as its space.
public enum Durability {
    /// As long as the space: what is in a space that is kept in a folder is there after a restart. The default.
    LOCAL,
    /// As long as the process: the container is empty after a restart, and nothing of its entries is ever on a disk.
    MEMORY
}
