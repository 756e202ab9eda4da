package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;
import static io.tupelo.coordinator.Coordinators.priority;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Template.match;
import static io.tupelo.tuple.Template.template;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.ContainerSpec.WhenFull;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is written is there, with its coordinates, within its bound.
public interface WritingContract extends OpensSpaces {
    /// A record that is written as a tuple.
    ///
    /// @param file a text
    /// @param width a number
    record Resize(String file, int width) {}

    /// A container that finds by key.
    ContainerSpec KEYED = ContainerSpec.named("keyed").with("key").with("fifo");

    @Test
    default void anEntryCarriesWhatWasWritten() {
        try (Space space = open()) {
            Container jobs = space.create(ContainerSpec.named("jobs").with("fifo").with("label"));
            Answer.Written written = jobs.write(tuple("job", 1), label("red"));
            Entry entry = jobs.read(fifo()).orElseThrow();
            assertThat(entry.id()).isEqualTo(written.ids().getFirst());
            assertThat(entry.version()).isEqualTo(1).isEqualTo(written.version());
            assertThat(entry.tuple()).isEqualTo(tuple("job", 1));
            assertThat(entry.coordinates()).contains(label("red"));
            assertThat(entry.leaseEndMillis()).isZero();
            assertThat(entry.deliveries()).isZero();
        }
    }

    @Test
    default void everyTypeOfFieldComesBackAsItWas() {
        var full = tuple(
                null, true, -7, 2.5, new byte[] {1, -1}, "text \"é\n", Instant.parse("2026-01-02T03:04:05.678Z"),
                Duration.ofMillis(1500), new UUID(1, 2), List.of(1, List.of("x")), Map.of("a", 1), tuple("nested", 2));
        try (Space space = open()) {
            space.write(full);
            assertThat(space.inp(template(io.tupelo.tuple.Matchers.rest()))).contains(full);
        }
    }

    @Test
    default void aRecordIsATuple() {
        try (Space space = open()) {
            space.write(new Resize("cat.png", 800));
            assertThat(space.read(template("Resize", "cat.png", any()), LONG)).contains(tuple("Resize", "cat.png", 800));
            assertThat(space.take(match(Resize.class).with(Resize::file, "cat.png"), LONG))
                    .contains(new Resize("cat.png", 800));
        }
    }

    @Test
    default void lindasNamesWorkOnTheDefaultContainer() {
        try (Space space = open()) {
            space.out("count", 1);
            space.out("count", 2);
            assertThat(space.rd("count", any())).isEqualTo(tuple("count", 1));
            assertThat(space.in("count", 2)).isEqualTo(tuple("count", 2));
            assertThat(space.rdp("count", any())).contains(tuple("count", 1));
            assertThat(space.inp("count", any())).contains(tuple("count", 1));
            assertThat(space.inp("count", any())).isEmpty();
        }
    }

