package io.tupelo.change;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads what a [ByteWriter] has written.
final class ByteReader {
    private static final int LONGEST_SHIFT = 63;
    /// More than anything that is written nests; few enough for any thread.
    private static final int NESTING_MAX = 100;

    private final ByteBuffer in;
    private int nesting;

    ByteReader(ByteBuffer in) {
        this.in = in;
    }

    boolean isAtEnd() {
        return !in.hasRemaining();
    }

    int one() {
        return in.get() & 0xFF;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift <= LONGEST_SHIFT; shift += 7) {
            byte next = in.get();
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
        if (count < 0 || count > in.remaining()) {
            throw new UnreadableException("there should be " + count + " of something in " + in.remaining() + " bytes");
        }
        return (int) count;
    }

    int small() {
        return Math.toIntExact(number());
    }

    long eight() {
        return in.getLong();
    }

    byte[] some(int count) {
        if (count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    String text() {
        return text(count());
    }

    String text(int length) {
        String text;
        if (in.hasArray()) {
            if (length > in.remaining()) {
                throw new BufferUnderflowException();
            }
            text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
            in.position(in.position() + length);
        } else {
            text = new String(some(length), StandardCharsets.UTF_8);
        }
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
