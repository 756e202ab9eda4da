package io.tupelo.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// TCP. The channel does not block, and a selector waits for it: a thread interrupted within a blocking channel would
/// close it, for all who use it.
final class SocketWire implements Wire {
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;

    private SocketWire(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        readable = Selector.open();
        writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    /// Connects within so many milliseconds.
    static SocketWire connect(InetSocketAddress address, long millis) throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("the host " + address.getHostString() + " is unknown");
        }
        SocketChannel channel = SocketChannel.open();
        try (Selector connected = Selector.open()) {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                channel.register(connected, SelectionKey.OP_CONNECT);
                connected.select(Math.max(1, millis));
                if (!channel.finishConnect()) {
                    throw new SocketTimeoutException("no connection to " + address + " within " + millis + " ms");
                }
            }
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
        return new SocketWire(channel);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
        boolean interrupted = false;
        try {
            while (channel.write(buffer) >= 0 && buffer.hasRemaining()) {
                writable.select();
                writable.selectedKeys().clear();
                interrupted |= Thread.interrupted();
            }
        } catch (ClosedSelectorException closed) {
            throw new IOException("the connection was closed", closed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public int read(byte[] into, long millis) throws IOException {
        try {
            if (millis > 0) {
                readable.select(millis);
            } else {
                readable.selectNow();
            }
            if (readable.selectedKeys().isEmpty()) {
                return 0;
            }
            readable.selectedKeys().clear();
            int count = channel.read(ByteBuffer.wrap(into));
            if (count < 0) {
                throw new EOFException("the server closed the connection");
            }
            return count;
        } catch (ClosedSelectorException closed) {
            throw new IOException("the connection was closed", closed);
        }
    }

    @Override
    public void wakeUp() {
        readable.wakeup();
    }

    @Override
    public void close() {
        closeQuietly(channel);
        closeQuietly(readable);
        closeQuietly(writable);
    }

    private static void closeQuietly(java.io.Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException _) {
            // There is nobody who could do anything about it.
        }
    }
}
