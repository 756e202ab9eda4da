package io.tupelo.change;

import io.tupelo.operation.Answer;
import java.util.List;

/// An answer that its client has not acknowledged.
///
/// @param number the request it answers
/// @param answer the answer
/// @param undo entries to put back if it never arrives
/// @param token a claim to release if it never arrives; 0 for none
public record KeptImage(long number, Answer answer, List<EntryImage> undo, long token) {
    /// Copies the list.
    public KeptImage {
        undo = List.copyOf(undo);
    }

    KeptImage without(long container) {
        boolean concerned = undo.stream().anyMatch(entry -> entry.container() == container);
        return concerned
                ? new KeptImage(
                        number, answer, undo.stream().filter(entry -> entry.container() != container).toList(), token)
                : this;
    }
}
