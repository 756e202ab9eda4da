package io.tupelo.protocol;

import io.tupelo.operation.Answer;

/// An answer, or a piece of one too large for one frame, and its numbers.
public sealed interface NumberedAnswer {
    /// Returns the request's number.
    long number();

    /// Returns which of the session's answers it is, from 1 without gaps.
    long answerNumber();

    /// A whole answer.
    ///
    /// @param number the request's number
    /// @param answerNumber which of the session's answers
    /// @param answer the answer
    record Whole(long number, long answerNumber, Answer answer) implements NumberedAnswer {}

    /// A piece of an answer, to be put together by [AnswerParts].
    ///
    /// @param number the request's number
    /// @param answerNumber which of the session's answers
    /// @param content its next bytes
    /// @param more whether another piece follows
    @SuppressWarnings("ArrayRecordComponent") // Handed over once, to be copied once; nobody compares pieces.
    record Part(long number, long answerNumber, byte[] content, boolean more) implements NumberedAnswer {}
}
