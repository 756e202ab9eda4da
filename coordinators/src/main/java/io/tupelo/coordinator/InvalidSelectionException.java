package io.tupelo.coordinator;

/// Says that a selector, a coordinate or a container's definition can't be what was asked for, and why.
public final class InvalidSelectionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /// Carries `message`, a sentence for the person who wrote the selection.
    public InvalidSelectionException(String message) {
        super(message);
    }
}
