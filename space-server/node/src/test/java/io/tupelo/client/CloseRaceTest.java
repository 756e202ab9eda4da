package io.tupelo.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.Coordinators;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.node.LocalNode;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// A session is closed while its threads and futures take, and perhaps just after its connection broke: each entry has
/// either been received or is still there.
class CloseRaceTest {
    private static final int ROUNDS = 200;
    private static final int ENTRIES = 60;
    private static final int THREADS = 3;
    private static final int FUTURES = 15;
    private static final int PAUSE_NANOS_MAX = 3_000_000;
    private static final long SECONDS = 20;
    private static final Request TAKE =
            Request.of(new Operation.Get(Pick.TAKE, "default", Coordinators.fifo(), Wait.FOREVER));

    @AutoClose
    private final LocalNode node = LocalNode.unconnected();

    private final Space direct = node.other();

    @Test
    void whenEverASessionIsClosedEachEntryHasBeenReceivedOrIsThere() throws Exception {
        Random random = Seed.random("CloseRaceTest");
        int amid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < ENTRIES; i++) {
                direct.out(i);
            }
            long received = takeUntilClosed(random.nextInt(PAUSE_NANOS_MAX), random.nextBoolean());
            long left = direct.defaultContainer().delete(Coordinators.fifo().available());
            assertThat(received + left).as("received %s, left %s", received, left).isEqualTo(ENTRIES);
            amid += received > 0 && left > 0 ? 1 : 0;
        }
        System.out.println(amid + " of " + ROUNDS + " sessions closed amid their takes");
    }

    /// Returns how many were received.
    private long takeUntilClosed(int pauseNanos, boolean cuts) throws Exception {
        AtomicLong received = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<Answer>> futures = new ArrayList<>();
        try (RemotePort port = RemotePort.connect(SpaceAddress.of(node.address()), ClientConfig.DEFAULT)) {
            for (int i = 0; i < THREADS; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    while (port.call(TAKE) instanceof Answer.Found) {
                        received.incrementAndGet();
                    }
                }));
            }
            for (int i = 0; i < FUTURES; i++) {
                futures.add(port.send(TAKE));
            }
            LockSupport.parkNanos(pauseNanos);
            if (cuts) {
                port.cut();
            }
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        }
        for (CompletableFuture<Answer> future : futures) {
            if (future.get(SECONDS, TimeUnit.SECONDS) instanceof Answer.Found) {
                received.incrementAndGet();
            }
        }
        return received.get();
    }
}
