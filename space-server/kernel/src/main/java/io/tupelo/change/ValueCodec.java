package io.tupelo.change;

import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.ObjectValue;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a field holds, as bytes: one that says the type, and what it needs. Short texts and small integers have their length,
/// or their value, in the first byte.
final class ValueCodec {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int INTEGER = 3;
    private static final int DECIMAL = 4;
    private static final int STRING = 5;
    private static final int BYTES = 6;
    private static final int INSTANT = 7;
    private static final int DURATION = 8;
    private static final int UUID_TYPE = 9;
    private static final int LIST = 10;
    private static final int MAP = 11;
    private static final int TUPLE = 12;
    private static final int OBJECT = 13;
    private static final int OWN_FORM = 14;
    /// From here on a text of 0 to 63 bytes.
    private static final int SHORT_STRING = 0x40;
    private static final int SHORT_STRINGS = 0x40;
    /// From here on an integer from -16 to 111.
    private static final int SMALL_INTEGER = 0x80;
    private static final int SMALL_INTEGERS = 0x80;
    private static final int SMALLEST = -16;

    private ValueCodec() {}

    static void write(ByteWriter out, @Nullable Object value) {
        switch (value) {
            case null -> out.one(NULL);
            case String text -> writeText(out, text);
            case Long integer -> writeInteger(out, integer);
            case Boolean bool -> out.one(bool ? TRUE : FALSE);
            case Double decimal -> {
                out.one(DECIMAL);
                out.eight(Double.doubleToRawLongBits(decimal));
            }
            case Bytes bytes -> writeBytes(out, BYTES, bytes);
            case Instant instant -> writeTime(out, INSTANT, instant.getEpochSecond(), instant.getNano());
            case Duration duration -> writeTime(out, DURATION, duration.getSeconds(), duration.getNano());
            case UUID uuid -> {
                out.one(UUID_TYPE);
                out.eight(uuid.getMostSignificantBits());
                out.eight(uuid.getLeastSignificantBits());
            }
            case List<?> list -> {
                out.one(LIST);
                out.number(list.size());
                list.forEach(element -> write(out, element));
            }
            case Map<?, ?> map -> {
                out.one(MAP);
                out.number(map.size());
                map.forEach((key, element) -> {
                    out.text((String) key);
                    write(out, element);
                });
            }
            case Tuple tuple -> {
                out.one(TUPLE);
                write(out, tuple);
            }
            case ObjectValue object -> {
                out.one(OBJECT);
                out.text(object.type());
                out.number(object.encoded().size());
                out.some(object.encoded().toArray());
            }
            case OwnForm own -> {
                out.one(OWN_FORM);
                write(out, own.value());
            }
            default -> throw new IllegalArgumentException("no field holds a " + value.getClass().getName());
        }
    }

    private static void writeText(ByteWriter out, String text) {
        byte[] encoded = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        if (encoded.length < SHORT_STRINGS) {
            out.one(SHORT_STRING + encoded.length);
        } else {
            out.one(STRING);
            out.number(encoded.length);
        }
        out.some(encoded);
    }

    private static void writeInteger(ByteWriter out, long integer) {
        if (integer >= SMALLEST && integer < SMALLEST + SMALL_INTEGERS) {
            out.one((int) (SMALL_INTEGER + integer - SMALLEST));
        } else {
            out.one(INTEGER);
            out.signed(integer);
        }
    }

    private static void writeBytes(ByteWriter out, int type, Bytes bytes) {
        out.one(type);
        out.number(bytes.size());
        out.some(bytes.toArray());
    }

    private static void writeTime(ByteWriter out, int type, long seconds, int nanos) {
        out.one(type);
        out.signed(seconds);
        out.number(nanos);
    }

    static void write(ByteWriter out, Tuple tuple) {
        out.number(tuple.size());
        for (int i = 0; i < tuple.size(); i++) {
            write(out, tuple.get(i));
        }
    }

    static Tuple readTuple(ByteReader in) {
        @Nullable Object[] fields = new @Nullable Object[in.count()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = read(in);
        }
        return Tuple.tuple(fields);
    }

    static @Nullable Object read(ByteReader in) {
        int type = in.one();
        if (type >= SMALL_INTEGER) {
            return (long) type - SMALL_INTEGER + SMALLEST;
        }
        if (type >= SHORT_STRING) {
            return in.text(type - SHORT_STRING);
        }
        in.enter();
        Object value = ofType(type, in);
        in.leave();
        return value;
    }

    private static @Nullable Object ofType(int type, ByteReader in) {
        return switch (type) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case INTEGER -> in.signed();
            case DECIMAL -> Double.longBitsToDouble(in.eight());
            case STRING -> in.text();
            case BYTES -> Bytes.of(in.some(in.count()));
            case INSTANT -> Instant.ofEpochSecond(in.signed(), in.small());
            case DURATION -> Duration.ofSeconds(in.signed(), in.small());
            case UUID_TYPE -> new UUID(in.eight(), in.eight());
            case LIST -> readList(in);
            case MAP -> readMap(in);
            case TUPLE -> readTuple(in);
            case OBJECT -> new ObjectValue(in.text(), Bytes.of(in.some(in.count())));
            case OWN_FORM -> {
                Object form = read(in);
                if (form == null) {
                    throw new UnreadableException("a coordinate has a form of nothing");
                }
                yield new OwnForm(form);
            }
            default -> throw new UnreadableException("no value has the type " + type);
        };
    }

    static List<@Nullable Object> readList(ByteReader in) {
        int count = in.count();
        List<@Nullable Object> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(read(in));
        }
        return Collections.unmodifiableList(list);
    }

    private static Map<String, @Nullable Object> readMap(ByteReader in) {
        int count = in.count();
        Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            map.put(in.text(), read(in));
        }
        return Collections.unmodifiableMap(map);
    }
}
