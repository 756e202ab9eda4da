package io.tupelo.change;

import io.tupelo.operation.Answer;

/// The first byte of an answer. A number once used keeps its meaning for ever.
final class AnswerKind {
    static final int DONE = 1;
    static final int WRITTEN = 2;
    static final int FOUND = 3;
    static final int COUNTED = 4;
    static final int EMPTY = 5;
    static final int LOCKED = 6;
    static final int TIMED_OUT = 7;
    static final int CLAIMED = 8;
    static final int BEGUN = 9;
    static final int RESULTS = 10;
    static final int WATCHING = 11;
    static final int RETURNED = 12;
    static final int FAILED = 13;
    static final int UNMET = 16;
    /// The entries that the same command has removed, by their numbers.
    static final int TAKEN = 14;
    /// The entries that the same command has claimed, by their numbers.
    static final int CLAIMED_NOW = 15;

    private AnswerKind() {}

    static int of(Answer answer) {
        return switch (answer) {
            case Answer.Done _ -> DONE;
            case Answer.Written _ -> WRITTEN;
            case Answer.Found _ -> FOUND;
            case Answer.Counted _ -> COUNTED;
            case Answer.Empty _ -> EMPTY;
            case Answer.Locked _ -> LOCKED;
            case Answer.TimedOut _ -> TIMED_OUT;
            case Answer.Claimed _ -> CLAIMED;
            case Answer.Begun _ -> BEGUN;
            case Answer.Results _ -> RESULTS;
            case Answer.Watching _ -> WATCHING;
            case Answer.Returned _ -> RETURNED;
            case Answer.Failed _ -> FAILED;
            case Answer.Unmet _ -> UNMET;
            case Answer.Described _, Answer.Rows _ ->
                throw new IllegalArgumentException("what changes something isn't answered with " + answer);
        };
    }
}
