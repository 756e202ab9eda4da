package io.tupelo.journal;

import java.io.IOException;
import java.io.Serial;

/// Why a journal can't go on.
public sealed class JournalException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private JournalException(String message) {
        super(message);
    }

    private JournalException(String message, Throwable cause) {
        super(message, cause);
    }

    /// What was on the disk once is not there any more, and not at the end: nothing is read past it, and nothing changed. What
    /// to do: look at it with `bin/tupelo journal verify`, and restore a backup.
    public static final class Damaged extends JournalException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String file;
        private final long offset;

        Damaged(String file, long offset, String what) {
            super("journal file " + file + " is damaged at byte " + offset + ": " + what);
            this.file = file;
            this.offset = offset;
        }

        /// Returns the name of the file.
        public String file() {
            return file;
        }

        /// Returns where in the file, in bytes.
        public long offset() {
            return offset;
        }
    }

    /// A write or a sync has failed. What was appended and is not synced may or may not be on the disk; nothing is appended
    /// any more. What to do: free the disk or mend it, and open the journal again, which reads what is there.
    public static final class Failed extends JournalException {
        @Serial
        private static final long serialVersionUID = 1L;

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
