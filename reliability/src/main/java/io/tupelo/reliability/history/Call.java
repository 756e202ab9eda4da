package io.tupelo.reliability.history;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.reliability.model.Words;
import org.jspecify.annotations.Nullable;

/// One request of a history, and what became of it.
///
/// @param client who asked, from 0; each client is a session of its own
/// @param invoked when it was asked, as a count that all clients share
/// @param completed when its answer had come, by the same count; [Long#MAX_VALUE] if none came
/// @param end what is known of it
/// @param answer the answer, or null if none came
public record Call(int client, Request request, long invoked, long completed, End end, @Nullable Answer answer) {
    /// What is known of a request in the end.
    public enum End {
        /// It was answered.
        ANSWERED,
        /// It waited still when all was quiet, so it has not taken effect.
        WAITING,
        /// Nobody looked. It may have taken effect, or may yet.
        UNKNOWN
    }

    static Call answered(int client, Request request, long invoked, long completed, Answer answer) {
        return new Call(client, request, invoked, completed, End.ANSWERED, answer);
    }

    static Call unanswered(int client, Request request, long invoked, End end) {
        return new Call(client, request, invoked, Long.MAX_VALUE, end, null);
    }

    /// Returns the answer of a call that was answered.
    Answer known() {
        if (answer == null) {
            throw new IllegalStateException("never answered: " + this);
        }
        return answer;
    }

    Receipt receipt() {
        return known().receipt();
    }

    @Override
    public String toString() {
        String within = request.transaction() == 0 ? "" : " in " + request.transaction();
        String became = answer == null ? end.name() : answer.receipt() + " " + Words.of(answer);
        String until = answer == null ? "" : String.valueOf(completed);
        return "client " + client + within + " [" + invoked + ".." + until + "] " + request.operation() + "\n    " + became;
    }
}
