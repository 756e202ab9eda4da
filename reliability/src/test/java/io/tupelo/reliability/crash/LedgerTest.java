package io.tupelo.reliability.crash;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.operation.Receipt;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void whatWasWrittenIsThereOrConsumed() {
        ledger.written(1, "write");
        ledger.written(2, "write");
        ledger.consumed(2, "take");
        assertThatCode(() -> ledger.check(List.of(1L))).doesNotThrowAnyException();
    }

    @Test
    void whatIsMissingIsLost() {
        ledger.written(1, "write");
        assertThatThrownBy(() -> ledger.check(List.of())).hasMessageContaining("job 1 is lost: write");
    }

    @Test
    void whatIsThereAfterItWasConsumedIsDoubled() {
        ledger.written(1, "write");
        ledger.consumed(1, "take");
        assertThatThrownBy(() -> ledger.check(List.of(1L))).hasMessageContaining("job 1 is still there after take");
    }

    @Test
    void whatTwoHaveConsumedIsDoubled() {
        Ledger other = new Ledger();
        ledger.written(1, "write");
        ledger.consumed(1, "take");
        other.consumed(1, "completion");
        ledger.add(other);
        assertThatThrownBy(() -> ledger.check(List.of())).hasMessageContaining("job 1 was consumed twice");
    }

    @Test
    void whatIsThereTwiceIsDoubled() {
        ledger.written(1, "write");
        assertThatThrownBy(() -> ledger.check(List.of(1L, 1L))).hasMessageContaining("job 1 was found in the end twice");
    }

    @Test
    void whatNobodyWroteIsNotThere() {
        assertThatThrownBy(() -> ledger.check(List.of(1L))).hasMessageContaining("job 1 was never written");
    }

    @Test
    void whatWasNeverAnsweredMayBeEither() {
        ledger.perhapsWritten(1, "write");
        ledger.perhapsWritten(2, "write");
        ledger.written(3, "write");
        ledger.perhapsConsumed(3, "take");
        assertThatCode(() -> ledger.check(List.of(2L))).doesNotThrowAnyException();
        assertThatCode(() -> ledger.check(List.of(2L, 3L))).doesNotThrowAnyException();
    }

    @Test
    void whatWasReplacedWithoutAnAnswerIsMissingIfTheReplacementIsThere() {
        ledger.written(1, "write");
        ledger.perhapsReplaced(2, "batch");
        assertThatCode(() -> ledger.check(List.of(1L))).doesNotThrowAnyException();
        assertThatCode(() -> ledger.check(List.of(2L))).doesNotThrowAnyException();
        assertThatThrownBy(() -> ledger.check(List.of(1L, 2L))).hasMessageContaining("0 jobs are lost, and 1 were replaced");
        assertThatThrownBy(() -> ledger.check(List.of())).hasMessageContaining("job 1 is lost");
    }

    @Test
    void aReplacementThatSomeoneWasGivenWasWritten() {
        ledger.written(1, "write");
        ledger.perhapsReplaced(2, "batch");
        ledger.perhapsConsumed(2, "take");
        // It was consumed, or it came back.
        assertThatCode(() -> ledger.check(List.of())).doesNotThrowAnyException();
        assertThatCode(() -> ledger.check(List.of(2L))).doesNotThrowAnyException();
        ledger.written(3, "write");
        assertThatThrownBy(() -> ledger.check(List.of())).hasMessageContaining("2 jobs are lost, and 1 were replaced");
    }

    @Test
    void aReplacementThatCameBackMayBeReplacedItself() {
        ledger.written(1, "write");
        ledger.perhapsReplaced(2, "batch");
        ledger.perhapsConsumed(2, "take");
        ledger.perhapsReplaced(3, "batch");
        assertThatCode(() -> ledger.check(List.of(3L))).doesNotThrowAnyException();
    }

    @Test
    void whatIsSeenAfterItWasConsumedIsWrong() {
        ledger.written(1, "write");
        ledger.seen(1, "read");
        ledger.consumed(1, "take");
        assertThatCode(() -> ledger.check(List.of())).doesNotThrowAnyException();
        ledger.seen(1, "read");
        assertThatThrownBy(() -> ledger.check(List.of())).hasMessageContaining("job 1 was seen by read after take");
    }

    @Test
    void receiptsAndTokensAreUniqueAndGrow() {
        Ledger other = new Ledger();
        ledger.answered(new Receipt(1, 5, 0), "write");
        other.answered(new Receipt(1, 5, 0), "write");
        ledger.token(3, "claim");
        ledger.token(2, "claim");
        ledger.add(other);
        assertThatThrownBy(() -> ledger.check(List.of()))
                .hasMessageContaining("two clients got the receipt 1.5.0")
                .hasMessageContaining("token 2 after 3");
    }
}
