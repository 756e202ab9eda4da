package io.tupelo.kernel;

import io.tupelo.coordinator.CoordinatorDefect;
import io.tupelo.operation.ErrorCode;

/// Ends an operation before it changed anything. It is part of the ordinary flow, so it carries no stack trace.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ErrorCode code;
    private final String sentence;

    Refusal(ErrorCode code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.sentence = sentence;
    }

    /// Returns the one of a request for which a coordinator failed before anything was changed.
    static Refusal of(CoordinatorDefect defect) {
        return new Refusal(ErrorCode.INTERNAL, defect.getMessage() + "; the request was not applied");
    }

    ErrorCode code() {
        return code;
    }

    String sentence() {
        return sentence;
    }
}
