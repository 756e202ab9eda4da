package io.tupelo.shell;

/// What became of a command: the shell's exit status.
enum Status {
    /// It did what was asked.
    SUCCESS(0),
    /// What was asked for was not there, was held by others, or did not come in time.
    NOTHING(1),
    /// It failed.
    FAILURE(2);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
