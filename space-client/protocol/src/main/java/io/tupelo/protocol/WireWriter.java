package io.tupelo.protocol;

import io.tupelo.operation.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes the wire format of Protocol Buffers into an array that grows. Not thread-safe.
///
/// A nested message gets one byte reserved for its length; if that is too little, its content is moved. Most messages
/// are shorter than 128 bytes, so this beats measuring everything beforehand. Fields with their default value are left
/// out, as proto3 does, but for those written by a method whose name ends in `Set`.
public final class WireWriter {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int VARINT_BYTES_MAX = 10;
    private static final int SHORT_TEXT_MAX = 64;
    private static final int ONE_BYTE_MAX = 0x7f;

    private byte[] bytes;
    private int size;

    /// Starts with room for `capacity` bytes.
    public WireWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /// Returns how many bytes are written.
    public int size() {
        return size;
    }

    /// Returns the array itself, of which the first [#size()] bytes are written. It is another one after more was written.
    public byte[] array() {
        return bytes;
    }

    /// Forgets what was written from `position` on.
    public void cut(int position) {
        size = position;
    }

    /// Leaves a gap of `count` bytes and returns where it is.
    int gap(int count) {
        ensure(count);
        size += count;
        return size - count;
    }

    /// Puts a 4-byte big-endian number at `position`.
    void intAt(int position, int value) {
        bytes[position] = (byte) (value >>> 24);
        bytes[position + 1] = (byte) (value >>> 16);
        bytes[position + 2] = (byte) (value >>> 8);
        bytes[position + 3] = (byte) value;
    }

    void uint(int field, long value) {
        if (value < 0) {
            throw new ProtocolException(ErrorCode.INVALID_REQUEST, "a request has no negative numbers, tokens and times, but this one has " + value);
        }
        if (value != 0) {
            uintSet(field, value);
        }
    }

    void uintSet(int field, long value) {
        ensure(2 * VARINT_BYTES_MAX);
        varint((field << 3) | VARINT);
        varint(value);
    }

    void sint(int field, long value) {
        if (value != 0) {
            sintSet(field, value);
        }
    }

    void sintSet(int field, long value) {
        uintSet(field, (value << 1) ^ (value >> 63));
    }

    void bool(int field, boolean value) {
        if (value) {
            uintSet(field, 1);
        }
    }

    void fixed64(int field, long value) {
        if (value != 0) {
            fixed64Set(field, value);
        }
    }

    void fixed64Set(int field, long value) {
        ensure(VARINT_BYTES_MAX + Long.BYTES);
        varint((field << 3) | FIXED64);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void raw(int field, byte[] content, int from, int length) {
        ensure(2 * VARINT_BYTES_MAX + length);
        varint((field << 3) | LENGTH_DELIMITED);
        varint(length);
        System.arraycopy(content, from, bytes, size, length);
        size += length;
    }

    void uuid(int field, long most, long least) {
        ensure(VARINT_BYTES_MAX + 2 * Long.BYTES + 1);
        varint((field << 3) | LENGTH_DELIMITED);
        varint(2 * Long.BYTES);
        intAt(size, (int) (most >>> 32));
        intAt(size + 4, (int) most);
        intAt(size + 8, (int) (least >>> 32));
        intAt(size + 12, (int) least);
        size += 2 * Long.BYTES;
    }

    void string(int field, String text) {
        if (!text.isEmpty()) {
            stringSet(field, text);
        }
    }

    /// Writes the name of something that has one.
    ///
    /// @throws ProtocolException with `missing` if it is empty or no text: there is nothing of that name
    void name(int field, String text, ErrorCode missing) {
        if (text.isEmpty()) {
            throw new ProtocolException(missing, "the name is empty, and nothing has that");
        }
        try {
            stringSet(field, text);
        } catch (ProtocolException noText) {
            throw new ProtocolException(missing, noText.getMessage() + ", and nothing has such a name");
        }
    }

    void stringSet(int field, String text) {
        int length = text.length();
        if (length > SHORT_TEXT_MAX) {
            encoded(field, text);
            return;
        }
        ensure(VARINT_BYTES_MAX + 1 + length);
        int start = size;
        varint((field << 3) | LENGTH_DELIMITED);
        bytes[size++] = (byte) length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > ONE_BYTE_MAX) {
                size = start;
                encoded(field, text);
                return;
            }
            bytes[size++] = (byte) c;
        }
    }

    private void encoded(int field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new ProtocolException(
                            ErrorCode.INVALID_TUPLE, "a text has half a surrogate pair at index " + i);
                }
                i++;
            }
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        raw(field, utf8, 0, utf8.length);
    }

    /// Begins a nested message, and returns what [#end(int)] wants to know.
    int begin(int field) {
        ensure(VARINT_BYTES_MAX);
        varint((field << 3) | LENGTH_DELIMITED);
        return size++;
    }

    /// Ends the nested message begun last.
    void end(int begun) {
        int length = size - begun - 1;
        if (length <= ONE_BYTE_MAX) {
            bytes[begun] = (byte) length;
            return;
        }
        int lengthBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 6) / 7;
        ensure(lengthBytes);
        System.arraycopy(bytes, begun + 1, bytes, begun + lengthBytes, length);
        size = begun;
        varint(length);
        size += length;
    }

    void empty(int field) {
        end(begin(field));
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
