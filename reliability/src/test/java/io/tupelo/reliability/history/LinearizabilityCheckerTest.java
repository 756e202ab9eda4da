package io.tupelo.reliability.history;

import static io.tupelo.reliability.history.HandMade.at;
import static io.tupelo.reliability.history.HandMade.get;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Wait;
import io.tupelo.reliability.history.Call.End;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the search accepts, whatever the receipts say, and what it rejects.
final class LinearizabilityCheckerTest {
    @Test
    void acceptsOverlappingCallsInEitherOrder() {
        LinearizabilityChecker.check(new HandMade().write(0, 1, 4, 9, 7).findsNone(1, 2, 3, 1).history());
        LinearizabilityChecker.check(new HandMade().write(0, 1, 4, 9, 7).read(1, 2, 3, 1, 7).history());
    }

    @Test
    void acceptsWhatWasAbandonedAsDoneOrNot() {
        HandMade abandoned = new HandMade().unanswered(0, 1, HandMade.writing(7), End.UNKNOWN);
        LinearizabilityChecker.check(abandoned.findsNone(1, 2, 3, 1).history());
        LinearizabilityChecker.check(abandoned.take(1, 4, 5, 2, 7).findsNone(1, 6, 7, 3).history());
    }

    @Test
    void rejectsATupleTakenTwice() {
        rejects(new HandMade().write(0, 1, 2, 1, 7).take(0, 3, 6, 2, 7).take(1, 4, 5, 3, 7));
    }

    @Test
    void rejectsAnAbandonedWriteThatHappensTwice() {
        rejects(new HandMade()
                .unanswered(0, 1, HandMade.writing(7), End.UNKNOWN)
                .take(1, 2, 3, 1, 7)
                .take(1, 4, 5, 2, 7));
    }

    @Test
    void rejectsAStaleRead() {
        rejects(new HandMade().write(0, 1, 2, 1, 7).take(0, 3, 4, 2, 7).read(1, 5, 6, 3, 7));
    }

    @Test
    void rejectsAnEmptyAfterAReadOfTheSameTuple() {
        rejects(new HandMade().write(0, 1, 8, 1, 7).read(1, 2, 3, 2, 7).findsNone(1, 4, 5, 3));
    }

    @Test
    void rejectsALostWakeUp() {
        rejects(new HandMade().unanswered(1, 1, get(Pick.TAKE, Wait.FOREVER), End.WAITING).write(0, 2, 3, 1, 7));
    }

    @Test
    void rejectsOthersSeeingWhatATransactionHasYetToCommit() {
        rejects(new HandMade()
                .call(0, 1, 2, new Operation.Begin(1000, true), new Answer.Begun(at(1), 40))
                .within(40, 0, 3, 4, HandMade.writing(7), new Answer.Written(at(2), List.of(7L), 1))
                .read(1, 5, 6, 3, 7)
                .call(0, 7, 8, new Operation.Commit(40), new Answer.Done(at(4))));
    }

    private static void rejects(HandMade history) {
        assertThatThrownBy(() -> LinearizabilityChecker.check(history.history()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no order");
    }
}
