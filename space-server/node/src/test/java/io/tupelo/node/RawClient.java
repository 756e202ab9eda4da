package io.tupelo.node;

import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.NumberedAnswer;
import io.tupelo.protocol.NumberedRequest;
import io.tupelo.protocol.WireWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A client that sends what a test tells it to, right or wrong.
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private final Socket socket;
    private final DataInputStream in;
    private long number;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /// Opens a session.
    static RawClient greeted(int port) throws IOException {
        RawClient client = new RawClient(port);
        client.greet();
        return client;
    }

    /// Returns requests that are numbered one after the other.
    static Frame requests(long first, List<Request> requests) {
        List<NumberedRequest> numbered = new ArrayList<>();
        for (Request each : requests) {
            numbered.add(new NumberedRequest(first + numbered.size(), each));
        }
        return new Frame.Requests(0, numbered);
    }

    /// Returns frames as they are sent.
    static byte[] bytes(Frame... frames) {
        WireWriter out = new WireWriter(64);
        for (Frame frame : frames) {
            FrameCodec.write(out, frame);
        }
        return Arrays.copyOf(out.array(), out.size());
    }

    void send(Frame frame) throws IOException {
        byte[] bytes = bytes(frame);
        sendBytes(bytes, bytes.length);
    }

    /// Sends the first `length` bytes.
    void sendBytes(byte[] bytes, int length) throws IOException {
        socket.getOutputStream().write(bytes, 0, length);
    }

    /// Opens a session.
    Frame.Welcome greet() throws IOException {
        send(new Frame.Hello(1, "default", 0));
        return expect(Frame.Welcome.class);
    }

    /// Asks for a session that another connection was welcomed with.
    void resume(Frame.Welcome session) throws IOException {
        send(new Frame.Resume(1, "default", session.session(), session.secret(), 0));
    }

    void ask(Operation operation) throws IOException {
        send(requests(++number, List.of(Request.of(operation))));
    }

    /// Reads the next answers, and returns the first one.
    NumberedAnswer.Whole answer() throws IOException {
        return (NumberedAnswer.Whole) expect(Frame.Answers.class).answers().getFirst();
    }

    void sendBytes(int... bytes) throws IOException {
        for (int each : bytes) {
            socket.getOutputStream().write(each);
        }
    }

    Frame read() throws IOException {
        byte[] body = new byte[in.readInt()];
        in.readFully(body);
        return FrameCodec.read(body, 0, body.length);
    }

    /// Reads the next frame that is no Ping, unless a Ping is expected.
    <F extends Frame> F expect(Class<F> kind) throws IOException {
        Frame frame = read();
        while (frame instanceof Frame.Ping && kind != Frame.Ping.class) {
            frame = read();
        }
        if (!kind.isInstance(frame)) {
            throw new AssertionError("a " + kind.getSimpleName() + " was expected, not " + frame);
        }
        return kind.cast(frame);
    }

    /// Waits until the server has closed the connection, and says whether it did so in an orderly way.
    boolean isClosedByServer() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
