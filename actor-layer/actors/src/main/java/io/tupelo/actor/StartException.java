package io.tupelo.actor;

import java.io.Serial;

/// An actor could not begin.
public final class StartException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ExitReason reason;

    StartException(String actor, ExitReason reason) {
        super("actor " + actor + " could not begin: " + reason);
        this.reason = reason;
        if (reason instanceof ExitReason.Failed failed) {
            initCause(failed.cause());
        }
    }

    /// Returns why.
    public ExitReason reason() {
        return reason;
    }
}
