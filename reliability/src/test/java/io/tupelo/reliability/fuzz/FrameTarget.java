package io.tupelo.reliability.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.NumberedAnswer;
import io.tupelo.protocol.ProtocolException;
import io.tupelo.protocol.ProtocolLimits;
import io.tupelo.protocol.WireWriter;
import java.util.Arrays;

/// Any bytes are a frame or are refused, and by nothing but a [ProtocolException]. What is a frame is written so that the
/// same frame is read from it: requests, answers, events, and with them tuples, templates, selections and queries.
public final class FrameTarget {
    private FrameTarget() {}

    /// Tries a frame without its length.
    public static void fuzzerTestOneInput(byte[] body) {
        Frame frame;
        try {
            frame = FrameCodec.read(body, 0, body.length);
        } catch (ProtocolException refused) {
            assertThat(refused).hasMessageContaining(" ");
            return;
        }
        byte[] written = write(frame);
        Frame again = FrameCodec.read(written, 0, written.length);
        assertThat(write(again)).isEqualTo(written);
        if (!hasPieces(frame)) {
            assertThat(again).isEqualTo(frame);
        }
    }

    /// Pieces of answers hold arrays, which are not compared by their content.
    private static boolean hasPieces(Frame frame) {
        return frame instanceof Frame.Answers(var answers)
                && answers.stream().anyMatch(NumberedAnswer.Part.class::isInstance);
    }

    /// Returns `frame` as bytes, without the length.
    static byte[] write(Frame frame) {
        WireWriter out = new WireWriter(64);
        FrameCodec.write(out, frame);
        return Arrays.copyOfRange(out.array(), ProtocolLimits.LENGTH_BYTES, out.size());
    }
}
