package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Entries appear after their delay, and go when their lease or session ends.
public interface LifetimeContract extends OpensSpaces {
    @Test
    default void anEntryIsGoneWhenItsLeaseEnds() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            try (var events = queue.watch(Set.of(EventKind.EXPIRED))) {
                queue.write(tuple(1), WriteOptions.DEFAULT.lease(SHORT));
                assertThat(events.next(LONG).orElseThrow().entry())
                        .isNotNull()
                        .extracting(Entry::tuple)
                        .isEqualTo(tuple(1));
                assertThat(queue.readAll(fifo())).isEmpty();
            }
        }
    }

    @Test
    default void anEntryTellsWhenItsLeaseEnds() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1), WriteOptions.DEFAULT.lease(LONG));
            Entry entry = queue.read(fifo()).orElseThrow();
            assertThat(entry.leaseEndMillis() - entry.writtenAtMillis()).isEqualTo(LONG.toMillis());
        }
    }

    @Test
    default void aRenewedLeaseLastsLonger() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            try (var events = queue.watch(Set.of(EventKind.EXPIRED))) {
                Duration second = Duration.ofSeconds(1);
                long renewed = queue.write(tuple("renewed"), WriteOptions.DEFAULT.lease(second)).ids().getFirst();
                queue.write(tuple("left"), WriteOptions.DEFAULT.lease(second.plus(SHORT)));
                queue.renew(renewed, Duration.ZERO);
                assertThat(events.next(LONG).orElseThrow().entry())
                        .isNotNull()
                        .extracting(Entry::tuple)
                        .isEqualTo(tuple("left"));
                assertThat(queue.readAll(fifo())).containsExactly(tuple("renewed"));
            }
        }
    }

    @Test
    default void aCancelledEntryIsGoneAtOnce() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            long id = queue.write(tuple(1)).ids().getFirst();
            queue.cancel(id);
            assertThat(queue.readAll(fifo())).isEmpty();
            assertFails(ErrorCode.UNKNOWN_ENTRY, () -> queue.cancel(id));
            assertFails(ErrorCode.UNKNOWN_ENTRY, () -> queue.renew(id, LONG));
        }
    }

    @Test
    default void aDelayedEntryAppearsLater() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1), WriteOptions.DEFAULT.delay(Duration.ofMillis(300)));
            assertThat(queue.take(fifo(), Wait.NOW).isFound()).isFalse();
            assertThat(queue.take(fifo(), LONG).tuple()).contains(tuple(1));
        }
    }

    @Test
    default void anEphemeralEntryEndsWithItsSession() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            try (var events = queue.watch(EnumSet.of(EventKind.EXPIRED))) {
                Space session = open();
                session.container("queue").write(tuple("here"), WriteOptions.DEFAULT.endingWithSession());
                session.container("queue").write(tuple("stays"));
                assertThat(queue.read(fifo()).tuple()).contains(tuple("here"));
                session.close();
                assertThat(events.next(LONG)).isPresent();
                assertThat(queue.readAll(fifo())).containsExactly(tuple("stays"));
            }
        }
    }
}
