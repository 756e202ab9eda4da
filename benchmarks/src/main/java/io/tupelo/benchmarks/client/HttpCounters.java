package io.tupelo.benchmarks.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Counters that are asked over HTTP 1.1, one request after the other over a connection that is kept: no more than that takes, so that the
/// client costs the server nothing.
public final class HttpCounters implements CounterClient {
    private static final String LENGTH = "content-length:";
    private static final String OK = "HTTP/1.1 200";

    private final Socket socket;
    private final InputStream in;

    /// Connects.
    public HttpCounters(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public long add(String key) throws IOException {
        socket.getOutputStream().write("POST /%s HTTP/1.1\r\nHost: counters\r\nContent-Length: 0\r\n\r\n".formatted(key).getBytes(StandardCharsets.US_ASCII));
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).trim());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        if (!status.startsWith(OK)) {
            throw new IOException(status + ": " + body);
        }
        return Long.parseLong(body);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection has ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
