package io.tupelo.reliability.overload;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.node.NodeConfig;
import io.tupelo.node.TupeloServer;
import io.tupelo.operation.Edit;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Wait;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A node that is asked for four times what it admits: those beyond a limit are told so, and by a code that says that later
/// may be better; nobody hangs; and what was admitted is done, once. How fast it still is, the suite `space-overload` of the
/// benchmarks measures.
class OverloadTest {
    private static final int TIMES = 4;
    private static final int CLIENTS = 8;
    private static final int IN_FLIGHT = 16;
    private static final int PAIRS = 50;
    private static final int WAITERS_MAX = 100;
    private static final int PAYLOAD_MAX = 1 << 20;
    private static final ClientConfig HASTY = ClientConfig.DEFAULT.withConnectTimeout(Duration.ofSeconds(3));
    private static final ContainerSpec QUEUE = ContainerSpec.named("queue").with("fifo");

    private final List<Space> spaces = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong written = new AtomicLong();
    private final Queue<Long> taken = new ConcurrentLinkedQueue<>();
    private TupeloServer server;

    @BeforeEach
    void start() throws IOException {
        Limits limits = Limits.DEFAULT.withWaitersMax(WAITERS_MAX).withMemoryBytesMax(PAYLOAD_MAX);
        server = TupeloServer.start(NodeConfig.DEFAULT
                .withPort(0)
                .withConnections(CLIENTS, 10_000, 5)
                .withLimits(limits));
    }

    @AfterEach
    void stop() {
        spaces.forEach(Space::close);
        server.close();
    }

    private Space connect() {
        Space space = SpaceClient.connect("tupelo://127.0.0.1:" + server.port(), HASTY);
        spaces.add(space);
        return space;
    }

    @Test
    void connectionsBeyondTheLimitAreRefusedAndTheOthersWork() {
        List<CompletableFuture<?>> connecting = new ArrayList<>();
        for (int i = 0; i < TIMES * CLIENTS; i++) {
            connecting.add(CompletableFuture.runAsync(this::connect, Thread::startVirtualThread));
        }
        List<ErrorCode> refusals = failures(connecting);
        assertThat(spaces).hasSize(CLIENTS);
        assertThat(refusals).hasSize((TIMES - 1) * CLIENTS).containsOnly(ErrorCode.OVERLOADED);
        for (Space space : spaces) {
            space.out("works");
        }
        assertThat(spaces.getFirst().defaultContainer().count(fifo().available())).isEqualTo(CLIENTS);
    }

    @Test
    void waitersBeyondTheLimitAreRefusedAndTheOthersServed() {
        Container queue = connect().create(QUEUE);
        List<CompletableFuture<Outcome>> takes = new ArrayList<>();
        for (int i = 0; i < TIMES * WAITERS_MAX; i++) {
            takes.add(queue.takeAsync(fifo(), Wait.FOREVER));
        }
        assertThat(failures(takes.subList(WAITERS_MAX, takes.size())))
                .hasSize((TIMES - 1) * WAITERS_MAX)
                .containsOnly(ErrorCode.OVERLOADED);
        for (int i = 0; i < WAITERS_MAX; i++) {
            var _ = queue.write(tuple(i));
        }
        for (int i = 0; i < WAITERS_MAX; i++) {
            assertThat(takes.get(i).join().tuple()).contains(tuple(i));
        }
        assertThat(queue.take(fifo())).isInstanceOf(Outcome.Empty.class);
    }

    @Test
    void payloadBeyondTheLimitIsRefusedUntilThereIsRoom() {
        Container queue = connect().create(QUEUE);
        Tuple large = tuple(Bytes.of(new byte[PAYLOAD_MAX / 16]));
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (int i = 0; i < TIMES * 16; i++) {
            writes.add(queue.writeAsync(large));
        }
        assertThat(failures(writes)).hasSize((TIMES - 1) * 16).containsOnly(ErrorCode.OVERLOADED);
        Edit larger = new Edit.Replace(0, Bytes.of(new byte[PAYLOAD_MAX / 8]));
        assertThat(failures(List.of(queue.changeAsync(fifo(), Wait.NOW, larger)))).containsExactly(ErrorCode.OVERLOADED);
        assertThat(queue.delete(fifo().count(2))).isEqualTo(2);
        assertThat(failures(List.of(queue.writeAsync(large)))).isEmpty();
        assertThat(queue.readAll(fifo())).hasSize(15);
    }

    @Test
    void underFourTimesTheLoadNothingIsLostAndNothingIsThereTwice() {
        for (int i = 0; i < CLIENTS; i++) {
            var _ = connect().createIfAbsent(QUEUE);
        }
        pairsPerSecond(TIMES * IN_FLIGHT); // for the compiler
        double peak = pairsPerSecond(IN_FLIGHT);
        List<CompletableFuture<Outcome>> waits = new ArrayList<>();
        for (Space space : spaces) {
            for (int i = 0; i < TIMES * WAITERS_MAX; i++) {
                waits.add(space.defaultContainer().takeAsync(fifo(), Wait.FOREVER));
            }
        }
        double overloaded = pairsPerSecond(TIMES * IN_FLIGHT);
        System.out.printf("%.0f pairs/s; asked for %d times as much %.0f: %.2f%n", peak, TIMES, overloaded, overloaded / peak);
        assertThat(taken).hasSize((int) written.get()).doesNotHaveDuplicates();
        Container queue = spaces.getFirst().container(QUEUE.name());
        assertThat(queue.count(fifo().available())).isZero();
        assertThat(waits.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(CLIENTS * (TIMES - 1) * WAITERS_MAX);
    }

    /// Each client has so many pairs of a write and a take on their way at once, and begins another one when one is done.
    private double pairsPerSecond(int inFlight) {
        long begin = System.nanoTime();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (Space space : spaces) {
            Container queue = space.container(QUEUE.name());
            for (int i = 0; i < inFlight; i++) {
                running.add(pairs(queue, PAIRS));
            }
        }
        running.forEach(CompletableFuture::join);
        return (double) running.size() * PAIRS * 1e9 / (System.nanoTime() - begin);
    }

    private CompletableFuture<Void> pairs(Container queue, int left) {
        if (left == 0) {
            return CompletableFuture.completedFuture(null);
        }
        return queue.writeAsync(tuple(written.incrementAndGet()))
                .thenCompose(_ -> queue.takeAsync(fifo(), Wait.NOW))
                .thenCompose(outcome -> {
                    taken.add(outcome.orElseThrow().tuple().integer(0));
                    return pairs(queue, left - 1);
                });
    }

    private static List<ErrorCode> failures(List<? extends CompletableFuture<?>> futures) {
        List<ErrorCode> failures = new ArrayList<>();
        for (CompletableFuture<?> future : futures) {
            try {
                future.join();
            } catch (CompletionException failed) {
                failures.add(((SpaceException) failed.getCause()).code());
            }
        }
        return failures;
    }
}
