package io.tupelo.shell;

import static io.tupelo.coordinator.Coordinators.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.operation.Wait;
import io.tupelo.reliability.actors.ActorJar;
import io.tupelo.shell.HostedWorkers.Order;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The shell's commands about what is in the memory of a server that hosts actors.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostCommandsTest {
    private static final String LONG_TURN = "tupelo.actors.longTurnMillis";

    private final ActorHost threads = ActorHost.open();

    @TempDir
    Path folder;

    private TupeloServer server;
    private Space space;
    private SpaceActors actors;

    @BeforeEach
    void open() throws Exception {
        System.setProperty(LONG_TURN, "100");
        HostedWorkers.gate = new CountDownLatch(1);
        server = ActorJar.serve(NodeConfig.DEFAULT.withPort(0), ActorJar.naming(folder, HostedWorkers.class));
        space = Space.over(server.space("default"));
        actors = SpaceActors.open(space, threads, (_, _) -> {});
    }

    @AfterEach
    void close() {
        HostedWorkers.gate.countDown();
        actors.close();
        space.close();
        server.close();
        threads.close();
        System.clearProperty(LONG_TURN);
    }

    private List<String> shell(int status, String... options) {
        return ShellRun.shell(server.port(), status, options);
    }

    /// Repeats a command until it shows something.
    private List<String> shownBy(String command, Predicate<List<String>> something) {
        List<String> lines = shell(0, "-c", command);
        while (!something.test(lines)) {
            lines = shell(0, "-c", command);
        }
        return lines;
    }

    private void send(String key, long amount) {
        actors.ref(HostedWorkers.WORKER, key).send(new Order(amount)).join();
    }

    private List<String> hang() {
        send("ann", 1);
        return shownBy("stuck", lines -> lines.stream().anyMatch(line -> line.startsWith("worker/ann")));
    }

    private void awaitSum(String key, long amount) {
        Optional<Tuple> expected = Optional.of(Tuple.of(new HostedWorkers.Sum(amount)));
        while (!space.container("actors.state").read(key("worker/" + key), Wait.NOW).tuple().equals(expected)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoIsStuckIsListedAndStopped() {
        List<String> stuck = hang();
        assertThat(stuck.getFirst()).isEqualTo("actor | message | ms | thread | stack");
        assertThat(stuck).anyMatch(line -> line.matches("worker/ann \\| Order \\| [0-9]+ \\| .*HostedWorkers.*"));
        send("ann", 10);
        // Another actor may have been slow as well, but not for ever.
        List<String> stats = shownBy("stats", lines -> lines.stream().anyMatch(line -> line.matches("actors slowest .*worker/ann, [0-9]+ ms.*")));
        assertThat(stats)
                .contains("actors active | 1")
                .anyMatch(line -> line.matches("actors stuck \\| [1-9]"))
                .anyMatch(line -> line.matches("actors fullest \\| .*worker/ann, [0-9]+ messages.*"));
        assertThat(shell(0, "-c", "stop worker/ann")).containsExactly("actor | became", "worker/ann | given up");
        HostedWorkers.gate.countDown();
        awaitSum("ann", 10);
        assertThat(shell(0, "-c", "read actors.dead fifo").toString()).contains("worker/ann", "stopped");
    }

    @Test
    void whoIsStuckIsRestartedAndHandlesItsMessageAgain() {
        hang();
        CountDownLatch lost = HostedWorkers.gate;
        assertThat(shell(0, "-c", "restart worker/ann")).containsExactly("actor | became", "worker/ann | given up");
        lost.countDown();
        awaitSum("ann", 1);
        assertThat(shell(1, "-c", "read actors.dead fifo wait=now").getFirst()).startsWith("empty");
    }

    @Test
    void theTreeIsShownAndItsActorsAreStoppedByTheirNames() {
        List<String> tree = List.of(
                "supervisor | actor | state",
                "root | root | supervisor",
                "  inner | inner | supervisor",
                "    clerk | clerk | running",
                "    temp | temp | running",
                "  guard | guard | running");
        assertThat(shell(0, "-c", "tree")).containsExactlyElementsOf(tree);
        int begun = HostedWorkers.BEGUN.get();
        assertThat(shell(0, "-c", "restart guard")).containsExactly("actor | became", "guard | ended");
        assertThat(shownBy("tree", lines -> HostedWorkers.BEGUN.get() == begun + 1 && lines.equals(tree))).isEqualTo(tree);
        assertThat(shell(2, "-c", "restart temp").getFirst()).startsWith("INVALID_REQUEST: nobody would restart temp");
        assertThat(shell(0, "-c", "stop guard")).containsExactly("actor | became", "guard | ended");
        assertThat(shownBy("tree", lines -> lines.getLast().equals("  guard |  | ended") || lines.getLast().startsWith("  guard | ended")))
                .hasSize(6);
        assertThat(shell(0, "-c", "stop inner")).containsExactly("actor | became", "inner | ended");
        assertThat(shownBy("tree", lines -> lines.stream().anyMatch(line -> line.startsWith("    clerk | clerk | running")))).isNotEmpty();
    }

    @Test
    void whoIsNotThereIsSaid() {
        assertThat(shell(2, "-c", "stop worker/nobody").getFirst())
                .startsWith("INVALID_REQUEST: worker/nobody isn't in the memory of this server");
        assertThat(shell(2, "-c", "restart nobody").getFirst()).startsWith("INVALID_REQUEST: nobody isn't in the memory");
        assertThat(shownBy("stuck", lines -> lines.getFirst().startsWith("none at"))).hasSize(1);
        assertThat(shell(0, "-c", "stats")).contains("actors active | 0", "actors fullest | none");
    }
}
