package io.tupelo.node.tool;

import io.tupelo.journal.JournalVisitor;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Locale;

/// Where a command's questions and answers go.
///
/// @param in what is typed
/// @param out what is asked for goes here
/// @param err what went wrong goes here
/// @param charset of what is printed
/// @param isInteractive whether somebody sits in front of it, who may like to see how far a long work is
record Terminal(Reader in, OutputStream out, OutputStream err, Charset charset, boolean isInteractive) {
    /// Less than this, in bytes, is read before a bar could be seen.
    private static final long LONG_BYTES = 256L << 20;
    /// Fewer than this are written before a bar could be seen.
    private static final long LONG_ITEMS = 500_000;

    /// That of this process. What goes out is not buffered: each writer brings a buffer of its own.
    @SuppressWarnings("SystemConsoleNull") // it was never null from JDK 22 to 24; since JDK 25 it is, where nobody sits in front of it
    static Terminal ofThisProcess() {
        Console console = System.console();
        return new Terminal(
                new InputStreamReader(System.in, System.out.charset()),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.out.charset(),
                console != null && console.isTerminal());
    }

    /// For a few lines, whose failing hardly matters.
    PrintWriter printer() {
        return new PrintWriter(new OutputStreamWriter(out, charset), true);
    }

    /// For what went wrong.
    PrintWriter complaints() {
        return new PrintWriter(new OutputStreamWriter(err, charset), true);
    }

    /// For many lines. It is told when they can't be written, unlike with [#printer].
    Writer lines() {
        return new BufferedWriter(new OutputStreamWriter(out, charset));
    }

    /// Passes what is read on to `visitor`, and shows how far it is, if it is long.
    ///
    /// @param bytes how many there are to read
    ReadingProgress progress(JournalVisitor visitor, long bytes) {
        return isInteractive && bytes >= LONG_BYTES
                ? ReadingProgress.shown(visitor, bytes, new PrintStream(out, true, charset))
                : ReadingProgress.hidden(visitor);
    }

    /// Shows how far a checkpoint is, if it is long.
    ///
    /// @param items about how many it will have
    WritingProgress writing(long items) {
        return isInteractive && items >= LONG_ITEMS
                ? WritingProgress.shown(items, new PrintStream(out, true, charset))
                : WritingProgress.hidden();
    }

    /// Asks, and returns whether the answer is yes. Nobody there means no.
    boolean confirms(String question) throws IOException {
        PrintWriter printer = printer();
        printer.print(question + " [y/N] ");
        printer.flush();
        String answer = new BufferedReader(in).readLine();
        if (answer == null) {
            printer.println();
            return false;
        }
        String word = answer.strip().toLowerCase(Locale.ROOT);
        return word.equals("y") || word.equals("yes");
    }
}
