package io.tupelo.reliability.history;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.reliability.history.HandMade.at;
import static io.tupelo.reliability.history.HandMade.entries;
import static io.tupelo.reliability.history.HandMade.get;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Wait;
import io.tupelo.reliability.history.Call.End;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the witness checker accepts, and each kind of wrong history it rejects.
final class WitnessCheckerTest {
    @Test
    void acceptsWhatTheReceiptsExplain() {
        WitnessChecker.check(new HandMade()
                .write(0, 1, 4, 1, 7)
                .take(1, 2, 3, 2, 7)
                .findsNone(1, 5, 6, 3)
                .unanswered(1, 7, get(Pick.TAKE, Wait.FOREVER), End.WAITING)
                .history());
    }

    @Test
    void rejectsATupleTakenTwice() {
        rejects("the contract says empty", new HandMade().write(0, 1, 2, 1, 7).take(0, 3, 4, 2, 7).take(1, 3, 4, 3, 7));
    }

    @Test
    void rejectsAnEmptyWhereSomethingIs() {
        rejects("the contract says found", new HandMade().write(0, 1, 2, 1, 7).findsNone(1, 1, 4, 2));
    }

    @Test
    void rejectsAnOrderThatIsNotTheContainers() {
        rejects("the contract says found", new HandMade()
                .write(0, 1, 2, 1, 7)
                .write(0, 3, 4, 2, 8)
                .take(1, 5, 6, 3, 8));
    }

    @Test
    void rejectsTwoAnswersWithOneReceipt() {
        rejects("one receipt", new HandMade().write(0, 1, 2, 1, 7).write(1, 1, 2, 1, 8));
    }

    @Test
    void rejectsReceiptsAgainstRealTime() {
        rejects("before it was asked", new HandMade().findsNone(0, 3, 4, 1).write(1, 1, 2, 2, 7));
    }

    @Test
    void rejectsATokenThatDoesNotGrow() {
        Operation claim = new Operation.Claim("jobs", fifo(), 1000, Wait.NOW);
        rejects("a token", new HandMade()
                .write(0, 1, 2, 1, 7)
                .write(0, 3, 4, 2, 8)
                .call(1, 5, 6, claim, new Answer.Claimed(at(3), 20, 0, entries(7)))
                .call(1, 7, 8, claim, new Answer.Claimed(at(4), 10, 0, entries(8))));
    }

    @Test
    void rejectsALostWakeUp() {
        rejects("could be served", new HandMade()
                .unanswered(1, 1, get(Pick.TAKE, Wait.FOREVER), End.WAITING)
                .write(0, 2, 3, 1, 7));
    }

    @Test
    void rejectsAWaitThatGaveUp() {
        rejects("the contract says empty", new HandMade()
                .call(0, 1, 2, get(Pick.TAKE, Wait.FOREVER), new Answer.Empty(at(1))));
    }

    @Test
    void rejectsOthersSeeingWhatATransactionHasYetToCommit() {
        rejects("the contract says empty", new HandMade()
                .call(0, 1, 2, new Operation.Begin(1000, true), new Answer.Begun(at(1), 40))
                .within(40, 0, 3, 4, HandMade.writing(7), new Answer.Written(at(2), List.of(7L), 1))
                .read(1, 5, 6, 3, 7));
    }

    private static void rejects(String why, HandMade history) {
        assertThatThrownBy(() -> WitnessChecker.check(history.history()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
    }
}
