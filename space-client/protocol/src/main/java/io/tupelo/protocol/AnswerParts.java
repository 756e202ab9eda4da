package io.tupelo.protocol;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// Puts answers that came in pieces together. The pieces of one answer follow each other. Not thread-safe.
public final class AnswerParts {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long answerNumber;

    /// Makes one that has no pieces.
    public AnswerParts() {}

    /// Returns the answer if this was all or the last piece of it, and null otherwise.
    ///
    /// @throws ProtocolException if the pieces don't belong together, are too large together, or are no answer
    public @Nullable Answer add(NumberedAnswer next) {
        return switch (next) {
            case NumberedAnswer.Whole whole -> {
                if (bytes.size() > 0) {
                    throw broken("another answer comes between its pieces");
                }
                yield whole.answer();
            }
            case NumberedAnswer.Part part -> addPart(part);
        };
    }

    private @Nullable Answer addPart(NumberedAnswer.Part part) {
        if (bytes.size() > 0 && part.answerNumber() != answerNumber) {
            throw broken("a piece of another answer follows");
        }
        if (bytes.size() + part.content().length > ProtocolLimits.ANSWER_BYTES_MAX) {
            throw new ProtocolException(ErrorCode.FRAME_TOO_LARGE, "an answer has more than 64 MiB");
        }
        answerNumber = part.answerNumber();
        bytes.writeBytes(part.content());
        if (part.more()) {
            return null;
        }
        byte[] whole = bytes.toByteArray();
        bytes.reset();
        return FrameCodec.decodeAnswer(whole);
    }

    private ProtocolException broken(String what) {
        return new ProtocolException(ErrorCode.MALFORMED_FRAME, "answer " + answerNumber + ": " + what);
    }
}
