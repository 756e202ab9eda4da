package io.tupelo.protocol;

import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts what arrives into frames. Whole ones are read where they lie; only what is left of a batch is copied. Not
/// thread-safe.
public final class FrameBuffer {
    private static final byte[] NOTHING = {};
    private byte[] rest = NOTHING;
    private int restSize;

    /// Makes one that holds nothing.
    public FrameBuffer() {}

    /// Reads the frames that are complete with these bytes, and hands each to `frames` before the next one is read.
    ///
    /// @throws ProtocolException at the first one that is none, or too large
    public void add(byte[] bytes, int from, int length, Consumer<Frame> frames) {
        if (restSize == 0) {
            int done = cut(bytes, from, length, frames);
            keep(bytes, from + done, length - done);
            return;
        }
        append(bytes, from, length);
        int done = cut(rest, 0, restSize, frames);
        if (done > 0) { // else it stays where it is: a frame that arrives byte by byte is not copied for each of them
            keep(rest, done, restSize - done);
        }
    }

    private static int cut(byte[] bytes, int from, int length, Consumer<Frame> frames) {
        int done = 0;
        while (length - done >= ProtocolLimits.LENGTH_BYTES) {
            int frameLength = FrameCodec.length(bytes, from + done);
            int whole = ProtocolLimits.LENGTH_BYTES + frameLength;
            if (length - done < whole) {
                break;
            }
            frames.accept(FrameCodec.read(bytes, from + done + ProtocolLimits.LENGTH_BYTES, frameLength));
            done += whole;
        }
        return done;
    }

    private void append(byte[] bytes, int from, int length) {
        if (rest.length - restSize < length) {
            rest = Arrays.copyOf(rest, Math.max(2 * rest.length, restSize + length));
        }
        System.arraycopy(bytes, from, rest, restSize, length);
        restSize += length;
    }

    private void keep(byte[] bytes, int from, int length) {
        rest = length == 0 ? NOTHING : Arrays.copyOfRange(bytes, from, from + length);
        restSize = length;
    }
}
