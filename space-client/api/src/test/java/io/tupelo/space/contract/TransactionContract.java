package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.space.Edits.add;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.space.contract.OpensSpaces.settle;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Wait;
import io.tupelo.space.Container;
import io.tupelo.space.Isolation;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.space.Transaction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Transactions: all or nothing, hidden until they commit, never for ever.
public interface TransactionContract extends OpensSpaces {
    @Test
    default void aCommitMakesAllOfItTakeEffect() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Container done = space.create(ContainerSpec.named("done").with("fifo"));
            queue.write(tuple(1));
            try (Transaction transaction = space.transaction()) {
                queue.in(transaction).take(fifo());
                transaction.container("done").write(tuple("did", 1));
                transaction.commit();
            }
            assertThat(queue.readAll(fifo())).isEmpty();
            assertThat(done.readAll(fifo())).containsExactly(tuple("did", 1));
        }
    }

    @Test
    default void anAbortMakesNothingOfItHaveHappened() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            queue.write(tuple(2));
            Transaction transaction = space.transaction();
            queue.in(transaction).take(fifo());
            queue.in(transaction).change(fifo(), add(0, 40));
            queue.in(transaction).write(tuple(3));
            transaction.abort();
            assertThat(queue.readAll(fifo())).containsExactly(tuple(1), tuple(2));
            assertThat(queue.read(fifo()).orElseThrow().version()).isEqualTo(1);
        }
    }

    @Test
    default void closingAnOpenTransactionAbortsIt() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            try (Transaction transaction = space.transaction()) {
                queue.in(transaction).write(tuple(1));
            }
            assertThat(queue.readAll(fifo())).isEmpty();
        }
    }

    @Test
    default void itsWritesAreSeenByItselfOnly() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple("committed"));
            try (Transaction transaction = space.transaction()) {
                queue.in(transaction).write(tuple("own"));
                assertThat(queue.in(transaction).readAll(fifo())).containsExactly(tuple("committed"), tuple("own"));
                assertThat(queue.readAll(fifo())).containsExactly(tuple("committed"));
            }
        }
    }

    @Test
    default void whatItTookIsHiddenFromOthers() {
        try (Space space = open();
                Space other = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            try (Transaction transaction = space.transaction()) {
                queue.in(transaction).take(fifo());
                assertThat(queue.in(transaction).read(fifo())).isInstanceOf(Outcome.Empty.class);
                assertThat(other.container("queue").read(fifo(), Wait.NOW)).isInstanceOf(Outcome.Locked.class);
            }
            assertThat(other.container("queue").read(fifo()).tuple()).contains(tuple(1));
        }
    }

    @Test
    default void whatItReadCantBeTakenByOthers() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            try (Transaction transaction = space.transaction()) {
                queue.in(transaction).read(fifo());
                assertThat(queue.read(fifo(), Wait.NOW).isFound()).isTrue();
                assertThat(queue.take(fifo(), Wait.NOW)).isInstanceOf(Outcome.Locked.class);
                assertThat(queue.in(transaction).take(fifo(), Wait.NOW).isFound()).isTrue();
            }
        }
    }

    @Test
    default void readCommittedLocksNothing() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            try (Transaction transaction = space.transaction(LONG, Isolation.READ_COMMITTED)) {
                queue.in(transaction).read(fifo());
                assertThat(queue.take(fifo(), Wait.NOW).isFound()).isTrue();
            }
        }
    }

    @Test
    default void twoTransactionsMayReadTheSame() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            try (Transaction one = space.transaction();
                    Transaction other = space.transaction()) {
                assertThat(queue.in(one).read(fifo(), Wait.NOW).isFound()).isTrue();
                assertThat(queue.in(other).read(fifo(), Wait.NOW).isFound()).isTrue();
                assertThat(queue.in(one).take(fifo(), Wait.NOW)).isInstanceOf(Outcome.Locked.class);
            }
        }
    }

    @Test
    default void whoWaitsForALockIsServedByTheAbort() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            Transaction transaction = space.transaction();
            queue.in(transaction).take(fifo());
            var waiting = queue.takeAsync(fifo());
            settle(space);
            assertThat(waiting).isNotDone();
            transaction.abort();
            assertThat(waiting.join().tuple()).contains(tuple(1));
        }
    }

    @Test
    default void whoWaitsForALockIsAnsweredByTheCommit() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            Transaction transaction = space.transaction();
            queue.in(transaction).take(fifo());
            var waiting = queue.takeAsync(fifo());
            transaction.commit();
            assertThat(waiting.join()).isInstanceOf(Outcome.Empty.class);
        }
    }

    @Test
    default void aCommitServesWhoWaitsForItsWrites() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            var waiting = queue.takeAsync(fifo(), LONG_WAIT);
            Transaction transaction = space.transaction();
            queue.in(transaction).write(tuple(1));
            settle(space);
            assertThat(waiting).isNotDone();
            transaction.commit();
            assertThat(waiting.join().tuple()).contains(tuple(1));
        }
    }

    @Test
    default void entriesGetTheirPositionsAtTheCommit() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Transaction transaction = space.transaction();
            queue.in(transaction).write(tuple("written first"));
            queue.write(tuple("there first"));
            transaction.commit();
            assertThat(queue.readAll(fifo())).containsExactly(tuple("there first"), tuple("written first"));
        }
    }

    @Test
    default void oneThatCanNeverBeOpenIsRefused() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(999_999), Duration.ofSeconds(-1))) {
                assertFails(ErrorCode.INVALID_REQUEST, () -> space.transaction(none));
            }
            try (Transaction transaction = space.transaction()) {
                queue.in(transaction).write(tuple(1));
                for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
                    assertFails(ErrorCode.INVALID_REQUEST, () -> transaction.extend(none));
                }
                transaction.commit();
            }
            assertThat(queue.readAll(fifo())).containsExactly(tuple(1));
        }
    }

    @Test
    default void atItsDeadlineItIsAborted() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            Transaction transaction = space.transaction(SHORT.multipliedBy(4));
            assertThat(queue.in(transaction).take(fifo()).isFound()).isTrue();
            assertThat(queue.take(fifo(), LONG).tuple()).contains(tuple(1));
            assertFails(ErrorCode.UNKNOWN_TRANSACTION, transaction::commit);
        }
    }

    @Test
    default void anExtendedTransactionLastsLonger() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Transaction extended = space.transaction(SHORT.multipliedBy(10));
            extended.extend(LONG);
            Transaction left = space.transaction(SHORT.multipliedBy(11));
            queue.write(tuple(1));
            assertThat(queue.in(left).take(fifo()).isFound()).isTrue();
            assertThat(queue.take(fifo(), LONG).isFound()).isTrue();
            extended.commit();
        }
    }

    @Test
    default void aWaiterWaitsNoLongerThanItsTransaction() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Transaction transaction = space.transaction(SHORT);
            var waiting = queue.in(transaction).takeAsync(fifo(), Wait.FOREVER);
            assertThat(waiting.handle((_, _) -> true)).succeedsWithin(LONG);
        }
    }

    @Test
    default void anEndedTransactionIsUnknown() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Transaction transaction = space.transaction();
            transaction.commit();
            assertFails(ErrorCode.UNKNOWN_TRANSACTION, () -> queue.in(transaction).write(tuple(1)));
            assertFails(ErrorCode.UNKNOWN_TRANSACTION, transaction::abort);
            transaction.close();
        }
    }

    @Test
    default void aClosedSessionLeavesNoTransaction() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            Space session = open();
            Transaction transaction = session.transaction();
            session.container("queue").in(transaction).take(fifo());
            session.close();
            assertThat(queue.take(fifo(), LONG).tuple()).contains(tuple(1));
        }
    }

    @Test
    default void aKeyTakenInATransactionMayBeGivenAgainInIt() {
        try (Space space = open()) {
            Container keyed = space.create(WritingContract.KEYED);
            keyed.write(tuple(1), key("a"));
            try (Transaction transaction = space.transaction()) {
                keyed.in(transaction).take(key("a"));
                keyed.in(transaction).write(tuple(2), key("a"));
                transaction.commit();
            }
            assertThat(keyed.readAll(fifo())).containsExactly(tuple(2));
        }
    }
}
