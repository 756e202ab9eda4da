package io.tupelo.node;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A piece of network between a client and a server that cuts the connection at one place. Later connections go through.
final class CuttingProxy implements AutoCloseable {
    /// Where at a frame: before it, in its middle, or after it.
    enum Where {
        BEFORE,
        WITHIN,
        AFTER
    }

    /// Says of each frame how many of its bytes pass before the connection is cut.
    interface Cut {
        /// What passes if there is no cut.
        int NONE = -1;

        int passing(int frameBytes);

        /// Cuts at a frame, counted from 1.
        static Cut atFrame(int frame, Where where) {
            AtomicInteger frames = new AtomicInteger();
            return bytes -> frames.incrementAndGet() != frame
                    ? NONE
                    : switch (where) {
                        case BEFORE -> 0;
                        case WITHIN -> bytes / 2;
                        case AFTER -> bytes;
                    };
        }

        /// Cuts after so many bytes.
        static Cut afterBytes(int number) {
            AtomicInteger passed = new AtomicInteger();
            return bytes -> {
                int before = passed.getAndAdd(bytes);
                return number - before <= bytes ? number - before : NONE;
            };
        }

        /// Leaves the connection alone.
        static Cut never() {
            return _ -> NONE;
        }
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private final boolean fromServer;
    private final Cut cut;
    private final AtomicBoolean hasCut = new AtomicBoolean();
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private volatile boolean deaf;

    /// @param fromServer in which direction to cut
    CuttingProxy(int serverPort, boolean fromServer, Cut cut) throws IOException {
        this.serverPort = serverPort;
        this.fromServer = fromServer;
        this.cut = cut;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    String address() {
        return LocalNode.address(listener.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    boolean hasCut() {
        return hasCut.get();
    }

    /// Lets nothing from the server through from now on.
    void silenceServer() {
        deaf = true;
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
                Thread.ofPlatform().daemon().start(() -> pump(client, server, false));
                Thread.ofPlatform().daemon().start(() -> pump(server, client, true));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void pump(Socket from, Socket to, boolean isServer) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            OutputStream out = to.getOutputStream();
            while (true) {
                byte[] frame = read(in);
                int passing = isServer != fromServer || hasCut.get() ? Cut.NONE : cut.passing(frame.length);
                if (passing != Cut.NONE) {
                    hasCut.set(true);
                    out.write(frame, 0, passing);
                    return;
                }
                if (!isServer || !deaf) {
                    out.write(frame);
                }
            }
        } catch (IOException closed) {
            // One side has gone, and so does the other.
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] frame = new byte[Integer.BYTES + length];
        ByteBuffer.wrap(frame).putInt(length);
        in.readFully(frame, Integer.BYTES, length);
        return frame;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
