package io.tupelo.checkpoint;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Why a checkpoint is of no use.
public sealed class CheckpointException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String file;

    private CheckpointException(Path file, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.file = file.toString();
    }

    /// Returns the path of the file.
    public String file() {
        return file;
    }

    /// The file is not what was sealed. Nothing of it may be used. What to do: look at it with `bin/tupelo checkpoint verify`; go on
    /// from the one before it, as [Checkpoints#newest] does, or restore a backup.
    public static final class Damaged extends CheckpointException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String what;

        Damaged(Path file, String what) {
            this(file, what, null);
        }

        Damaged(Path file, String what, @Nullable Throwable cause) {
            super(file, "checkpoint " + file + " is damaged: " + what + "; look at it with `bin/tupelo checkpoint verify "
                    + file.toAbsolutePath().getParent() + "`", cause);
            this.what = what;
        }

        /// Returns what is wrong with it.
        public String what() {
            return what;
        }
    }

    /// The file is whole, and in a format that this program doesn't know. What to do: use the program that wrote it, or a later one.
    public static final class UnknownVersion extends CheckpointException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int version;

        UnknownVersion(Path file, int version) {
            super(file, "checkpoint " + file + " has a format of version " + version + ", this program reads "
                    + Seal.VERSION, null);
            this.version = version;
        }

        /// Returns the version of its format.
        public int version() {
            return version;
        }
    }
}
