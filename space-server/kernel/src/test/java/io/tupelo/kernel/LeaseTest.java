package io.tupelo.kernel;

import static io.tupelo.coordinator.Coordinators.fifo;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.change.Change;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Leases that end while a transaction is open.
final class LeaseTest {
    private static final String JOBS = Kernel.DEFAULT_CONTAINER;
    private static final Draft LEASED = new Draft(Tuple.tuple("a", 1L), List.of(), new WriteOptions(10, 0, false));

    private final Map<Long, Answer> answers = new HashMap<>();
    private final Kernel kernel = new Kernel("space", Limits.DEFAULT, 1, new Answers());
    private final long session = kernel.open(0, 0, 0);
    private long number;

    @Test
    void whatIsCommittedAfterItsLeaseEndedIsNeverFound() {
        long waiter = ask(0, 0, new Operation.Get(Pick.TAKE, JOBS, fifo(), Wait.FOREVER));
        long transaction = begin();
        ask(0, transaction, new Operation.Write(JOBS, List.of(LEASED), Wait.NOW));
        ask(20, 0, new Operation.Commit(transaction));
        assertThat(answers).doesNotContainKey(waiter);
        kernel.checkInvariants();
    }

    @Test
    void whatWasChangedInATransactionIsGoneIfItsLeaseEndedBefore() {
        ask(0, 0, new Operation.Write(JOBS, List.of(LEASED), Wait.NOW));
        long transaction = begin();
        ask(0, transaction, new Operation.Change(JOBS, fifo(), List.of(new Edit.Increment(1, 1L)), Wait.NOW));
        long waiter = ask(0, 0, new Operation.Get(Pick.TAKE, JOBS, fifo(), Wait.FOREVER));
        ask(20, 0, new Operation.Commit(transaction));
        assertThat(answers).doesNotContainKey(waiter);
        kernel.checkInvariants();
    }

    private long begin() {
        return ((Answer.Begun) answers.get(ask(0, 0, new Operation.Begin(1000, true)))).transaction();
    }

    private long ask(long now, long transaction, Operation operation) {
        kernel.submit(session, ++number, new Request(operation, transaction, false, null), now);
        return number;
    }

    private final class Answers extends Unheard {
        @Override
        public void changed(Change change) {
            throw new AssertionError("nothing of this kernel is kept: " + change);
        }

        @Override
        public void answered(long to, long request, long answerNumber, Answer answer) {
            answers.put(request, answer);
        }
    }
}
