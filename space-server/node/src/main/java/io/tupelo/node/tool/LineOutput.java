package io.tupelo.node.tool;

import java.io.IOException;
import java.io.Serial;
import java.io.Writer;
import java.util.Locale;

/// Many lines that a command prints. Whether who reads them has gone, as `head` does, is told apart from other failures.
final class LineOutput {
    private final Writer out;

    LineOutput(Terminal terminal) {
        out = terminal.lines();
    }

    void print(String line) throws Unwritable {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException failed) {
            throw new Unwritable(failed);
        }
    }

    void flush() throws Unwritable {
        try {
            out.flush();
        } catch (IOException failed) {
            throw new Unwritable(failed);
        }
    }

    /// The output, not what is read, has failed.
    static final class Unwritable extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        private Unwritable(IOException cause) {
            super("can't write the output: " + cause.getMessage(), cause);
        }

        /// Says whether it was closed by who reads it. The JDK has no type for that.
        boolean isReaderGone() {
            return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
        }
    }
}
