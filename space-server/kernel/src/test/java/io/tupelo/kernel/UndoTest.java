package io.tupelo.kernel;

import static io.tupelo.coordinator.Coordinators.fifo;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.operation.Draft;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What comes back from a take that nobody acknowledged is what it was.
final class UndoTest {
    private static final long LEASE_MILLIS = 15_000;

    private final Kernel kernel = new Kernel("space", Limits.DEFAULT, 1, new Unheard());

    @Test
    void anEphemeralEntryThatCameBackEndsWithItsSession() {
        long writer = kernel.open(1, LEASE_MILLIS, 0);
        long taker = kernel.open(2, LEASE_MILLIS, 0);
        Draft draft = new Draft(Tuple.tuple("a"), List.of(), new WriteOptions(0, 0, true));
        kernel.submit(writer, 1, Request.of(new Operation.Write(Kernel.DEFAULT_CONTAINER, List.of(draft), Wait.NOW)), 1);
        kernel.submit(
                taker, 1, Request.of(new Operation.Get(Operation.Pick.TAKE, Kernel.DEFAULT_CONTAINER, fifo(), Wait.NOW)), 2);
        assertThat(kernel.image().entries()).isEmpty();
        kernel.close(taker, "it ends without acknowledging", 3);
        assertThat(kernel.image().entries()).hasSize(1);
        kernel.close(writer, "it ends", 4);
        assertThat(kernel.image().entries()).isEmpty();
        kernel.checkInvariants();
    }
}
