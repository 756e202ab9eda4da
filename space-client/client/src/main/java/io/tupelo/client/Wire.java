package io.tupelo.client;

import java.io.Closeable;
import java.io.IOException;

/// Bytes to a server and back. One thread may write while another one reads; not more.
interface Wire extends Closeable {
    /// Writes all of it, and blocks while the server does not take it. An interrupt changes nothing.
    void write(byte[] bytes, int from, int length) throws IOException;

    /// Reads what has come, and waits for so many milliseconds at most while nothing has. Returns early with 0 if the
    /// thread is interrupted or [#wakeUp] is called.
    ///
    /// @return how many bytes were read
    /// @throws IOException if the connection is gone, or closed by the server
    int read(byte[] into, long millis) throws IOException;

    /// Lets the thread that reads return.
    void wakeUp();

    /// Ends the connection, and the reading and writing on it.
    @Override
    void close();
}
