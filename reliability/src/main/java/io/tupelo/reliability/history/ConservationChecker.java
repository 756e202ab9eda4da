package io.tupelo.reliability.history;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.reliability.history.Call.End;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts tuples, and needs no order for it: what was written is taken once or there still, and nothing else is.
///
/// Each write is known by its tuple's second field, which nothing changes. Where a container drops what is oldest, tuples
/// may be missing; they are never too many. Linear in the number of calls.
public final class ConservationChecker {
    private static final int SERIAL = 1;

    /// For each serial, how often it was written, less how often it was taken.
    private final Map<Object, Long> balance = new HashMap<>();
    /// Calls within transactions that are open still.
    private final Map<Long, List<Call>> open = new HashMap<>();
    private final Map<Long, List<Entry>> claimed = new HashMap<>();
    /// How many went of which it isn't known which they were: deleted, or replaced.
    private long unnamed;

    private ConservationChecker() {}

    /// Checks a history in which nobody's answer is [End#UNKNOWN].
    ///
    /// @throws AssertionError naming the tuples that are too many or too few
    public static void check(History history) {
        ConservationChecker checker = new ConservationChecker();
        history.ending(End.ANSWERED).forEach(checker::note);
        history.left().forEach(tuple -> checker.count(tuple, -1));
        checker.balance.forEach((serial, difference) -> {
            if (difference < 0) {
                throw new AssertionError(
                        "tuple " + serial + " was taken, or is there, " + -difference + " times more than written");
            }
        });
        long missing = checker.balance.values().stream().mapToLong(Long::longValue).sum() - checker.unnamed;
        boolean mayDrop = history.containers().stream()
                .anyMatch(spec -> spec.whenFull() == ContainerSpec.WhenFull.DROP_OLDEST);
        if (missing < 0 || (missing > 0 && !mayDrop)) {
            throw new AssertionError(missing + " tuples are neither taken, deleted or replaced nor there");
        }
    }

    private void count(Tuple tuple, long difference) {
        balance.merge(tuple.get(SERIAL), difference, Long::sum);
    }

    private void count(List<Entry> entries, long difference) {
        entries.forEach(entry -> count(entry.tuple(), difference));
    }

    /// A call outside transactions counts at once, one within counts at the commit. Calls of one client are in order.
    private void note(Call call) {
        long within = call.request().transaction();
        if (within != 0) {
            open.computeIfAbsent(within, _ -> new ArrayList<>()).add(call);
        } else if (call.request().operation() instanceof Operation.Commit(long ended)
                && call.answer() instanceof Answer.Done) {
            open.getOrDefault(ended, List.of()).forEach(part -> apply(part.request().operation(), part.known()));
        } else {
            apply(call.request().operation(), call.known());
        }
    }

    private void apply(Operation operation, Answer answer) {
        switch (answer) {
            case Answer.Written written -> written(operation, written);
            case Answer.Found found -> found(operation, found);
            case Answer.Counted(_, long count) when operation instanceof Operation.Get(Pick pick, _, _, _)
                    && pick == Pick.DELETE -> unnamed += count;
            case Answer.Claimed claim -> claimed.put(claim.token(), claim.entries());
            case Answer.Results results -> {
                Operation.Batch batch = (Operation.Batch) operation;
                for (int i = 0; i < results.answers().size(); i++) {
                    apply(batch.operations().get(i), results.answers().get(i));
                }
            }
            default -> {}
        }
    }

    private void written(Operation operation, Answer.Written written) {
        switch (operation) {
            case Operation.Write write -> write.drafts().forEach(draft -> count(draft.tuple(), 1));
            case Operation.Put put -> {
                count(put.draft().tuple(), 1);
                unnamed += written.version() > 1 ? 1 : 0;
            }
            case Operation.Complete complete -> {
                complete.results().forEach(into -> count(into.draft().tuple(), 1));
                count(claimed.getOrDefault(complete.token(), List.of()), -1);
            }
            default -> throw new IllegalArgumentException(operation + " was answered with " + written);
        }
    }

    private void found(Operation operation, Answer.Found found) {
        switch (operation) {
            case Operation.Get get when get.pick() == Pick.TAKE -> count(found.entries(), -1);
            case Operation.Either either when either.pick() == Pick.TAKE -> count(found.entries(), -1);
            case Operation.Move move when move.copy() -> count(found.entries(), 1);
            default -> {}
        }
    }
}
