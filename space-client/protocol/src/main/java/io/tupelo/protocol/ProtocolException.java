package io.tupelo.protocol;

import io.tupelo.operation.ErrorCode;

/// Bytes are not what the protocol allows, or a value can't be written as it allows.
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;

    /// Carries the kind of failure, and a sentence that says what was wrong and where.
    public ProtocolException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /// Carries the kind of failure, a sentence, and what caused it.
    public ProtocolException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /// Returns what kind of failure it is.
    public ErrorCode code() {
        return code;
    }
}
