package io.tupelo.protocol;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;

/// Gathers answers and events into frames of a good size, one behind the other in one [WireWriter]. Not thread-safe.
///
/// An answer larger than a frame may be is split. [#close] ends the frame that was begun last.
public final class AnswerWriter {
    private static final int NONE = -1;
    private final WireWriter out;
    private int start = NONE;
    private int begun;
    private int kind;

    /// Writes to `out`, to which nobody else writes until [#close].
    public AnswerWriter(WireWriter out) {
        this.out = out;
    }

    /// Adds an answer. One that can't be written becomes a failure `INTERNAL`, which says why.
    public void answer(long number, long answerNumber, Answer answer) {
        into(FrameCodec.ANSWERS);
        int before = out.size();
        try {
            FrameBodies.writeAnswer(out, new NumberedAnswer.Whole(number, answerNumber, answer));
        } catch (ProtocolException wrong) {
            out.cut(before);
            Answer failed = unsendable(answer, String.valueOf(wrong.getMessage()));
            FrameBodies.writeAnswer(out, new NumberedAnswer.Whole(number, answerNumber, failed));
        }
        if (out.size() - before > ProtocolLimits.PART_BYTES) {
            out.cut(before);
            split(number, answerNumber, answer);
        }
    }

    private static Answer unsendable(Answer answer, String why) {
        return new Answer.Failed(answer.receipt(), ErrorCode.INTERNAL, "the answer can't be sent: " + why);
    }

    private void split(long number, long answerNumber, Answer answer) {
        WireWriter whole = new WireWriter(2 * ProtocolLimits.PART_BYTES);
        AnswerCodec.writeContent(whole, answer);
        if (whole.size() > ProtocolLimits.ANSWER_BYTES_MAX) {
            // Its reader would refuse it, and ask for it again.
            answer(number, answerNumber, unsendable(answer, "it has more than 64 MiB"));
            return;
        }
        for (int from = 0; from < whole.size(); from += ProtocolLimits.PART_BYTES) {
            close();
            into(FrameCodec.ANSWERS);
            int to = Math.min(whole.size(), from + ProtocolLimits.PART_BYTES);
            byte[] content = java.util.Arrays.copyOfRange(whole.array(), from, to);
            FrameBodies.writeAnswer(
                    out, new NumberedAnswer.Part(number, answerNumber, content, to < whole.size()));
        }
        close();
    }

    /// Adds an event.
    ///
    /// @throws ProtocolException if it can't be written; nothing was added then
    public void event(long number, Event event) {
        into(FrameCodec.EVENTS);
        int before = out.size();
        try {
            FrameBodies.writeEvent(out, number, event);
            if (out.size() - start > ProtocolLimits.FRAME_BYTES_MAX) {
                throw new ProtocolException(ErrorCode.FRAME_TOO_LARGE, "an event is larger than a frame may be");
            }
        } catch (ProtocolException wrong) {
            out.cut(before);
            throw wrong;
        }
    }

    private void into(int wanted) {
        if (start != NONE && (kind != wanted || out.size() - start > ProtocolLimits.FRAME_BYTES_ENOUGH)) {
            close();
        }
        if (start == NONE) {
            start = out.gap(ProtocolLimits.LENGTH_BYTES);
            begun = out.begin(wanted);
            kind = wanted;
        }
    }

    /// Ends the frame begun last, if there is one.
    public void close() {
        if (start != NONE) {
            out.end(begun);
            FrameCodec.endFrame(out, start);
            start = NONE;
        }
    }
}
