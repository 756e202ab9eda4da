package io.tupelo.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/// TCP by a plain blocking socket: one system call to write and one to read. A channel would cost one more for a selector,
/// or be closed for all who use it when the thread that reads is interrupted. Nothing here sets a time-out, which would
/// make each read three system calls; who wants one closes the socket when the time is up.
final class SocketWire implements Wire {
    private final Socket socket = new Socket();
    private final InetSocketAddress address;

    /// Makes one that is not connected.
    SocketWire(InetSocketAddress address) {
        this.address = address;
    }

    /// Connects, or fails when it is closed meanwhile.
    void connect() throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("the host " + address.getHostString() + " is unknown");
        }
        socket.setTcpNoDelay(true);
        socket.connect(address);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes, from, length);
    }

    @Override
    public int read(byte[] into) throws IOException {
        InputStream in = socket.getInputStream();
        int count = in.read(into);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        return count;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // There is nobody who could do anything about it.
        }
    }
}
