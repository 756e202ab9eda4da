package io.tupelo.examples.stage;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a program printed.
public final class Printed {
    /// A program without arguments.
    public interface Program {
        /// Runs it.
        void run() throws Exception;
    }

    private Printed() {}

    /// Runs `program` and returns the lines it printed. Not to be used by two threads at once.
    public static List<String> by(Program program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
            before.print(bytes.toString(StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
