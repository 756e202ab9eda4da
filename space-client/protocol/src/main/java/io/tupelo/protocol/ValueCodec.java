package io.tupelo.protocol;

import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.ObjectValue;
import io.tupelo.tuple.Tuple;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Values and tuples.
final class ValueCodec {
    private static final int UUID_BYTES = 16;

    private ValueCodec() {}

    static void write(WireWriter out, int field, Tuple tuple) {
        int begun = out.begin(field);
        for (int i = 0; i < tuple.size(); i++) {
            writeValue(out, 1, tuple.get(i));
        }
        out.end(begun);
    }

    static void writeValue(WireWriter out, int field, @Nullable Object value) {
        int begun = out.begin(field);
        switch (value) {
            case null -> out.uintSet(13, 0);
            case String text -> out.stringSet(5, text);
            case Long integer -> out.sintSet(2, integer);
            case Boolean bool -> out.uintSet(1, bool ? 1 : 0);
            case Double decimal -> out.fixed64Set(3, Double.doubleToRawLongBits(decimal));
            case Bytes bytes -> out.raw(4, bytes.toArray(), 0, bytes.size());
            case Instant instant -> writeTime(out, 6, instant.getEpochSecond(), instant.getNano());
            case Duration duration -> writeTime(out, 7, duration.getSeconds(), duration.getNano());
            case UUID uuid -> out.uuid(8, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
            case List<?> list -> writeList(out, 9, list);
            case Map<?, ?> map -> writeMap(out, map);
            case Tuple tuple -> write(out, 11, tuple);
            case ObjectValue object -> writeObject(out, object);
            default -> throw new IllegalArgumentException("a field can't hold a " + value.getClass().getName());
        }
        out.end(begun);
    }

    private static void writeTime(WireWriter out, int field, long seconds, int nanos) {
        int begun = out.begin(field);
        out.sint(1, seconds);
        out.uint(2, nanos);
        out.end(begun);
    }

    static void writeList(WireWriter out, int field, List<?> list) {
        int begun = out.begin(field);
        for (Object element : list) {
            writeValue(out, 1, element);
        }
        out.end(begun);
    }

    private static void writeMap(WireWriter out, Map<?, ?> map) {
        int begun = out.begin(10);
        map.forEach((key, value) -> {
            int entry = out.begin(1);
            out.string(1, (String) key);
            writeValue(out, 2, value);
            out.end(entry);
        });
        out.end(begun);
    }

    private static void writeObject(WireWriter out, ObjectValue object) {
        int begun = out.begin(12);
        out.string(1, object.type());
        out.raw(2, object.encoded().toArray(), 0, object.encoded().size());
        out.end(begun);
    }

    static Tuple readTuple(WireReader in, String place) {
        int entered = in.enter(place);
        in.down();
        List<@Nullable Object> fields = new ArrayList<>(4);
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                fields.add(readValue(in, "fields"));
            } else {
                in.skip();
            }
        }
        in.up();
        Tuple tuple = Tuple.tuple(fields.toArray());
        in.leave(entered);
        return tuple;
    }

    static @Nullable Object readValue(WireReader in, String place) {
        int entered = in.enter(place);
        boolean isSet = false;
        Object value = null;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field > 13) {
                in.skip();
                continue;
            }
            isSet = true;
            value = switch (field) {
                case 1 -> in.bool();
                case 2 -> in.sint();
                case 3 -> Double.longBitsToDouble(in.fixed64());
                case 4 -> Bytes.of(in.bytes());
                case 5 -> in.string();
                case 6 -> readTime(in, "instant", true);
                case 7 -> readTime(in, "duration", false);
                case 8 -> readUuid(in);
                case 9 -> readList(in, "list");
                case 10 -> readMap(in);
                case 11 -> readTuple(in, "tuple");
                case 12 -> readObject(in);
                case 13 -> readNull(in);
                default -> throw in.malformed("there is no field " + field);
            };
        }
        if (!isSet) {
            throw in.malformed("a value of a known type is missing");
        }
        in.leave(entered);
        return value;
    }

    private static @Nullable Object readNull(WireReader in) {
        if (in.uint() != 0) {
            throw in.malformed("there is one null only");
        }
        return null;
    }

    private static Object readTime(WireReader in, String place, boolean isInstant) {
        int entered = in.enter(place);
        long seconds = 0;
        int nanos = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> seconds = in.sint();
                case 2 -> nanos = in.uint32();
                default -> in.skip();
            }
        }
        if (nanos > 999_999_999) {
            throw in.malformed("nanos are less than a second, not " + nanos);
        }
        Object time = isInstant ? Instant.ofEpochSecond(seconds, nanos) : Duration.ofSeconds(seconds, nanos);
        in.leave(entered);
        return time;
    }

    private static UUID readUuid(WireReader in) {
        byte[] bytes = in.bytes();
        if (bytes.length != UUID_BYTES) {
            throw in.malformed("a uuid has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    static List<@Nullable Object> readList(WireReader in, String place) {
        int entered = in.enter(place);
        in.down();
        List<@Nullable Object> values = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                values.add(readValue(in, "values"));
            } else {
                in.skip();
            }
        }
        in.up();
        in.leave(entered);
        return Collections.unmodifiableList(values);
    }

    private static Map<String, @Nullable Object> readMap(WireReader in) {
        int entered = in.enter("map");
        in.down();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                readMapEntry(in, map);
            } else {
                in.skip();
            }
        }
        in.up();
        in.leave(entered);
        return Collections.unmodifiableMap(map);
    }

    private static void readMapEntry(WireReader in, Map<String, @Nullable Object> map) {
        int entered = in.enter("entries");
        String key = "";
        Object value = null;
        boolean isSet = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> key = in.string();
                case 2 -> {
                    value = readValue(in, "value");
                    isSet = true;
                }
                default -> in.skip();
            }
        }
        if (!isSet || map.containsKey(key)) {
            throw in.malformed(isSet ? "a key comes twice" : "a value is missing");
        }
        map.put(key, value);
        in.leave(entered);
    }

    private static ObjectValue readObject(WireReader in) {
        int entered = in.enter("object");
        String type = "";
        byte[] encoded = {};
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> type = in.string();
                case 2 -> encoded = in.bytes();
                default -> in.skip();
            }
        }
        ObjectValue object = new ObjectValue(type, Bytes.of(encoded));
        in.leave(entered);
        return object;
    }
}
