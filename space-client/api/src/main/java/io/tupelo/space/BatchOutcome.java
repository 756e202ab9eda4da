package io.tupelo.space;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Receipt;
import java.util.List;
import java.util.Optional;

/// What a [Batch] came to. Immutable.
public sealed interface BatchOutcome {
    /// Returns where in the space's order it was decided.
    Receipt receipt();

    /// All of it took effect, at one place in the order.
    ///
    /// @param answers what each operation answered, in order
    /// @param receipt where in the order
    record Applied(List<Answer> answers, Receipt receipt) implements BatchOutcome {
        /// Copies the list.
        public Applied {
            answers = List.copyOf(answers);
        }

        /// Returns what the operation `index` found: for reads, takes, changes and moves.
        public Outcome outcome(int index) {
            return Answers.outcome(answers.get(index));
        }
    }

    /// Nothing of it took effect.
    ///
    /// @param index which condition did not hold or, counted on behind the conditions, which operation found nothing
    /// @param cause what that operation found; empty for a condition
    /// @param receipt where in the order
    record Unmet(int index, Optional<Answer> cause, Receipt receipt) implements BatchOutcome {}

    /// Says whether it took effect.
    default boolean isApplied() {
        return this instanceof Applied;
    }
}
