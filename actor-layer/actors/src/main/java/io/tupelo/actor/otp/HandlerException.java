package io.tupelo.actor.otp;

import io.tupelo.actor.ExitReason;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A [GenEvent] couldn't do what it was asked. It goes on.
public final class HandlerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String error;
    private final transient @Nullable ExitReason reason;

    HandlerException(EventMessage.Outcome.Refused refused) {
        super(refused.error() + ": " + refused.reason());
        this.error = refused.error();
        this.reason = refused.reason();
        if (refused.reason() instanceof ExitReason.Failed failed) {
            initCause(failed.cause());
        }
    }

    /// Returns OTP's word for it; see [EventMessage.Outcome.Refused].
    public String error() {
        return error;
    }

    /// Returns how the handler has failed, if it has.
    public Optional<ExitReason> reason() {
        return Optional.ofNullable(reason);
    }
}
