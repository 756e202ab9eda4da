package io.tupelo.reliability.crash;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.operation.Wait;
import io.tupelo.reliability.crash.Victim.Doing;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.space.contract.OpensSpaces;
import io.tupelo.tuple.Template;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients die as by `kill -9`, a hundred processes at each place, each with several sessions: what
/// they waited for, or took and never acknowledged, is there for others, once.
class PhantomWaiterTest {
    private static final int PROCESSES = 100;
    private static final int SESSIONS = 2;
    private static final int KILLED = 128 + 9;
    private static final Wait PATIENCE = Wait.atMost(Duration.ofSeconds(20));
    private TupeloServer server;
    private Space others;

    @BeforeEach
    void start() throws IOException {
        server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0));
        others = SpaceClient.connect("tupelo://127.0.0.1:" + server.port());
    }

    @AfterEach
    void stop() {
        others.close();
        server.close();
    }

    @Test
    void whatIsWrittenAfterAWaitingClientWasKilledIsFoundByOthers() throws Exception {
        Random random = Seed.random("PhantomWaiterTest, waiting");
        for (int round = 0; round < PROCESSES; round++) {
            String kind = "waiting " + round;
            kill(start(Doing.WAITING, kind));
            // At once, when the server may not know yet, or while the session's lease runs, or after it.
            pause(random.nextBoolean() ? 0 : random.nextLong(2 * Victim.LEASE_MILLIS));
            write(kind);
            assertOthersFind(kind);
        }
    }

    @Test
    void whatWasTakenByAClientThatWasKilledBeforeItAcknowledgedIsBack() throws Exception {
        Random random = Seed.random("PhantomWaiterTest, receiving");
        for (int round = 0; round < PROCESSES; round++) {
            String kind = "receiving " + round;
            Process victim = start(Doing.RECEIVING, kind);
            write(kind);
            if (random.nextBoolean()) {
                assertThat(victim.inputReader().readLine()).isEqualTo("received");
            }
            kill(victim);
            assertOthersFind(kind);
        }
    }

    /// Starts a process, and returns once its sessions wait.
    private Process start(Doing doing, String kind) throws IOException {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        doing.name(),
                        Integer.toString(server.port()),
                        Integer.toString(SESSIONS),
                        kind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = victim.inputReader();
        assertThat(lines.readLine()).isEqualTo("waiting");
        OpensSpaces.awaitWaiters(others, SESSIONS);
        return victim;
    }

    private static void kill(Process victim) throws InterruptedException {
        assertThat(victim.destroyForcibly().waitFor()).isEqualTo(KILLED);
    }

    private static void pause(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void write(String kind) {
        for (int i = 0; i < SESSIONS; i++) {
            others.out(kind, i);
        }
    }

    private void assertOthersFind(String kind) {
        for (int i = 0; i < SESSIONS; i++) {
            Outcome found = others.defaultContainer()
                    .take(Coordinators.linda(Template.template(kind, i)), PATIENCE);
            assertThat(found.tuple()).contains(tuple(kind, i));
        }
        OpensSpaces.awaitWaiters(others, 0);
        assertThat(others.defaultContainer().count(Coordinators.fifo().available())).isZero();
    }
}
