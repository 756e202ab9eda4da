package io.tupelo.reliability.crash;

import io.tupelo.operation.Request;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.NumberedRequest;
import io.tupelo.protocol.ProtocolLimits;
import io.tupelo.protocol.WireWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/// A session of a client that knows its frames and no manners: it acknowledges nothing, and closing it closes the socket alone.
/// Used by one thread.
public final class RawSession implements AutoCloseable {
    private final Socket socket;

    /// Opens one with a server of this machine.
    ///
    /// @param leaseMillis how long the session outlives its connection, in milliseconds
    public RawSession(int port, long leaseMillis) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        send(new Frame.Hello(ProtocolLimits.VERSION, "default", leaseMillis));
        await(Frame.Welcome.class);
    }

    /// Sends its only request.
    public void send(Request request) throws IOException {
        send(new Frame.Requests(0, List.of(new NumberedRequest(1, request))));
    }

    private void send(Frame frame) throws IOException {
        WireWriter out = new WireWriter(64);
        FrameCodec.write(out, frame);
        socket.getOutputStream().write(out.array(), 0, out.size());
    }

    /// Waits for a frame of a kind, past others.
    public void await(Class<? extends Frame> kind) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Frame frame;
        do {
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            frame = FrameCodec.read(body, 0, body.length);
        } while (!kind.isInstance(frame));
    }

    /// Vanishes: the server is not told.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
