package io.tupelo.space;

import io.tupelo.operation.ErrorCode;

/// A request failed. Expected outcomes (nothing there, held by another, time is up) are values and never this.
public final class SpaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;

    /// Carries the kind of failure and a sentence on what was wrong, where, and what to do.
    public SpaceException(ErrorCode code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    /// Carries the kind of failure, a sentence, and what caused it.
    public SpaceException(ErrorCode code, String message, Throwable cause) {
        super(code + ": " + message, cause);
        this.code = code;
    }

    /// Returns what kind of failure it was. Each has a page under `docs/errors`.
    public ErrorCode code() {
        return code;
    }

    /// Returns whether the request may have had an effect.
    public ErrorCode.Outcome outcome() {
        return code.outcome();
    }

    /// Returns what helps.
    public ErrorCode.Retry retry() {
        return code.retry();
    }
}
