package io.tupelo.space;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Receipt;
import io.tupelo.tuple.Tuple;
import java.util.Optional;

/// What answers mean to who called.
final class Answers {
    private Answers() {}

    static Answer succeeded(Answer answer) {
        if (answer instanceof Answer.Failed failed) {
            throw new SpaceException(failed.code(), failed.message());
        }
        return answer;
    }

    static Outcome outcome(Answer answer) {
        return switch (succeeded(answer)) {
            case Answer.Found found -> new Outcome.Found(found.entries(), found.receipt(), found.choice());
            case Answer.Empty empty -> new Outcome.Empty(empty.receipt());
            case Answer.Locked locked -> new Outcome.Locked(locked.receipt());
            case Answer.TimedOut timedOut -> new Outcome.TimedOut(timedOut.receipt());
            case Answer other -> throw unexpected(other);
        };
    }

    static Answer.Written written(Answer answer) {
        return switch (succeeded(answer)) {
            case Answer.Written written -> written;
            case Answer.TimedOut timedOut ->
                throw new SpaceException(
                        ErrorCode.CONTAINER_FULL,
                        "there was no room at " + timedOut.receipt() + "; give a wait, or try later");
            case Answer other -> throw unexpected(other);
        };
    }

    static Optional<Answer.Written> writtenIfPossible(Answer answer) {
        return switch (succeeded(answer)) {
            case Answer.Written written -> Optional.of(written);
            case Answer.TimedOut _, Answer.Locked _ -> Optional.empty();
            case Answer other -> throw unexpected(other);
        };
    }

    static long counted(Answer answer) {
        return switch (succeeded(answer)) {
            case Answer.Counted counted -> counted.count();
            case Answer.Empty _, Answer.Locked _ -> 0;
            case Answer other -> throw unexpected(other);
        };
    }

    static Optional<Answer.Claimed> claimed(Answer answer) {
        return switch (succeeded(answer)) {
            case Answer.Claimed claimed -> Optional.of(claimed);
            case Answer.Empty _, Answer.Locked _ -> Optional.empty();
            case Answer other -> throw unexpected(other);
        };
    }

    static Optional<Answer.Described> described(Answer answer) {
        return switch (succeeded(answer)) {
            case Answer.Described described -> Optional.of(described);
            case Answer.Empty _, Answer.TimedOut _ -> Optional.empty();
            case Answer other -> throw unexpected(other);
        };
    }

    static Receipt done(Answer answer) {
        return succeeded(answer).receipt();
    }

    static long begun(Answer answer) {
        return expect(answer, Answer.Begun.class).transaction();
    }

    static Answer.Rows rows(Answer answer) {
        return expect(answer, Answer.Rows.class);
    }

    static Tuple returned(Answer answer) {
        return expect(answer, Answer.Returned.class).result();
    }

    static BatchOutcome batch(Answer answer) {
        return switch (succeeded(answer)) {
            case Answer.Results results -> new BatchOutcome.Applied(results.answers(), results.receipt());
            case Answer.Unmet unmet ->
                new BatchOutcome.Unmet(unmet.index(), Optional.ofNullable(unmet.cause()), unmet.receipt());
            case Answer other -> throw unexpected(other);
        };
    }

    private static <A extends Answer> A expect(Answer answer, Class<A> type) {
        if (!type.isInstance(succeeded(answer))) {
            throw unexpected(answer);
        }
        return type.cast(answer);
    }

    private static SpaceException unexpected(Answer answer) {
        return new SpaceException(
                ErrorCode.INTERNAL, "that operation has no answer " + answer.getClass().getSimpleName());
    }
}
