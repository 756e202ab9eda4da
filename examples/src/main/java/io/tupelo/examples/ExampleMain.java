package io.tupelo.examples;

import io.tupelo.examples.akka.Akka;
import io.tupelo.examples.durablequeue.DurableQueue;
import io.tupelo.examples.durableobjects.DurableObjects;
import io.tupelo.examples.erlangotp.ErlangOtp;
import io.tupelo.examples.geo.Nearby;
import io.tupelo.examples.gosiris.GoSiris;
import io.tupelo.examples.hello.Hello;
import io.tupelo.examples.javanow.JavaNow;
import io.tupelo.examples.luats.LuaTs;
import io.tupelo.examples.mozartspaces.MozartSpaces;
import io.tupelo.examples.orbit.Orbit;
import io.tupelo.examples.orleans.Orleans;
import io.tupelo.examples.ractor.Ractor;
import io.tupelo.examples.rivet.Rivet;
import io.tupelo.examples.swiftactors.SwiftActors;
import io.tupelo.examples.wordcount.WordCount;
import io.tupelo.space.SpaceException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Starts an example by its name.
public final class ExampleMain {
    private static final int USAGE = 64;
    private static final int FAILED = 1;

    /// A program.
    private interface Program {
        void run(String[] arguments) throws Exception;
    }

    private static final Map<String, Program> EXAMPLES = new TreeMap<>(Map.ofEntries(
            Map.entry("akka", Akka::main),
            Map.entry("cloudflare-durable-objects", DurableObjects::main),
            Map.entry("durable-queue", DurableQueue::main),
            Map.entry("erlang-otp", ErlangOtp::main),
            Map.entry("geo", Nearby::main),
            Map.entry("gosiris", GoSiris::main),
            Map.entry("hello", Hello::main),
            Map.entry("javanow", JavaNow::main),
            Map.entry("luats", LuaTs::main),
            Map.entry("mozartspaces", MozartSpaces::main),
            Map.entry("orbit", Orbit::main),
            Map.entry("orleans", Orleans::main),
            Map.entry("ractor", Ractor::main),
            Map.entry("rivet", Rivet::main),
            Map.entry("swift-actors", SwiftActors::main),
            Map.entry("word-count", WordCount::main)));

    private ExampleMain() {}

    /// Runs the example named by the first argument with the other ones; without any, lists the examples.
    public static void main(String[] arguments) throws Exception {
        int status = run(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    /// Does what [#main] does, and returns the exit status.
    static int run(String... arguments) throws Exception {
        if (arguments.length == 0) {
            System.out.println(usage());
            return 0;
        }
        Program program = EXAMPLES.get(arguments[0]);
        if (program == null) {
            System.err.println("tupelo example: there is no example " + arguments[0]);
            System.err.println(usage());
            return USAGE;
        }
        try {
            program.run(Arrays.copyOfRange(arguments, 1, arguments.length));
            return 0;
        } catch (SpaceException failed) {
            System.err.println("tupelo example: " + failed.getMessage());
            return FAILED;
        } catch (IllegalArgumentException failed) {
            if (arguments.length == 1) {
                throw failed;
            }
            // What is given to an example is an address.
            System.err.println("tupelo example: " + failed.getMessage());
            System.err.println(usage());
            return USAGE;
        }
    }

    private static String usage() {
        return "usage: tupelo example NAME [ADDRESS]; the examples are " + String.join(", ", EXAMPLES.keySet())
                + ". ADDRESS is a server's, such as tupelo://localhost:7420; without it they run in a space of their own.";
    }
}
