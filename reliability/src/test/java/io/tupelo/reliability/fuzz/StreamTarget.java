package io.tupelo.reliability.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameBuffer;
import io.tupelo.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// However a stream is cut into chunks, it has the same frames, and the same end.
public final class StreamTarget {
    private static final int CHUNKS = 4;

    private StreamTarget() {}

    /// Tries a stream: four bytes that say how long the chunks are, over and over, and what is sent.
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < CHUNKS) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, CHUNKS, input.length);
        List<String> whole = receive(stream, new byte[] {Byte.MAX_VALUE}, Math.max(1, stream.length));
        assertThat(receive(stream, input, 1)).isEqualTo(whole);
    }

    private static List<String> receive(byte[] stream, byte[] chunks, int least) {
        List<String> received = new ArrayList<>();
        FrameBuffer buffer = new FrameBuffer();
        try {
            int next = 0;
            for (int from = 0; from < stream.length; ) {
                int length = Math.min(stream.length - from, least + Byte.toUnsignedInt(chunks[next]));
                buffer.add(stream, from, length, frame -> received.add(text(frame)));
                from += length;
                next = (next + 1) % Math.min(CHUNKS, chunks.length);
            }
        } catch (ProtocolException refused) {
            received.add(refused.code() + " " + refused.getMessage());
        }
        return received;
    }

    private static String text(Frame frame) {
        return Arrays.toString(FrameTarget.write(frame));
    }
}
