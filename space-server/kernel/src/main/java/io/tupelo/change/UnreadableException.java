package io.tupelo.change;

/// Bytes are not what a change is written as: a newer version of Tupelo has written them, or a defect of this one.
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Makes one that says what is wrong.
    public UnreadableException(String message) {
        super(message);
    }

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
