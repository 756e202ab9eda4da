package io.tupelo.node;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A piece of network between a client and a server that cuts the connection at one frame: before it, in its middle, or
/// after it. Later connections go through.
final class CuttingProxy implements AutoCloseable {
    /// Where at the frame.
    enum Where {
        BEFORE,
        WITHIN,
        AFTER
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private final boolean fromServer;
    private final int cutFrame;
    private final Where where;
    private final AtomicInteger frames = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /// @param fromServer in which direction frames are counted
    /// @param cutFrame at which frame, from 1
    CuttingProxy(int serverPort, boolean fromServer, int cutFrame, Where where) throws IOException {
        this.serverPort = serverPort;
        this.fromServer = fromServer;
        this.cutFrame = cutFrame;
        this.where = where;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    boolean hasCut() {
        return frames.get() >= cutFrame;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                connections.incrementAndGet();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                Thread.ofPlatform().daemon().start(() -> pump(client, server, !fromServer));
                Thread.ofPlatform().daemon().start(() -> pump(server, client, fromServer));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void pump(Socket from, Socket to, boolean counts) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            while (true) {
                byte[] body = new byte[in.readInt()];
                in.readFully(body);
                boolean cuts = counts && frames.incrementAndGet() == cutFrame;
                if (cuts && where == Where.BEFORE) {
                    return;
                }
                byte[] whole = new byte[Integer.BYTES + body.length];
                java.nio.ByteBuffer.wrap(whole).putInt(body.length).put(body);
                out.write(whole, 0, cuts && where == Where.WITHIN ? whole.length / 2 : whole.length);
                if (cuts) {
                    return;
                }
            }
        } catch (IOException closed) {
            // One side has gone, and so does the other.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
