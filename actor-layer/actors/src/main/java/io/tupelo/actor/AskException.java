package io.tupelo.actor;

import java.io.Serial;

/// A question was not answered. Whether it was carried out isn't known.
public final class AskException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ExitReason reason;

    /// Makes one.
    public AskException(ExitReason reason, String message) {
        super(message);
        this.reason = reason;
        if (reason instanceof ExitReason.Failed failed) {
            initCause(failed.cause());
        }
    }

    /// Returns why: the actor's own reason if it ended; `{timeout}` if no reply came in time.
    public ExitReason reason() {
        return reason;
    }
}
