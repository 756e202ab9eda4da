package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;
import static io.tupelo.space.Edits.add;
import static io.tupelo.space.Edits.append;
import static io.tupelo.space.Edits.set;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Wait;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Entries change in place, and go from one container to another in one step.
public interface ChangingContract extends OpensSpaces {
    @Test
    default void changeEditsFieldsInPlace() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            long id = queue.write(tuple(1, 1.5, "a", List.of(1), "b")).ids().getFirst();
            queue.write(tuple("behind"));
            Outcome changed = queue.change(fifo(), add(0, 5), add(1, 0.5), set(2, true), append(3, 2), append(4, "!"));
            Entry entry = changed.orElseThrow();
            assertThat(entry.tuple()).isEqualTo(tuple(6, 2.0, true, List.of(1, 2), "b!"));
            assertThat(entry.id()).isEqualTo(id);
            assertThat(entry.version()).isEqualTo(2);
            assertThat(queue.take(fifo()).tuple()).contains(entry.tuple());
        }
    }

    @Test
    default void changeKeepsCoordinates() {
        try (Space space = open()) {
            Container keyed = space.create(WritingContract.KEYED);
            keyed.write(tuple("count", 0), key("a"));
            keyed.change(key("a"), add(1, 1));
            keyed.change(key("a"), add(1, 1));
            assertThat(keyed.read(key("a")).tuple()).contains(tuple("count", 2));
        }
    }

    @Test
    default void aChangeThatDoesNotSuitChangesNothing() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple("text", 1));
            assertFails(ErrorCode.INVALID_CHANGE, () -> queue.change(fifo(), add(1, 1), add(0, 1)));
            assertFails(ErrorCode.INVALID_CHANGE, () -> queue.change(fifo(), set(7, 1)));
            assertThat(queue.read(fifo()).orElseThrow().version()).isEqualTo(1);
            assertThat(queue.read(fifo()).tuple()).contains(tuple("text", 1));
        }
    }

    @Test
    default void changeFindsNothingWhereNothingIs() {
        try (Space space = open()) {
            assertThat(space.create(ContainerContract.QUEUE).change(fifo(), add(0, 1))).isInstanceOf(Outcome.Empty.class);
        }
    }

    @Test
    default void changeServesWhoWaitsForIt() {
        try (Space space = open()) {
            space.out("state", "new");
            var waiting = space.defaultContainer()
                    .readAsync(io.tupelo.coordinator.Coordinators.matching("state", "done"), LONG_WAIT);
            space.defaultContainer().change(fifo(), set(1, "done"));
            assertThat(waiting.join().tuple()).contains(tuple("state", "done"));
        }
    }

    @Test
    default void moveTakesAndWritesInOneStep() {
        try (Space space = open()) {
            Container from = space.create(ContainerSpec.named("from").with("fifo").with("label"));
            Container to = space.create(ContainerSpec.named("to").with("fifo").with("label"));
            from.write(tuple(1), label("red"));
            assertThat(from.move(fifo(), "to").isFound()).isTrue();
            assertThat(from.readAll(fifo())).isEmpty();
            assertThat(to.read(label("red")).tuple()).contains(tuple(1));
        }
    }

    @Test
    default void moveWaitsForWhatItMoves() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Container to = space.create(ContainerSpec.named("to").with("fifo"));
            var moving = queue.moveAsync(fifo(), "to", LONG_WAIT);
            queue.write(tuple(1));
            assertThat(to.take(fifo(), LONG).tuple()).contains(tuple(1));
            assertThat(moving.join().isFound()).isTrue();
        }
    }

    @Test
    default void aMoveWithoutRoomMovesNothing() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Container full = space.create(ContainerSpec.named("full").with("fifo").bounded(1));
            queue.write(tuple(1));
            full.write(tuple(0));
            assertThat(queue.move(fifo(), "full", Wait.NOW)).isInstanceOf(Outcome.TimedOut.class);
            assertThat(queue.readAll(fifo())).containsExactly(tuple(1));
            assertThat(full.readAll(fifo())).containsExactly(tuple(0));
        }
    }

    @Test
    default void copyLeavesTheOriginal() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Container to = space.create(ContainerSpec.named("to").with("fifo"));
            queue.write(tuple(1));
            assertThat(queue.copy(fifo(), "to").isFound()).isTrue();
            assertThat(queue.readAll(fifo())).containsExactly(tuple(1));
            assertThat(to.readAll(fifo())).containsExactly(tuple(1));
        }
    }
}
