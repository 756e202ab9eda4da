package io.tupelo.client;

import java.io.Closeable;
import java.io.IOException;

/// Bytes to a server and back. One thread may write while another one reads; not more.
interface Wire extends Closeable {
    /// Writes all of it, and blocks while the server does not take it.
    void write(byte[] bytes, int from, int length) throws IOException;

    /// Reads what has come, and blocks until something has. On a platform thread, an interrupt changes nothing.
    ///
    /// @return how many bytes were read
    /// @throws IOException if the connection is gone, or closed by either side
    int read(byte[] into) throws IOException;

    /// Ends the connection, and the reading and writing on it. May be called by any thread.
    @Override
    void close();
}
