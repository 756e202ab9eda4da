package io.tupelo.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.mapdb.DBException;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.Serializer;
import org.mapdb.serializer.GroupSerializerObjectArray;

/// Reads from a [MappedVolume] what `Serializer.BYTE_ARRAY` wrote to the table, without copying it.
final class SliceCodec extends GroupSerializerObjectArray<ByteBuffer> {
    @Override
    public Object[] valueArrayDeserialize(DataInput2 in, int size) throws IOException {
        KeyCodec.require(in.unpackInt(), 1);
        return new Object[] {deserialize(in, -1)};
    }

    @Override
    public ByteBuffer deserialize(DataInput2 in, int available) throws IOException {
        int length = in.unpackInt();
        if (length > Layout.STANDARD.pageBytes()) {
            throw new DBException.DataCorruption("a block of " + length + " bytes");
        }
        DataInput2.ByteBuffer mapped = (DataInput2.ByteBuffer) in;
        ByteBuffer slice = mapped.buf.slice(mapped.pos, length);
        mapped.pos += length;
        return slice;
    }

    @Override
    public void serialize(DataOutput2 out, ByteBuffer value) {
        throw new UnsupportedOperationException("written by " + Serializer.BYTE_ARRAY);
    }
}
