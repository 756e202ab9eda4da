package io.tupelo.checkpoint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Some items that follow each other, as one value of MapDB's table. Its key there has two numbers: the key of its first item,
/// and its *piece*, which is 0. A value that is longer than a block goes on in pieces 1, 2, … under the same first number.
///
/// | block, byte | what |
/// |---|---|
/// | 0 | CRC-32C of its key in the table, 16 bytes, and of what follows, 4 bytes |
/// | 4 | n, how many items, 4 bytes |
/// | 8 | for each its key, 8 bytes, and where its value ends, counted from the first value's beginning, 4 bytes |
/// | 8 + 12 n | the values, one behind the other |
///
/// | further piece, byte | what |
/// |---|---|
/// | 0 | CRC-32C as above, 4 bytes |
/// | 4 | bytes of the value |
final class Block {
    static final int CHECKSUM_BYTES = 4;
    static final int HEADER_BYTES = 8;
    static final int ENTRY_BYTES = 12;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int length;
    private final int count;
    private final int valuesAt;

    private Block(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
        this.count = (int) INT.get(bytes, CHECKSUM_BYTES);
        this.valuesAt = HEADER_BYTES + count * ENTRY_BYTES;
    }

    /// Reads a block, which may be anything until it was [checked][#check].
    ///
    /// @param before one that is not needed any more, whose memory is used again
    static Block read(long[] tableKey, ByteBuffer stored, @Nullable Block before) throws BrokenException {
        int length = stored.remaining();
        if (length < HEADER_BYTES) {
            throw broken(tableKey);
        }
        byte[] bytes = before != null && before.bytes.length >= length ? before.bytes : new byte[length];
        stored.get(bytes, 0, length);
        return new Block(bytes, length);
    }

    /// Requires that it is what was written under that key.
    Block check(long[] tableKey) throws BrokenException {
        if ((int) INT.get(bytes, 0) != checksum(tableKey, bytes, CHECKSUM_BYTES, length)) {
            throw broken(tableKey);
        }
        return this;
    }

    /// Reads a further piece into `value` from `at` on, unless it is not what stood under that key, and returns where it ends.
    static int readPiece(long[] tableKey, ByteBuffer stored, byte[] value, int at) throws BrokenException {
        int length = stored.remaining() - CHECKSUM_BYTES;
        if (length < 0 || length > value.length - at) {
            throw broken(tableKey);
        }
        int checksum = stored.getInt();
        stored.get(value, at, length);
        if (checksum != checksum(tableKey, value, at, at + length)) {
            throw broken(tableKey);
        }
        return at + length;
    }

    private static BrokenException broken(long[] tableKey) {
        return new BrokenException("piece " + tableKey[1] + " from key " + tableKey[0] + " is not what was written");
    }

    private static int checksum(long[] tableKey, byte[] bytes, int from, int to) {
        byte[] key = new byte[2 * Long.BYTES];
        LONG.set(key, 0, tableKey[0]);
        LONG.set(key, Long.BYTES, tableKey[1]);
        CRC32C checksum = new CRC32C();
        checksum.update(key);
        checksum.update(bytes, from, to - from);
        return (int) checksum.getValue();
    }

    /// Completes a block or a further piece.
    static byte[] sealed(long[] tableKey, byte[] bytes) {
        INT.set(bytes, 0, checksum(tableKey, bytes, CHECKSUM_BYTES, bytes.length));
        return bytes;
    }

    /// Begins a block of that many items.
    static void begin(byte[] bytes, int count) {
        INT.set(bytes, CHECKSUM_BYTES, count);
    }

    /// Notes where the value of the item at `index` ends.
    static void note(byte[] bytes, int index, long key, int end) {
        LONG.set(bytes, HEADER_BYTES + index * ENTRY_BYTES, key);
        INT.set(bytes, HEADER_BYTES + index * ENTRY_BYTES + Long.BYTES, end);
    }

    int count() {
        return count;
    }

    long key(int index) {
        return (long) LONG.get(bytes, HEADER_BYTES + index * ENTRY_BYTES);
    }

    private int end(int index) {
        return index < 0 ? 0 : (int) INT.get(bytes, HEADER_BYTES + index * ENTRY_BYTES + Long.BYTES);
    }

    /// Returns the value at `index`, or as much of it as stands in this block: the rest is zeros then.
    byte[] value(int index) {
        int begin = valuesAt + end(index - 1);
        int end = valuesAt + end(index);
        byte[] value = new byte[end - begin];
        System.arraycopy(bytes, begin, value, 0, Math.min(end, length) - begin);
        return value;
    }

    /// Returns the value at `index`, which stands in this block as a whole, without copying it.
    ByteBuffer view(int index) {
        int begin = end(index - 1);
        return ByteBuffer.wrap(bytes, valuesAt + begin, end(index) - begin);
    }

    /// Returns how many bytes of the last value stand in further pieces.
    int missing() {
        return Math.max(0, valuesAt + end(count - 1) - length);
    }

    /// Returns where `key` is, or a negative number if it is not here.
    int search(long key) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(key(middle), key);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }
}
