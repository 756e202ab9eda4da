package io.tupelo.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Is given the records of a journal, in their order.
@FunctionalInterface
public interface RecordReader {
    /// Takes one.
    ///
    /// @param sequence its place in the order, from 1, without a gap
    /// @param epoch the epoch in which it was appended
    /// @param payload its bytes, valid until this returns, and not to be changed
    /// @throws IOException to read no further
    void record(long sequence, long epoch, ByteBuffer payload) throws IOException;
}
