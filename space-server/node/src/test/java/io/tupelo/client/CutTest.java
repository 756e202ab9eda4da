package io.tupelo.client;

import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.Coordinators;
import io.tupelo.node.LocalNode;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.space.Space;
import io.tupelo.tuple.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Threads and futures share a connection that is cut again and again: each write is applied once, and each take gets what
/// no other gets.
class CutTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 150;
    private static final int FUTURES = 300;
    private static final long SECONDS = 60;
    private final long seed = Long.getLong("tupelo.seed", new Random().nextLong());

    @Test
    void nothingIsLostOrDoneTwiceThoughTheConnectionIsCutAgainAndAgain() throws Exception {
        System.out.println("tupelo.seed=" + seed);
        try (TupeloServer server = TupeloServer.start(NodeConfig.DEFAULT.withPort(0))) {
            RemotePort port =
                    RemotePort.connect(SpaceAddress.of(LocalNode.address(server.port())), ClientConfig.DEFAULT);
            try (Space space = Space.over(port)) {
                ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    int id = i;
                    threads.add((i % 3 == 0 ? Thread.ofVirtual() : Thread.ofPlatform()).start(() -> {
                        try {
                            writeAndTake(space, "t" + id);
                        } catch (Throwable failed) {
                            failures.add(failed);
                        }
                    }));
                }
                List<CompletableFuture<Answer>> taken = askForMany(port);
                cutUntilDone(port, threads, taken);
                assertThat(failures).as("seed %s", seed).isEmpty();
                assertAllDifferent(taken);
                assertThat(space.defaultContainer().count(Coordinators.fifo().available()))
                        .as("seed %s", seed)
                        .isZero();
            }
        }
    }

    private static void writeAndTake(Space space, String kind) {
        for (int round = 0; round < ROUNDS; round++) {
            space.out(kind, round);
            assertThat(space.in(kind, any())).isEqualTo(tuple(kind, round));
        }
    }

    private static List<CompletableFuture<Answer>> askForMany(RemotePort port) {
        List<CompletableFuture<Answer>> taken = new ArrayList<>();
        for (int i = 0; i < FUTURES; i++) {
            taken.add(port.send(Request.of(new Operation.Get(
                    Pick.TAKE, "default", Coordinators.linda(Template.template("f", any())), Wait.FOREVER))));
            var _ = port.send(Request.of(
                    new Operation.Write("default", List.of(Draft.of(tuple("f", i))), Wait.UNLESS_LOCKED)));
        }
        return taken;
    }

    private void cutUntilDone(RemotePort port, List<Thread> threads, List<CompletableFuture<Answer>> taken) {
        Random random = new Random(seed);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (threads.stream().anyMatch(Thread::isAlive) || !taken.stream().allMatch(CompletableFuture::isDone)) {
            assertThat(System.nanoTime()).as("too slow, seed %s", seed).isLessThan(end);
            LockSupport.parkNanos(random.nextInt(5_000_000));
            port.cut();
        }
    }

    private void assertAllDifferent(List<CompletableFuture<Answer>> taken) {
        List<Long> numbers = taken.stream()
                .map(each -> ((Answer.Found) each.join()).entries().getFirst().tuple().integer(1))
                .toList();
        assertThat(numbers).as("seed %s", seed).hasSize(FUTURES).doesNotHaveDuplicates();
    }
}
