package io.tupelo.protocol;

import com.google.protobuf.CodedInputStream;
import io.tupelo.operation.ErrorCode;
import io.tupelo.tuple.FieldValues;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads the wire format of Protocol Buffers and knows where it is, to name the place of what is wrong. Not thread-safe.
///
/// Each message is read in the same way: [#enter], [#next] until it returns 0, one typed read or [#skip] for each field,
/// [#leave].
final class WireReader {
    private static final int TYPE_MASK = 7;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;

    private final CodedInputStream in;
    private final String[] places = new String[ProtocolLimits.MESSAGES_NESTING_MAX];
    private int depth;
    private int nesting;
    private int structure;
    private int tag;

    WireReader(byte[] bytes, int from, int length) {
        in = CodedInputStream.newInstance(bytes, from, length);
    }

    /// Returns the number of the next field of this message, or 0 at its end.
    int next() {
        try {
            tag = in.readTag();
            return tag >>> 3;
        } catch (IOException wrong) {
            throw malformed(wrong);
        }
    }

    void skip() {
        try {
            if (!in.skipField(tag)) {
                throw malformed("a group ends that did not begin");
            }
        } catch (IOException wrong) {
            throw malformed(wrong);
        }
    }

    /// Enters the nested message of this field, and returns what [#leave(int)] wants to know.
    int enter(String place) {
        expect(LENGTH_DELIMITED);
        if (depth == places.length) {
            throw malformed("messages nest too deep");
        }
        try {
            int limit = in.pushLimit(in.readRawVarint32());
            places[depth++] = place;
            return limit;
        } catch (IOException wrong) {
            throw malformed(wrong);
        }
    }

    void leave(int entered) {
        in.popLimit(entered);
        depth--;
    }

    /// Counts a level of lists, maps, tuples and templates within each other, until [#up].
    void down() {
        if (++nesting > FieldValues.NESTING_MAX) {
            throw malformed("values nest deeper than " + FieldValues.NESTING_MAX + " levels");
        }
    }

    void up() {
        nesting--;
    }

    /// Counts a level of conditions, batches and answers within each other, until [#shallower].
    void deeper() {
        if (++structure > ProtocolLimits.CONDITIONS_NESTING_MAX) {
            throw malformed("nested deeper than " + ProtocolLimits.CONDITIONS_NESTING_MAX + " levels");
        }
    }

    void shallower() {
        structure--;
    }

    private long varint() {
        expect(VARINT);
        try {
            return in.readRawVarint64();
        } catch (IOException wrong) {
            throw malformed(wrong);
        }
    }

    /// Reads a number of 0 to [Long#MAX_VALUE].
    long uint() {
        return upTo(Long.MAX_VALUE, varint());
    }

    /// Reads a number of 0 to [Integer#MAX_VALUE].
    int uint32() {
        return (int) upTo(Integer.MAX_VALUE, varint());
    }

    private long upTo(long most, long value) {
        if (value < 0 || value > most) {
            throw malformed("field " + (tag >>> 3) + " is out of range: " + Long.toUnsignedString(value));
        }
        return value;
    }

    long sint() {
        return CodedInputStream.decodeZigZag64(varint());
    }

    boolean bool() {
        return varint() != 0;
    }

    long fixed64() {
        expect(FIXED64);
        try {
            return in.readFixed64();
        } catch (IOException wrong) {
            throw malformed(wrong);
        }
    }

    byte[] bytes() {
        expect(LENGTH_DELIMITED);
        try {
            return in.readByteArray();
        } catch (IOException wrong) {
            throw malformed(wrong);
        }
    }

    String string() {
        expect(LENGTH_DELIMITED);
        try {
            return in.readStringRequireUtf8();
        } catch (IOException wrong) {
            throw malformed(wrong);
        }
    }

    /// Says whether this field holds several numbers packed together, to be read until [#packedEnd].
    boolean isPacked() {
        return (tag & TYPE_MASK) == LENGTH_DELIMITED;
    }

    /// Reads the next number of a packed field that was entered.
    long packed() {
        try {
            return upTo(Long.MAX_VALUE, in.readRawVarint64());
        } catch (IOException wrong) {
            throw malformed(wrong);
        }
    }

    boolean packedEnd() {
        return in.getBytesUntilLimit() == 0;
    }

    private void expect(int type) {
        if ((tag & TYPE_MASK) != type) {
            throw malformed("field " + (tag >>> 3) + " has wire type " + (tag & TYPE_MASK) + ", not " + type);
        }
    }

    <T> T required(@Nullable T part, String name) {
        if (part == null) {
            throw malformed(name + " is missing");
        }
        return part;
    }

    String requiredText(String text, String name) {
        if (text.isEmpty()) {
            throw malformed(name + " is missing");
        }
        return text;
    }

    ProtocolException malformed(String what) {
        return new ProtocolException(ErrorCode.MALFORMED_FRAME, place() + what);
    }

    ProtocolException refused(ErrorCode code, RuntimeException cause) {
        return new ProtocolException(code, place() + cause.getMessage(), cause);
    }

    private ProtocolException malformed(IOException cause) {
        return new ProtocolException(ErrorCode.MALFORMED_FRAME, place() + cause.getMessage(), cause);
    }

    private String place() {
        return String.join(".", Arrays.asList(places).subList(0, depth)) + ": ";
    }
}
