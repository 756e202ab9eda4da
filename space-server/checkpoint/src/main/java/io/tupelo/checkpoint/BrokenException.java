package io.tupelo.checkpoint;

import java.io.Serial;

/// What is read is not what was written. Whoever knows the file makes a [CheckpointException.Damaged] of it.
final class BrokenException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String what;

    BrokenException(String what) {
        super(what);
        this.what = what;
    }

    BrokenException(String what, RuntimeException cause) {
        super(what, cause);
        this.what = what;
    }

    String what() {
        return what;
    }
}
