package io.tupelo.change;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that grow. Numbers are little: seven bits in a byte, the lowest first, the eighth bit saying that more follow; those
/// that may be negative are folded first (0, -1, 1, -2 …).
final class ByteWriter {
    private static final int LEAST = 256;
    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes = new byte[LEAST];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    void one(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void number(long value) {
        reserve(LONGEST_NUMBER);
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
    }

    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void eight(long value) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void some(byte[] content) {
        reserve(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
    }

    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        some(encoded);
    }

    void bool(boolean value) {
        one(value ? 1 : 0);
    }
}
