package io.tupelo.examples;

import io.tupelo.examples.geo.Nearby;
import io.tupelo.examples.hello.Hello;
import io.tupelo.examples.javanow.JavaNow;
import io.tupelo.examples.luats.LuaTs;
import io.tupelo.examples.mozartspaces.MozartSpaces;
import io.tupelo.examples.wordcount.WordCount;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Starts an example by its name.
public final class ExampleMain {
    private static final int USAGE = 64;

    /// A program.
    private interface Program {
        void run(String[] arguments) throws Exception;
    }

    private static final Map<String, Program> EXAMPLES = new TreeMap<>(Map.of(
            "geo", Nearby::main,
            "hello", Hello::main,
            "javanow", JavaNow::main,
            "luats", LuaTs::main,
            "mozartspaces", MozartSpaces::main,
            "word-count", WordCount::main));

    private ExampleMain() {}

    /// Runs the example named by the first argument with the other ones.
    public static void main(String[] arguments) throws Exception {
        Program program = arguments.length == 0 ? null : EXAMPLES.get(arguments[0]);
        if (program == null) {
            System.err.println("usage: tupelo example NAME; the examples are " + EXAMPLES.keySet());
            System.exit(USAGE);
            return;
        }
        program.run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
