package io.tupelo.client;

import io.tupelo.operation.ErrorCode;
import io.tupelo.protocol.AnswerParts;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameBuffer;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.ProtocolException;
import io.tupelo.protocol.WireWriter;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One connection, with the frames that come over it. Read by one thread at a time.
final class Link {
    private static final int READ_BYTES = 64 << 10;
    private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Wire wire;
    private final byte[] bytes = new byte[READ_BYTES];
    private final FrameBuffer frames = new FrameBuffer();
    private final Queue<Frame> early = new ArrayDeque<>();
    private final AnswerParts parts = new AnswerParts();
    private long heardNanos = System.nanoTime();

    Link(Wire wire) {
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    AnswerParts parts() {
        return parts;
    }

    /// Sends a first frame and returns the answer.
    Frame ask(Frame first, long millis) throws IOException {
        WireWriter out = new WireWriter(128);
        FrameCodec.write(out, first);
        wire.write(out.array(), 0, out.size());
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (early.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the server has not answered " + first + " within " + millis + " ms");
            }
            receive(left, early::add);
        }
        return early.remove();
    }

    /// Hands on what has come, waiting for it for so many milliseconds at most.
    ///
    /// @throws IOException if the connection is gone, or the server was silent for too long, or speaks another language
    void read(long millis, Consumer<Frame> to) throws IOException {
        if (!early.isEmpty()) {
            early.forEach(to);
            early.clear();
            return;
        }
        receive(millis, to);
    }

    private void receive(long millis, Consumer<Frame> to) throws IOException {
        int count = wire.read(bytes, millis);
        if (count > 0) {
            heardNanos = System.nanoTime();
            try {
                frames.add(bytes, 0, count, to);
            } catch (ProtocolException wrong) {
                throw new IOException("the server sent what is no frame: " + wrong.getMessage(), wrong);
            }
        } else if (System.nanoTime() - heardNanos > DEAD_NANOS) {
            throw new SocketTimeoutException("the server has been silent for 15 s");
        }
    }

    void close() {
        wire.close();
    }

    /// What a server said when it refused.
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final ErrorCode code;

        RefusedException(Frame.Refused refused) {
            super(refused.message());
            code = refused.code();
        }

        ErrorCode code() {
            return code;
        }
    }
}
