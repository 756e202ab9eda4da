package io.tupelo.space;

/// What a transaction's reads do to others. Its writes and takes are hidden from others either way.
public enum Isolation {
    /// What it read may be taken by others at once.
    READ_COMMITTED,
    /// What it read can't be taken or changed by others until it ends: the default.
    REPEATABLE_READ
}
