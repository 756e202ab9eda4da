package io.tupelo.reliability.history;

import io.tupelo.reliability.history.Call.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Searches for an order of a history's calls that real time allows and the contract explains, and believes no receipt.
///
/// The search is that of Wing and Gong (1993): next may come whatever was asked before the first of the remaining ones
/// was answered. As Lowe (2017) has it, a set of calls that led to the same state before is not tried again. A call of
/// which nothing is known may come anywhere after it was asked, or not at all; one that waits in the end must not come,
/// and must not be such that it could be served. Exponential in the worst case: for short histories.
public final class LinearizabilityChecker {
    private static final int CALLS_MAX = Long.SIZE - 1;

    private final History history;
    private final List<Call> calls;
    private final List<Call> order = new ArrayList<>();
    private final Set<String> tried = new HashSet<>();

    private LinearizabilityChecker(History history) {
        this.history = history;
        this.calls = new ArrayList<>(history.calls());
        calls.removeIf(call -> call.end() == End.WAITING);
        calls.sort(Comparator.comparingLong(Call::completed));
    }

    /// Checks a history of at most 63 calls.
    ///
    /// @throws AssertionError with the whole history, if no order explains it
    public static void check(History history) {
        if (history.calls().size() > CALLS_MAX) {
            throw new IllegalArgumentException("a history of at most " + CALLS_MAX + " calls");
        }
        LinearizabilityChecker checker = new LinearizabilityChecker(history);
        if (!checker.search(0)) {
            StringBuilder story = new StringBuilder("no order explains these:");
            history.calls().forEach(call -> story.append('\n').append(call));
            throw new AssertionError(story.toString());
        }
    }

    /// Continues [#order], which has the calls of the set `done`.
    private boolean search(long done) {
        long firstAnswered = Long.MAX_VALUE;
        for (int i = 0; i < calls.size(); i++) {
            if (!has(done, i)) {
                firstAnswered = Math.min(firstAnswered, calls.get(i).completed());
            }
        }
        if (firstAnswered == Long.MAX_VALUE && waitersKeepWaiting()) {
            return true;
        }
        for (int i = 0; i < calls.size(); i++) {
            if (!has(done, i) && calls.get(i).invoked() < firstAnswered && searchFrom(done, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean searchFrom(long done, int next) {
        Call call = calls.get(next);
        Specification specification = replayed();
        String words = specification.carryOut(call);
        if (call.end() == End.ANSWERED && !Specification.explains(words, call)) {
            return false;
        }
        long with = done | 1L << next;
        if (!tried.add(with + " " + specification.state())) {
            return false;
        }
        order.add(call);
        boolean found = search(with);
        order.removeLast();
        return found;
    }

    private static boolean has(long set, int index) {
        return (set >> index & 1) != 0;
    }

    private Specification replayed() {
        Specification specification = new Specification(history.containers());
        order.forEach(specification::carryOut);
        return specification;
    }

    private boolean waitersKeepWaiting() {
        Specification specification = replayed();
        return history.ending(End.WAITING).allMatch(specification::keepsWaiting);
    }
}
