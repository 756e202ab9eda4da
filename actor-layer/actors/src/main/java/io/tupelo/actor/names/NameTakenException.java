package io.tupelo.actor.names;

import java.io.Serial;

/// A name is somebody else's. It can be had once that one has given it up, or has died.
public final class NameTakenException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String holder;

    /// Makes one.
    ///
    /// @param holder the process that has the name
    public NameTakenException(String address, String holder) {
        super(address + " is taken: it belongs to an actor of process " + holder);
        this.holder = holder;
    }

    /// Returns the name of the process that has it.
    public String holder() {
        return holder;
    }
}
