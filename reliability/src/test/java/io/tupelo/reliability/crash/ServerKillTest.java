package io.tupelo.reliability.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.contract.Seed;
import io.tupelo.node.ServerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server dies as by `kill -9`, at random, under load and also while it starts, and is started again on the same folder:
/// nothing that was acknowledged is lost, nothing happens twice, and sessions go on.
/// `-Dtupelo.crash.cycles=1500` kills it that often.
class ServerKillTest {
    private static final int CYCLES = Integer.getInteger("tupelo.crash.cycles", 20);
    /// How often one folder's server is killed.
    private static final int CYCLES_OF_A_FOLDER = 20;
    private static final int STEPS_MAX = 600;
    private static final int STARTING_MILLIS_MAX = 1_500;
    private ServerProcess server;

    @Test
    void nothingIsLostOrDoubledHoweverOftenTheServerIsKilled(@TempDir Path folder) throws Exception {
        Random random = Seed.random("ServerKillTest");
        for (int done = 0; done < CYCLES; done += CYCLES_OF_A_FOLDER) {
            int cycles = Math.min(CYCLES_OF_A_FOLDER, CYCLES - done);
            Path data = folder.resolve("data-" + done);
            try {
                System.out.println(cycles + " kills more than " + done + ": " + besiege(cycles, data, random));
            } finally {
                server.kill();
            }
            Folders.delete(data);
        }
    }

    private String besiege(int cycles, Path data, Random random) throws Exception {
        int port = ServerProcess.freePort(random);
        start(port, data);
        assertThat(server.awaitReady()).as("the server serves").isTrue();
        Siege siege = new Siege(port, random);
        for (int cycle = 0; cycle < cycles; cycle++) {
            if (random.nextInt(5) == 0) {
                pause(random.nextInt(STARTING_MILLIS_MAX));
            } else {
                siege.await("the server", this::isReadyOrDead);
                siege.awaitSteps(random.nextInt(4) == 0 ? random.nextInt(20) : random.nextInt(STEPS_MAX), server);
            }
            siege.check();
            server.killAlive();
            start(port, data);
        }
        siege.end();
        // What is compared is what the disk has.
        server.killAlive();
        start(port, data);
        return siege.compare();
    }

    private void start(int port, Path data) throws IOException {
        server = ServerProcess.start(
                List.of(), ServerMain.class, "--port", Integer.toString(port), "--data", data.toString(), "--grace", "500");
    }

    private boolean isReadyOrDead() {
        return server.isReady() || !server.isAlive();
    }

    private static void pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
