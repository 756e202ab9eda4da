package io.tupelo.client;

import io.tupelo.operation.ErrorCode;
import io.tupelo.protocol.AnswerParts;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameBuffer;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.ProtocolException;
import io.tupelo.protocol.WireWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
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
    private volatile long heardNanos = System.nanoTime();

    Link(Wire wire) {
        this.wire = wire;
    }

    /// Connects, sends a first frame, and hands over the answer, all within so many milliseconds. The link is closed again
    /// if that fails.
    static Link open(InetSocketAddress address, Frame first, long millis, Welcomer welcomer) throws IOException {
        SocketWire wire = new SocketWire(address);
        Future<?> deadline = Ticker.after(millis, wire::close);
        boolean isOpen = false;
        try {
            wire.connect();
            Link link = new Link(wire);
            Frame answer = link.ask(first);
            if (!deadline.cancel(false)) {
                throw new SocketTimeoutException("no answer within " + millis + " ms");
            }
            welcomer.answered(link, answer);
            isOpen = true;
            return link;
        } finally {
            deadline.cancel(false);
            if (!isOpen) {
                wire.close();
            }
        }
    }

    /// Takes the answer to the first frame, or throws.
    interface Welcomer {
        void answered(Link link, Frame answer) throws IOException;
    }

    Wire wire() {
        return wire;
    }

    AnswerParts parts() {
        return parts;
    }

    private Frame ask(Frame first) throws IOException {
        WireWriter out = new WireWriter(128);
        FrameCodec.write(out, first);
        wire.write(out.array(), 0, out.size());
        while (early.isEmpty()) {
            receive(early::add);
        }
        return early.remove();
    }

    /// Hands on what has come, and blocks until something has.
    ///
    /// @throws IOException if the connection is gone, or the server speaks another language
    void read(Consumer<Frame> to) throws IOException {
        if (early.isEmpty()) {
            receive(to);
        } else {
            checked(() -> early.forEach(to));
            early.clear();
        }
    }

    private void receive(Consumer<Frame> to) throws IOException {
        int count = wire.read(bytes);
        heardNanos = System.nanoTime();
        checked(() -> frames.add(bytes, 0, count, to));
    }

    private static void checked(Runnable reading) throws IOException {
        try {
            reading.run();
        } catch (ProtocolException wrong) {
            throw new IOException("the server sent what is no frame: " + wrong.getMessage(), wrong);
        }
    }

    /// Closes the connection if the server, which pings, has been silent for so long that it must be gone.
    void closeIfDead() {
        if (System.nanoTime() - heardNanos > DEAD_NANOS) {
            wire.close();
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
