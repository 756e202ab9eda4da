package io.tupelo.reliability.history;

import io.tupelo.operation.Answer;
import io.tupelo.reliability.history.Call.End;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Holds a history against the contract in the order that its receipts claim: they are the witness of the order.
///
/// It checks that no two answers have one receipt, that receipts agree with real time, that tokens of claims only grow,
/// that each answer is what the contract gives at its place, and that no call still waits in the end that could be
/// served. Costs as much as the model: linear in the number of calls and in the size of the containers.
public final class WitnessChecker {
    private static final int STORY_CALLS = 40;

    private WitnessChecker() {}

    /// Checks a history in which nobody's answer is [End#UNKNOWN].
    ///
    /// @throws AssertionError with the first thing that is wrong and what came before it
    public static void check(History history) {
        List<Call> ordered = new ArrayList<>(history.ending(End.ANSWERED).toList());
        ordered.sort(Comparator.comparing(Call::receipt));
        checkReceipts(ordered);
        checkRealTime(ordered);
        checkTokens(ordered);
        checkAnswers(history, ordered);
    }

    private static void checkReceipts(List<Call> ordered) {
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).receipt().equals(ordered.get(i - 1).receipt())) {
                throw wrong("two answers have one receipt", ordered, i);
            }
        }
    }

    /// What was answered before another was asked comes before it.
    private static void checkRealTime(List<Call> ordered) {
        long earliestCompletion = Long.MAX_VALUE;
        for (int i = ordered.size() - 1; i >= 0; i--) {
            Call call = ordered.get(i);
            if (call.invoked() > earliestCompletion) {
                throw wrong("a call has a receipt before that of one that was answered before it was asked", ordered, i);
            }
            earliestCompletion = Math.min(earliestCompletion, call.completed());
        }
    }

    private static void checkTokens(List<Call> ordered) {
        long last = 0;
        for (int i = 0; i < ordered.size(); i++) {
            if (ordered.get(i).answer() instanceof Answer.Claimed claimed) {
                if (claimed.token() <= last) {
                    throw wrong("a token is not greater than the one before", ordered, i);
                }
                last = claimed.token();
            }
        }
    }

    private static void checkAnswers(History history, List<Call> ordered) {
        Specification specification = new Specification(history.containers());
        for (int i = 0; i < ordered.size(); i++) {
            String words = specification.carryOut(ordered.get(i));
            if (!Specification.explains(words, ordered.get(i))) {
                throw wrong("the contract says " + words, ordered, i);
            }
        }
        history.ending(End.WAITING).forEach(call -> {
            if (!specification.keepsWaiting(call)) {
                throw wrong("it waits, and could be served: " + call, ordered, ordered.size() - 1);
            }
        });
    }

    private static AssertionError wrong(String what, List<Call> ordered, int at) {
        StringBuilder story = new StringBuilder(what);
        for (Call call : ordered.subList(Math.max(0, at - STORY_CALLS), at + 1)) {
            story.append('\n').append(call);
        }
        return new AssertionError(story.toString());
    }
}
