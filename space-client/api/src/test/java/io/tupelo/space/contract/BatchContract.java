package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.space.Edits.add;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Wait;
import io.tupelo.space.BatchOutcome;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import org.junit.jupiter.api.Test;

/// Batches: all of it if all conditions hold, else nothing.
public interface BatchContract extends OpensSpaces {
    @Test
    default void aBatchAppliesOverContainers() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Container done = space.create(ContainerSpec.named("done").with("fifo"));
            queue.write(tuple(1));
            BatchOutcome outcome = space.batch()
                    .requireExists("queue", fifo())
                    .take("queue", fifo())
                    .write("done", tuple("did", 1))
                    .count("done", fifo().available())
                    .run();
            assertThat(outcome).isInstanceOfSatisfying(BatchOutcome.Applied.class, applied -> {
                assertThat(applied.outcome(0).tuple()).contains(tuple(1));
                assertThat(applied.answers().get(1)).isInstanceOf(Answer.Written.class);
                assertThat(applied.answers().get(2))
                        .isInstanceOfSatisfying(
                                Answer.Counted.class, counted -> assertThat(counted.count()).isEqualTo(1));
            });
            assertThat(done.readAll(fifo())).containsExactly(tuple("did", 1));
        }
    }

    @Test
    default void aConditionThatDoesNotHoldAppliesNothing() {
        try (Space space = open()) {
            Container keyed = space.create(WritingContract.KEYED);
            keyed.write(tuple(1), key("a"));
            BatchOutcome outcome = space.batch()
                    .requireExists("keyed", key("a"))
                    .requireAbsent("keyed", key("a"))
                    .write("keyed", tuple(2), key("b"))
                    .run();
            assertThat(outcome).isInstanceOfSatisfying(BatchOutcome.Unmet.class, unmet -> {
                assertThat(unmet.index()).isEqualTo(1);
                assertThat(unmet.cause()).isEmpty();
            });
            assertThat(keyed.readAll(fifo())).containsExactly(tuple(1));
        }
    }

    @Test
    default void anOperationThatFindsNothingAppliesNothing() {
        try (Space space = open()) {
            Container keyed = space.create(WritingContract.KEYED);
            keyed.write(tuple("count", 1), key("a"));
            BatchOutcome outcome = space.batch()
                    .requireExists("keyed", key("a"))
                    .change("keyed", key("a"), add(1, 1))
                    .take("keyed", key("b"))
                    .run();
            assertThat(outcome).isInstanceOfSatisfying(BatchOutcome.Unmet.class, unmet -> {
                assertThat(unmet.index()).isEqualTo(2);
                assertThat(unmet.cause()).containsInstanceOf(Answer.Empty.class);
            });
            assertThat(keyed.read(key("a")).tuple()).contains(tuple("count", 1));
        }
    }

    @Test
    default void aVersionConditionComparesAndSets() {
        try (Space space = open()) {
            Container keyed = space.create(WritingContract.KEYED);
            long id = keyed.put("a", tuple(1)).ids().getFirst();
            var first = space.batch().requireVersion("keyed", id, 1).put("keyed", "a", tuple(2)).run();
            var second = space.batch().requireVersion("keyed", id, 1).put("keyed", "a", tuple(3)).run();
            assertThat(first.isApplied()).isTrue();
            assertThat(second.isApplied()).isFalse();
            assertThat(keyed.read(key("a")).tuple()).contains(tuple(2));
        }
    }

    @Test
    default void operationsSeeThoseBeforeThem() {
        try (Space space = open()) {
            space.create(ContainerContract.QUEUE);
            BatchOutcome outcome =
                    space.batch().write("queue", tuple(1)).take("queue", fifo()).run();
            assertThat(outcome).isInstanceOfSatisfying(
                    BatchOutcome.Applied.class,
                    applied -> assertThat(applied.outcome(1).tuple()).contains(tuple(1)));
        }
    }

    @Test
    default void anOperationThatFailsFailsTheBatch() {
        try (Space space = open()) {
            Container keyed = space.create(WritingContract.KEYED);
            assertFails(ErrorCode.DUPLICATE_KEY, () -> space.batch()
                    .write("keyed", tuple(1), key("a"))
                    .write("keyed", tuple(2), key("a"))
                    .run());
            assertThat(keyed.readAll(fifo())).isEmpty();
        }
    }

    @Test
    default void nothingWaitsInABatch() {
        try (Space space = open()) {
            space.create(ContainerContract.QUEUE);
            var patient = new Operation.Get(Operation.Pick.TAKE, "queue", fifo(), Wait.FOREVER);
            assertThat(space.batch().add(patient).run().isApplied()).isFalse();
        }
    }

    @Test
    default void whatWorksOnNoEntriesIsRefused() {
        try (Space space = open()) {
            space.create(ContainerContract.QUEUE);
            var drop = new Operation.DropContainer("queue");
            assertFails(ErrorCode.INVALID_REQUEST, () -> space.batch().add(drop).run());
            assertThat(space.container("queue", Wait.NOW)).isPresent();
        }
    }

    @Test
    default void aBatchServesWhoWaits() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            var waiting = queue.takeAsync(fifo(), LONG_WAIT);
            assertThat(space.batch().write("queue", tuple(1)).runAsync().join().isApplied()).isTrue();
            assertThat(waiting.join().tuple()).contains(tuple(1));
        }
    }
}
