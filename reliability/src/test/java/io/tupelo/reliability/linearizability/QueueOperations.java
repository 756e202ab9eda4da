package io.tupelo.reliability.linearizability;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Wait;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;

/// What threads do with one queue of a space, each run with another queue.
public class QueueOperations {
    private static final AtomicLong NAMES = new AtomicLong();

    private final Container queue;

    QueueOperations(Space space) {
        queue = space.create(ContainerSpec.named("queue " + NAMES.incrementAndGet()).with("fifo"));
    }

    /// Writes a number.
    @Operation
    public void write(@Param(gen = IntGen.class, conf = "1:9") int number) {
        var _ = queue.write(tuple(number));
    }

    /// Takes the oldest number, if there is one.
    @Operation
    public @Nullable Long take() {
        return number(queue.take(fifo(), Wait.NOW));
    }

    /// Waits for a number and gives up at once, which may be too late: then it has the number.
    @Operation
    public @Nullable Long takeOrGiveUp() {
        CompletableFuture<Outcome> taken = queue.takeAsync(fifo(), Wait.FOREVER);
        taken.cancel(true);
        try {
            return number(taken.join());
        } catch (CancellationException gaveUp) {
            return null;
        }
    }

    /// Counts the numbers.
    @Operation
    public long count() {
        return queue.count(fifo().available(), Wait.NOW);
    }

    private static @Nullable Long number(Outcome outcome) {
        return outcome.tuple().map(tuple -> tuple.integer(0)).orElse(null);
    }
}
