package io.tupelo.actor;

/// What an asker waits for.
interface Reply {
    /// No reply will come.
    void fail(ExitReason reason);

    /// Says whether it is waited for still.
    boolean isOpen();
}
