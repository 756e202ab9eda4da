package io.tupelo.actor.names;

import java.io.Serial;

/// Nobody is where a message was to go.
public final class UnknownNameException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /// Makes one.
    public UnknownNameException(String message) {
        super(message);
    }
}
