package io.tupelo.protocol;

import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Request;
import io.tupelo.tuple.InvalidTupleException;
import java.time.DateTimeException;
import java.util.function.Function;

/// Frames and bytes: a 4-byte big-endian length, and a message `Frame` of so many bytes. All methods are static and keep
/// nothing.
///
/// Requests and answers, which are most of the traffic, have methods of their own, so that no frame needs to be made for
/// them first.
public final class FrameCodec {
    static final int REQUESTS = 4;
    static final int ANSWERS = 5;
    static final int EVENTS = 6;

    private FrameCodec() {}

    /// Writes `frame` with its length in front.
    ///
    /// @throws ProtocolException if it is larger than a frame may be, or has a value that can't be written; what had been
    ///     written before is still there, and nothing else
    public static void write(WireWriter out, Frame frame) {
        int start = out.size();
        try {
            out.gap(ProtocolLimits.LENGTH_BYTES);
            FrameBodies.write(out, frame);
            endFrame(out, start);
        } catch (ProtocolException wrong) {
            out.cut(start);
            throw wrong;
        }
    }

    /// Writes a frame of one request; fails as [#write].
    ///
    /// @param acknowledged all answers up to this number have been received
    public static void writeRequest(WireWriter out, long acknowledged, long number, Request request) {
        int start = out.size();
        try {
            out.gap(ProtocolLimits.LENGTH_BYTES);
            int begun = out.begin(REQUESTS);
            out.uint(1, acknowledged);
            OperationCodec.writeRequest(out, 2, number, request);
            out.end(begun);
            endFrame(out, start);
        } catch (ProtocolException wrong) {
            out.cut(start);
            throw wrong;
        }
    }

    static void endFrame(WireWriter out, int start) {
        int length = out.size() - start - ProtocolLimits.LENGTH_BYTES;
        if (length > ProtocolLimits.FRAME_BYTES_MAX) {
            throw new ProtocolException(
                    ErrorCode.FRAME_TOO_LARGE,
                    "a frame has at most " + ProtocolLimits.FRAME_BYTES_MAX + " bytes, not " + length
                            + "; send less at once");
        }
        out.intAt(start, length);
    }

    /// Returns the length that stands at `from`, in front of a frame.
    ///
    /// @throws ProtocolException if it is more than a frame may have, or none
    public static int length(byte[] bytes, int from) {
        int length = (bytes[from] & 0xff) << 24
                | (bytes[from + 1] & 0xff) << 16
                | (bytes[from + 2] & 0xff) << 8
                | (bytes[from + 3] & 0xff);
        if (length < 0 || length > ProtocolLimits.FRAME_BYTES_MAX) {
            throw new ProtocolException(
                    ErrorCode.FRAME_TOO_LARGE,
                    "a frame has at most " + ProtocolLimits.FRAME_BYTES_MAX + " bytes, not "
                            + Integer.toUnsignedString(length));
        }
        return length;
    }

    /// Reads a frame of `length` bytes, not counting the 4 of its length, from `from` on.
    ///
    /// @throws ProtocolException if it is none, and nothing else, whatever the bytes are
    public static Frame read(byte[] bytes, int from, int length) {
        return guarded(new WireReader(bytes, from, length), FrameBodies::read);
    }

    static Answer decodeAnswer(byte[] bytes) {
        return guarded(new WireReader(bytes, 0, bytes.length), AnswerCodec::readContent);
    }

    /// The values' own constructors refuse what can't be: their word counts, and gets the place added.
    private static <T> T guarded(WireReader in, Function<WireReader, T> read) {
        try {
            return read.apply(in);
        } catch (InvalidTupleException wrong) {
            throw in.refused(ErrorCode.INVALID_TUPLE, wrong);
        } catch (InvalidSelectionException wrong) {
            throw in.refused(ErrorCode.INVALID_SELECTION, wrong);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException wrong) {
            throw in.refused(ErrorCode.MALFORMED_FRAME, wrong);
        }
    }
}
