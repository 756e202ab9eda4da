package io.tupelo.reliability.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.operation.Answer;
import io.tupelo.protocol.AnswerParts;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.NumberedAnswer;
import io.tupelo.protocol.ProtocolException;
import java.util.Arrays;
import java.util.List;

/// An answer that came in two pieces is an answer or is refused, and is the same when it comes whole.
public final class PiecesTarget {
    private PiecesTarget() {}

    /// Tries a message `Answer`, cut where its first byte says.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int cut = Math.min(input.length, 1 + Byte.toUnsignedInt(input[0]));
        byte[] first = Arrays.copyOfRange(input, 1, cut);
        byte[] rest = Arrays.copyOfRange(input, cut, input.length);
        AnswerParts parts = new AnswerParts();
        Answer answer;
        try {
            assertThat(parts.add(new NumberedAnswer.Part(1, 1, first, true))).isNull();
            answer = parts.add(new NumberedAnswer.Part(1, 1, rest, false));
        } catch (ProtocolException refused) {
            return;
        }
        Frame frame = new Frame.Answers(List.of(new NumberedAnswer.Whole(1, 1, answer)));
        byte[] written = FrameTarget.write(frame);
        assertThat(FrameCodec.read(written, 0, written.length)).isEqualTo(frame);
    }
}
