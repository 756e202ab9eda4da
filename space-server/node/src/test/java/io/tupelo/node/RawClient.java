package io.tupelo.node;

import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.NumberedRequest;
import io.tupelo.protocol.WireWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
        client.send(new Frame.Hello(1, "default", 0));
        client.expect(Frame.Welcome.class);
        return client;
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

    void ask(Operation operation) throws IOException {
        send(new Frame.Requests(0, List.of(new NumberedRequest(++number, Request.of(operation)))));
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
