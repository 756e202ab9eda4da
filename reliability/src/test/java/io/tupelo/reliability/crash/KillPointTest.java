package io.tupelo.reliability.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tupelo.coordinator.contract.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server dies as by `kill -9` where it is about to do something to its files, or to send: at its k-th write, sync or
/// renaming, of which there are more while it starts and where its journal goes on in another file. What [ServerKillTest]
/// wants holds. Needs strace, which does the killing. `-Dtupelo.crash.points=3000` kills it at that many.
class KillPointTest {
    private static final int POINTS = Integer.getInteger("tupelo.crash.points", 100);
    private static final int POINTS_OF_A_FOLDER = 25;
    private static final String GRACE_MILLIS = "500";
    /// Of those that were asked for, at least so many have to be reached.
    private static final double REACHED_LEAST = 0.8;
    /// So much is done without reaching a point before it is given up.
    private static final int STEPS_MAX = 500;

    /// A system call, and how often a thread calls it in such a time, at most.
    private record Call(String name, int most) {}

    private static final List<Call> CALLS = List.of(
            new Call("pwrite64", 150),
            new Call("fdatasync", 150),
            new Call("fsync", 4),
            new Call("rename", 3),
            new Call("write", 200));

    private final TreeMap<String, Integer> reached = new TreeMap<>();
    private ServerProcess server;

    @Test
    void nothingIsLostOrDoubledWhateverTheServerIsAboutToDo(@TempDir Path folder) throws Exception {
        assumeTrue(canTrace(), "strace is not installed, or may not trace: the server is not killed at system calls");
        Random random = Seed.random("KillPointTest");
        for (int done = 0; done < POINTS; done += POINTS_OF_A_FOLDER) {
            int points = Math.min(POINTS_OF_A_FOLDER, POINTS - done);
            Path data = folder.resolve("data-" + done);
            try {
                System.out.println(points + " points more than " + done + ": " + besiege(points, data, random));
            } finally {
                server.kill();
            }
            Folders.delete(data);
        }
        System.out.println("killed at " + reached);
        assertThat(reached.values().stream().mapToInt(Integer::intValue).sum())
                .isGreaterThanOrEqualTo((int) (POINTS * REACHED_LEAST));
    }

    private static boolean canTrace() throws InterruptedException {
        try {
            return new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private String besiege(int points, Path data, Random random) throws Exception {
        int port = ServerProcess.freePort(random);
        start(List.of(), port, data);
        assertThat(server.awaitReady()).as("the server serves").isTrue();
        Siege siege = new Siege(port, random);
        server.killAlive();
        for (int point = 0; point < points; point++) {
            Call call = CALLS.get(random.nextInt(CALLS.size()));
            // As many small ones as large ones: what comes first is what happens while it starts.
            int when = (int) Math.exp(random.nextDouble() * Math.log(call.most + 1));
            start(killedAt(call, when), port, data);
            siege.awaitSteps(STEPS_MAX, server);
            if (!server.isAlive()) {
                reached.merge(call.name, 1, Integer::sum);
            }
            assertThat(server.kill()).as("status, as by kill -9, at %s %s", call, when).isEqualTo(ServerProcess.KILLED);
            siege.check();
        }
        start(List.of(), port, data);
        siege.end();
        server.killAlive();
        start(List.of(), port, data);
        return siege.compare();
    }

    private static List<String> killedAt(Call call, int when) {
        return List.of(
                "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call.name,
                "-e", "inject=" + call.name + ":signal=SIGKILL:when=" + when);
    }

    private void start(List<String> prefix, int port, Path data) throws IOException {
        server = ServerProcess.start(prefix, ServedNode.class, Integer.toString(port), data.toString(), GRACE_MILLIS);
    }
}
