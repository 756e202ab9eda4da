package io.tupelo.change;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads what a [ByteWriter] has written. Out of an array, since recovery does little else.
final class ByteReader {
    private static final int LONGEST_SHIFT = 63;
    /// More than anything that is written nests; few enough for any thread.
    private static final int NESTING_MAX = 100;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int nesting;

    /// Reads to the limit of `in`, whose position stays.
    ByteReader(ByteBuffer in) {
        if (in.hasArray()) {
            bytes = in.array();
            at = in.arrayOffset() + in.position();
        } else {
            bytes = new byte[in.remaining()];
            in.get(in.position(), bytes);
        }
        end = at + in.remaining();
    }

    boolean isAtEnd() {
        return at >= end;
    }

    /// Returns the next byte, which stays the next.
    int peek() {
        require(1);
        return bytes[at] & 0xFF;
    }

    private void require(int count) {
        if (count > end - at) {
            throw new BufferUnderflowException();
        }
    }

    int one() {
        require(1);
        return bytes[at++] & 0xFF;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift <= LONGEST_SHIFT; shift += 7) {
            require(1);
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                if (next == 0 && shift > 0) {
                    throw new UnreadableException("a number has more bytes than it needs");
                }
                if (shift == LONGEST_SHIFT && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw new UnreadableException("a number has more than 64 bits");
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /// Reads a number that counts what follows, each of at least one byte.
    int count() {
        long count = number();
        if (count < 0 || count > end - at) {
            throw new UnreadableException("there should be " + count + " of something in " + (end - at) + " bytes");
        }
        return (int) count;
    }

    int small() {
        return Math.toIntExact(number());
    }

    long eight() {
        require(Long.BYTES);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    byte[] some(int count) {
        require(count);
        byte[] copy = java.util.Arrays.copyOfRange(bytes, at, at + count);
        at += count;
        return copy;
    }

    String text() {
        return text(count());
    }

    String text(int length) {
        require(length);
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    boolean bool() {
        int value = one();
        if (value > 1) {
            throw new UnreadableException("what is either so or not is written as " + value);
        }
        return value == 1;
    }

    /// Begins to read something within something of its kind.
    void enter() {
        nesting++;
        if (nesting > NESTING_MAX) {
            throw new UnreadableException("something nests deeper than " + NESTING_MAX + " levels");
        }
    }

    /// Ends what [#enter] has begun.
    void leave() {
        nesting--;
    }
}
