package io.tupelo.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Which processors a load and its servers run on: where `taskset` is there, the load has the first half of them and a
/// server the second, no matter whose server it is. On a machine with two, that is one each.
final class Pinning implements AutoCloseable {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int TRIES = 10;
    private static final boolean POSSIBLE = PROCESSORS > 1 && run("taskset", "-V");

    private Pinning() {}

    /// Restricts this process with all its threads, until closed. The threads they start later are restricted, too.
    static Pinning load() {
        if (POSSIBLE) {
            restrict("0-" + (PROCESSORS / 2 - 1));
        } else {
            System.err.println("no taskset, or one processor only: nothing is pinned");
        }
        return new Pinning();
    }

    /// Returns a command that is restricted to the server's processors.
    static List<String> server(List<String> command) {
        List<String> pinned = new ArrayList<>(command);
        if (POSSIBLE) {
            pinned.addAll(0, List.of("taskset", "-c", PROCESSORS / 2 + "-" + (PROCESSORS - 1)));
        }
        return pinned;
    }

    @Override
    public void close() {
        if (POSSIBLE) {
            restrict("0-" + (PROCESSORS - 1));
        }
    }

    private static void restrict(String processors) {
        String process = Long.toString(ProcessHandle.current().pid());
        // It stops at a thread that ends meanwhile.
        for (int i = 0; i < TRIES; i++) {
            if (run("taskset", "-a", "-c", "-p", processors, process)) {
                return;
            }
        }
        System.err.println("taskset could not pin the load to processors " + processors);
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