    @Test
    default void entriesWrittenAtOnceKeepTheirOrder() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Answer.Written written = queue.writeAll(List.of(Draft.of(tuple(1)), Draft.of(tuple(2)), Draft.of(tuple(3))));
            assertThat(written.ids()).hasSize(3).doesNotHaveDuplicates();
            assertThat(queue.takeAll(fifo())).containsExactly(tuple(1), tuple(2), tuple(3));
        }
    }

    @Test
    default void writesAtOnceAreAllOrNone() {
        try (Space space = open()) {
            Container keyed = space.create(KEYED);
            assertFails(
                    ErrorCode.DUPLICATE_KEY,
                    () -> keyed.writeAll(List.of(Draft.of(tuple(1), key("a")), Draft.of(tuple(2), key("a")))));
            assertThat(keyed.readAll(fifo())).isEmpty();
        }
    }

    @Test
    default void aSecondEntryWithAKeyIsRefused() {
        try (Space space = open()) {
            Container keyed = space.create(KEYED);
            keyed.write(tuple(1), key("a"));
            assertFails(ErrorCode.DUPLICATE_KEY, () -> keyed.write(tuple(2), key("a")));
            assertThat(keyed.read(key("a")).tuple()).contains(tuple(1));
        }
    }

    @Test
    default void putReplacesAndCountsVersions() {
        try (Space space = open()) {
            Container keyed = space.create(KEYED);
            assertThat(keyed.put("a", tuple(1)).version()).isEqualTo(1);
            assertThat(keyed.put("a", tuple(2)).version()).isEqualTo(2);
            assertThat(keyed.readAll(fifo())).containsExactly(tuple(2));
        }
    }

    @Test
    default void putRefusesWhatAnEntryThatIsThereCantBecome() {
        try (Space space = open()) {
            Container keyed = space.create(KEYED);
            keyed.put("a", tuple(1));
            assertFails(ErrorCode.INVALID_REQUEST, () -> put(space, "a", WriteOptions.DEFAULT.delay(Duration.ofHours(1))));
            assertFails(ErrorCode.INVALID_REQUEST, () -> put(space, "a", WriteOptions.DEFAULT.endingWithSession()));
            assertThat(keyed.readAll(fifo())).containsExactly(tuple(1));
            put(space, "b", WriteOptions.DEFAULT.endingWithSession());
            put(space, "b", WriteOptions.DEFAULT.endingWithSession());
            assertThat(keyed.read(key("b")).entry().orElseThrow().version()).isEqualTo(2);
        }
    }

    private static void put(Space space, String key, WriteOptions options) {
        var _ = space.submit(Request.of(
                new Operation.Put(KEYED.name(), key, new Draft(tuple(2), List.of(), options), -1, Wait.NOW)));
    }

    @Test
    default void putWithAnExpectedVersionComparesAndSets() {
        try (Space space = open()) {
            Container keyed = space.create(KEYED);
            keyed.put("a", tuple(1), 0);
            assertFails(ErrorCode.VERSION_MISMATCH, () -> keyed.put("a", tuple(9), 0));
            assertThat(keyed.put("a", tuple(2), 1).version()).isEqualTo(2);
            assertFails(ErrorCode.VERSION_MISMATCH, () -> keyed.put("a", tuple(9), 1));
            assertThat(keyed.read(key("a")).tuple()).contains(tuple(2));
        }
    }

    @Test
    default void anObligatoryCoordinatorNeedsItsCoordinate() {
        try (Space space = open()) {
            Container keyed = space.create(KEYED);
            assertFails(ErrorCode.MISSING_COORDINATE, () -> keyed.write(tuple(1)));
        }
    }

    @Test
    default void anOptionalCoordinatorDoesNot() {
        try (Space space = open()) {
            Container jobs = space.create(ContainerSpec.named("jobs").with("fifo").withOptional("label"));
            jobs.write(tuple(1));
            jobs.write(tuple(2), label("red"));
            assertThat(jobs.read(label("red")).tuple()).contains(tuple(2));
            assertThat(jobs.readAll(fifo())).containsExactly(tuple(1), tuple(2));
        }
    }

    @Test
    default void aCoordinateOfAnUnknownCoordinatorIsRefused() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            assertFails(ErrorCode.UNKNOWN_COORDINATOR, () -> queue.write(tuple(1), key("a")));
            assertFails(ErrorCode.UNKNOWN_COORDINATOR, () -> queue.read(key("a")));
            assertThatThrownBy(() -> queue.read(key("a")))
                    .hasMessageEndingWith("has no coordinator key; it has fifo");
        }
    }

    @Test
    default void aCoordinateOfTheWrongKindIsRefused() {
        try (Space space = open()) {
            Container ranked = space.create(ContainerSpec.named("ranked").with("priority"));
            assertFails(ErrorCode.INVALID_SELECTION, () -> ranked.write(tuple(1), new Selector("priority", "high")));
            assertThat(ranked.readAll(priority())).isEmpty();
        }
    }

    @Test
    default void aTupleOverTheLimitIsRefused() {
        try (Space space = open()) {
            assertFails(ErrorCode.TUPLE_TOO_LARGE, () -> space.write(tuple("x".repeat(300 << 10))));
        }
    }

    @Test
    default void aFullContainerThatFailsSaysSo() {
        try (Space space = open()) {
            Container small = space.create(ContainerContract.QUEUE.bounded(1, WhenFull.FAIL));
            small.write(tuple(1));
            assertFails(ErrorCode.CONTAINER_FULL, () -> small.write(tuple(2)));
            assertFails(ErrorCode.CONTAINER_FULL, () -> small.write(Draft.of(tuple(2)), LONG_WAIT));
            assertThat(small.readAll(fifo())).containsExactly(tuple(1));
        }
    }

    @Test
    default void aFullContainerThatDropsKeepsTheNewest() {
        try (Space space = open()) {
            Container small = space.create(ContainerContract.QUEUE.bounded(2, WhenFull.DROP_OLDEST));
            for (int i = 1; i <= 4; i++) {
                small.write(tuple(i));
            }
            assertThat(small.readAll(fifo())).containsExactly(tuple(3), tuple(4));
        }
    }

    @Test
    default void whatDoesNotTakeEffectDropsNothing() {
        try (Space space = open()) {
            Container small = space.create(ContainerContract.QUEUE.bounded(2, WhenFull.DROP_OLDEST));
            small.write(tuple(1));
            small.write(tuple(2));
            try (var transaction = space.transaction()) {
                small.in(transaction).write(tuple(3));
                transaction.abort();
            }
            assertThat(small.readAll(fifo())).containsExactly(tuple(1), tuple(2));
            boolean isApplied = space.batch()
                    .write(small.name(), tuple(3))
                    .take(space.defaultContainer().name(), fifo())
                    .run()
                    .isApplied();
            assertThat(isApplied).isFalse();
            assertThat(small.readAll(fifo())).containsExactly(tuple(1), tuple(2));
        }
    }

    @Test
    default void aWriteWaitsForRoom() {
        try (Space space = open()) {
            Container small = space.create(ContainerContract.QUEUE.bounded(1));
            small.write(tuple(1));
            var waiting = small.writeAllAsync(List.of(Draft.of(tuple(2))), LONG_WAIT);
            assertThat(small.take(fifo(), LONG).tuple()).contains(tuple(1));
            assertThat(waiting.join()).isPresent();
            assertThat(small.take(fifo(), LONG).tuple()).contains(tuple(2));
        }
    }

    @Test
    default void aWriteWithoutALimitWaitsForRoom() {
        try (Space space = open()) {
            Container small = space.create(ContainerContract.QUEUE.bounded(1));
            small.write(tuple(1));
            var waiting = small.writeAsync(tuple(2));
            OpensSpaces.settle(space);
            assertThat(waiting).isNotDone();
            assertThat(small.takeAll(fifo())).containsExactly(tuple(1));
            assertThat(waiting.join().ids()).hasSize(1);
        }
    }

    @Test
    default void aWriteThatFindsNoRoomIsNotThere() {
        try (Space space = open()) {
            Container small = space.create(ContainerContract.QUEUE.bounded(1));
            small.write(tuple(1));
            assertThat(small.write(Draft.of(tuple(2)), Wait.NOW)).isEmpty();
            assertThat(small.write(Draft.of(tuple(2)), Wait.atMost(SHORT))).isEmpty();
            assertThat(small.takeAll(fifo())).containsExactly(tuple(1));
            assertThat(small.takeAll(fifo())).isEmpty();
        }
    }

    @Test
    default void asynchronousWritesKeepTheirOrder() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            for (int i = 0; i < 50; i++) {
                var _ = queue.writeAsync(tuple(i));
            }
            assertThat(queue.take(fifo().count(50), LONG).tuples().stream().map(tuple -> tuple.integer(0)))
                    .isSorted()
                    .hasSize(50);
        }
    }
}
