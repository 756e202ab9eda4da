package io.tupelo.checkpoint;

import java.nio.ByteBuffer;

/// Takes the items of a checkpoint one after the other.
@FunctionalInterface
public interface ItemReader {
    /// Takes one item. What it throws ends the reading, and is passed on.
    ///
    /// @param key its key, greater than that of the one before
    /// @param value its bytes, from the position to the limit; only until this returns
    void item(long key, ByteBuffer value);
}
