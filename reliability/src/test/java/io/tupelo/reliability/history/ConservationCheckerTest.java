package io.tupelo.reliability.history;

import static io.tupelo.reliability.history.HandMade.at;
import static io.tupelo.reliability.history.HandMade.found;
import static io.tupelo.reliability.history.HandMade.get;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Wait;
import org.junit.jupiter.api.Test;

/// Tuples that multiply or vanish, found by counting.
final class ConservationCheckerTest {
    @Test
    void acceptsWhatIsTakenOrLeft() {
        ConservationChecker.check(new HandMade()
                .write(0, 1, 2, 1, 7)
                .write(0, 3, 4, 2, 8)
                .take(1, 5, 6, 3, 7)
                .left(8)
                .history());
    }

    @Test
    void aTakeCountsOnlyIfItsTransactionCommits() {
        HandMade begun = new HandMade()
                .write(0, 1, 2, 1, 7)
                .call(0, 3, 4, new Operation.Begin(1000, true), new Answer.Begun(at(2), 40))
                .within(40, 0, 5, 6, get(Pick.TAKE, Wait.NOW), found(3, 7));
        ConservationChecker.check(begun.call(0, 7, 8, new Operation.Abort(40), new Answer.Done(at(4)))
                .left(7)
                .history());
    }

    @Test
    void rejectsATupleTakenTwice() {
        rejects("1 times more", new HandMade().write(0, 1, 2, 1, 7).take(0, 3, 4, 2, 7).take(1, 3, 4, 3, 7));
    }

    @Test
    void rejectsATupleThatIsTakenAndLeft() {
        rejects("1 times more", new HandMade().write(0, 1, 2, 1, 7).take(0, 3, 4, 2, 7).left(7));
    }

    @Test
    void rejectsATupleThatVanished() {
        rejects("1 tuples are neither", new HandMade().write(0, 1, 2, 1, 7).write(0, 3, 4, 2, 8).left(7));
    }

    private static void rejects(String why, HandMade history) {
        assertThatThrownBy(() -> ConservationChecker.check(history.history()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
    }
}
