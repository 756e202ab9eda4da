package io.tupelo.checkpoint;

import java.io.IOException;
import org.mapdb.DBException;
import org.mapdb.DataInput2;
import org.mapdb.serializer.SerializerLongArray;

/// The keys of the table: as `Serializer.LONG_ARRAY` has them, but always one in a node, of two numbers. Nothing else is believed,
/// so that a length that is wrong takes no memory.
final class KeyCodec extends SerializerLongArray {
    private static final int NUMBERS = 2;

    @Override
    public Object[] valueArrayDeserialize(DataInput2 in, int size) throws IOException {
        require(size, 1);
        return new Object[] {deserialize(in, -1)};
    }

    @Override
    public long[] deserialize(DataInput2 in, int available) throws IOException {
        require(in.unpackInt(), NUMBERS);
        return new long[] {in.readLong(), in.readLong()};
    }

    static void require(int count, int expected) {
        if (count != expected) {
            throw new DBException.DataCorruption("there are " + count + " where there should be " + expected);
        }
    }
}
