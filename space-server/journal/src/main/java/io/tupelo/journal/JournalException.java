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

    /// There is no journal, or no record, where one should be. What to do: name another; the message may know which.
    public static final class Absent extends JournalException {
        @Serial
        private static final long serialVersionUID = 1L;

        Absent(String message) {
            super(message);
        }
    }

    /// What was on the disk once is not there any more, and not at the end: nothing is read past it, and nothing changed. What
    /// to do: look at it with `bin/tupelo journal verify`; restore a backup, or go on without what comes behind, which
    /// `bin/tupelo journal cut` sets aside.
    public static final class Damaged extends JournalException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String file;
        private final long offset;
        private final String what;

        Damaged(String file, long offset, String what) {
            super("journal file " + file + " is damaged at byte " + offset + ": " + what);
            this.file = file;
            this.offset = offset;
            this.what = what;
        }

        /// Returns the name of the file.
        public String file() {
            return file;
        }

        /// Returns where in the file, in bytes.
        public long offset() {
            return offset;
        }

        /// Returns what is wrong there, as half a sentence.
        public String what() {
            return what;
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
