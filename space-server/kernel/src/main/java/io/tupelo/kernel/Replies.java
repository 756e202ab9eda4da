package io.tupelo.kernel;

import io.tupelo.coordinator.Selector;
import io.tupelo.kernel.SessionState.Undo;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Request;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Tuple;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns answers into entries, for requests that want them written, and notes what undoes them.
final class Replies {
    private Replies() {}

    /// Returns the entry `("answer", outcome, [tuple, …])`, where the outcome is the answer's kind in lower case, or
    /// for a failure its code.
    static Draft draft(Request.ReplyTo replyTo, Answer answer) {
        String outcome = answer instanceof Answer.Failed failed
                ? failed.code().name()
                : answer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        List<Tuple> tuples =
                switch (answer) {
                    case Answer.Found found ->
                        found.entries().stream().map(Entry::tuple).toList();
                    case Answer.Claimed claimed ->
                        claimed.entries().stream().map(Entry::tuple).toList();
                    case Answer.Returned returned -> List.of(returned.result());
                    case Answer.Counted counted -> List.of(Tuple.tuple(counted.count()));
                    case Answer.Failed failed -> List.of(Tuple.tuple(failed.message()));
                    default -> List.of();
                };
        return new Draft(
                Tuple.tuple("answer", outcome, tuples),
                List.of(new Selector("key", replyTo.key())),
                WriteOptions.DEFAULT);
    }

    static @Nullable Undo undo(Answer answer, List<StoredEntry> taken) {
        return switch (answer) {
            case Answer.Found _ when !taken.isEmpty() -> new Undo(taken, 0);
            case Answer.Claimed claimed -> new Undo(List.of(), claimed.token());
            default -> null;
        };
    }
}
