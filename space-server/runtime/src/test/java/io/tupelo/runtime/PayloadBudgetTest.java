package io.tupelo.runtime;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.Transaction;
import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.Tuple;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A space never holds more payload than its budget allows, however it is written.
class PayloadBudgetTest {
    private static final int BUDGET = 1_000_000;
    private static final int BLOB_BYTES = 200_000;
    private static final int FITTING = BUDGET / BLOB_BYTES - 1;
    private static final Tuple BLOB = tuple(Bytes.of(new byte[BLOB_BYTES]));

    private final SpaceRuntime runtime = SpaceRuntime.create("test", Limits.DEFAULT.withMemoryBytesMax(BUDGET), System::currentTimeMillis);
    private final Space space = Space.over(runtime.port());
    private final Container container =
            space.create(ContainerSpec.named("blobs").with("fifo").withOptional("key"));

    @AfterEach
    void invariantsHold() {
        runtime.checkInvariants();
        runtime.close();
    }

    private long payload() {
        return space.inspect(Subject.STATS).rows().stream()
                .filter(row -> row.get(0).equals("payload bytes"))
                .mapToLong(row -> row.integer(1))
                .sum();
    }

    @Test
    void whatATransactionWritesCountsUntilItIsAborted() {
        Transaction transaction = space.transaction();
        Container within = container.in(transaction);
        for (int i = 0; i < FITTING; i++) {
            within.write(BLOB);
        }
        within.write(tuple("small"));
        assertFails(ErrorCode.OVERLOADED, () -> {
            within.write(BLOB);
            within.write(BLOB);
        });
        assertFails(ErrorCode.OVERLOADED, () -> {
            container.write(BLOB);
            container.write(BLOB);
        });
        transaction.abort();
        container.write(BLOB);
        assertThat(payload()).isLessThanOrEqualTo(2L * BLOB_BYTES + 100);
    }

    @Test
    void whatATransactionWroteCountsOnceItIsCommitted() {
        Transaction transaction = space.transaction();
        container.in(transaction).write(BLOB);
        container.in(transaction).take(fifo());
        container.in(transaction).write(BLOB);
        container.in(transaction).change(fifo(), new Edit.Replace(0, "small"));
        container.in(transaction).write(BLOB);
        transaction.commit();
        assertThat(payload()).isBetween((long) BLOB_BYTES, BLOB_BYTES + 100L);
    }

    @Test
    void whatIsWrittenTogetherCountsTogether() {
        assertFails(
                ErrorCode.OVERLOADED, () -> container.writeAll(Collections.nCopies(2 * FITTING, Draft.of(BLOB))));
        var batch = space.batch();
        for (int i = 0; i < 2 * FITTING; i++) {
            batch.write(container.name(), BLOB);
        }
        assertFails(ErrorCode.OVERLOADED, batch::run);
        assertThat(container.count(fifo().available())).isZero();
        assertThat(payload()).isZero();
    }

    @Test
    void coordinatesCount() {
        String large = "x".repeat(BLOB_BYTES);
        assertFails(ErrorCode.TUPLE_TOO_LARGE, () -> container.write(BLOB, key(large)));
        container.write(tuple("small"), key(large));
        assertThat(payload()).isBetween((long) BLOB_BYTES, BLOB_BYTES + 100L);
        container.change(key(large), new Edit.Replace(0, "changed"));
        assertThat(payload()).isBetween((long) BLOB_BYTES, BLOB_BYTES + 100L);
        container.take(key(large));
        assertThat(payload()).isZero();
    }
}
