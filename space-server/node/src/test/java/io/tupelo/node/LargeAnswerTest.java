package io.tupelo.node;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Edit;
import io.tupelo.operation.ErrorCode;
import io.tupelo.space.Batch;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.contract.OpensSpaces;
import io.tupelo.tuple.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is too much for one answer is refused before anything is taken; what isn't arrives, in pieces.
class LargeAnswerTest {
    private static final int BLOB_BYTES = 200_000;
    private static final int FITTING = 80;
    private static final int TOO_MANY = 90;

    @AutoClose
    private final LocalNode node = LocalNode.connected();

    private final Space space = node.other();
    private final Container container = space.defaultContainer();

    @BeforeEach
    void fill() {
        for (int i = 0; i < TOO_MANY; i++) {
            container.write(tuple(i, Bytes.of(new byte[BLOB_BYTES])));
        }
    }

    @Test
    void whatIsTooMuchIsRefusedAndStays() {
        Selection all = Coordinators.fifo().available();
        OpensSpaces.assertFails(ErrorCode.OVERLOADED, () -> container.take(all));
        OpensSpaces.assertFails(ErrorCode.OVERLOADED, () -> container.read(all));
        OpensSpaces.assertFails(ErrorCode.OVERLOADED, () -> container.claim(all, Duration.ofMinutes(1)));
        assertThat(container.count(all)).isEqualTo(TOO_MANY);
        assertThat(container.delete(all)).isEqualTo(TOO_MANY);
    }

    @Test
    void theAnswersOfABatchAreOneAnswer() {
        Selection half = Coordinators.fifo().count(TOO_MANY / 2);
        Batch batch = space.batch().take(container.name(), half).take(container.name(), half);
        OpensSpaces.assertFails(ErrorCode.OVERLOADED, batch::run);
        assertThat(container.count(Coordinators.fifo().available())).isEqualTo(TOO_MANY);
    }

    @Test
    void whatGrowsTooMuchStaysAsItIs() {
        Container small = space.create(ContainerSpec.named("small").with("fifo"));
        for (int i = 0; i < TOO_MANY; i++) {
            small.write(tuple(i, "small"));
        }
        Selection all = Coordinators.fifo().available();
        OpensSpaces.assertFails(
                ErrorCode.OVERLOADED, () -> small.change(all, new Edit.Replace(1, Bytes.of(new byte[BLOB_BYTES]))));
        assertThat(small.read(all).tuples()).allSatisfy(tuple -> assertThat(tuple.string(1)).isEqualTo("small"));
    }

    @Test
    void whatIsNotTooMuchArrives() {
        assertThat(container.take(Coordinators.fifo().count(FITTING)).tuples()).hasSize(FITTING);
        assertThat(container.count(Coordinators.fifo().available())).isEqualTo(TOO_MANY - FITTING);
    }
}
