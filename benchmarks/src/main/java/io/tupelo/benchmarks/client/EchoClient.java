package io.tupelo.benchmarks.client;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/// Round trips with nothing to do at the other end.
public final class EchoClient implements Closeable {
    private static final int BYTES = 128;

    private final Socket socket;
    private final DataInputStream in;
    private final byte[] message = new byte[BYTES];

    public EchoClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /// Makes two round trips.
    public void pair() throws IOException {
        for (int i = 0; i < 2; i++) {
            socket.getOutputStream().write(message);
            in.readFully(message);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
