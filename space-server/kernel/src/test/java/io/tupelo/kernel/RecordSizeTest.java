package io.tupelo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.change.Change;
import io.tupelo.change.ChangeWriter;
import io.tupelo.change.SpaceImage;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How much a journal grows by one small tuple, in a space that has seen millions.
final class RecordSizeTest {
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int OVERHEAD_BYTES_MAX = 40;
    private static final long MANY = 2_000_000;
    private static final long NOW = 1_790_000_000_000L;
    private static final Tuple SMALL = Tuple.tuple("order", 4711L, "new");

    private final ChangeWriter writer = new ChangeWriter();
    private final Kernel kernel;

    RecordSizeTest() {
        SpaceImage image = new SpaceImage();
        image.apply(new Change.Command(MANY, NOW));
        image.apply(new Change.Reserved(MANY));
        writer.begin(1);
        kernel = new Kernel("space", Limits.DEFAULT, image, 1, NOW, 0, new Written());
    }

    private int overhead(long session, long number) {
        var write = new Operation.Write(
                Kernel.DEFAULT_CONTAINER, List.of(new Draft(SMALL, List.of(), WriteOptions.DEFAULT)), Wait.NOW);
        writer.begin(1);
        kernel.submit(session, number, Request.of(write), NOW + number);
        return writer.written().remaining() + RECORD_HEADER_BYTES - SMALL.payloadBytes();
    }

    @Test
    void aSmallTupleOfThisProcessCostsLittle() {
        long session = kernel.open(0, 0, NOW);
        int overhead = overhead(session, 1);
        System.out.println("a small tuple, embedded: " + overhead + " bytes over its payload");
        assertThat(overhead).isLessThanOrEqualTo(OVERHEAD_BYTES_MAX);
    }

    @Test
    void aSmallTupleOfARemoteClientCostsLittleWithItsAnswer() {
        long session = kernel.open(1, 15_000, NOW);
        int overhead = 0;
        for (long number = 1; number <= 300; number++) {
            kernel.acknowledge(session, number - 1, true);
            overhead = overhead(session, number);
        }
        System.out.println("a small tuple, remote: " + overhead + " bytes over its payload");
        assertThat(overhead).isLessThanOrEqualTo(OVERHEAD_BYTES_MAX);
    }

    private final class Written extends Unheard {
        @Override
        public void changed(Change change) {
            writer.write(change);
        }
    }
}
