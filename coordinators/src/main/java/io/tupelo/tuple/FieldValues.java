package io.tupelo.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Turns what a caller gives into what a tuple holds, and measures it.
public final class FieldValues {
    /// How deep lists, maps and tuples may nest.
    public static final int NESTING_MAX = 16;

    private static final int REFERENCE_BYTES = 8;

    private FieldValues() {}

    /// Returns `given` as a tuple holds it: integers as [Long], floats as [Double], bytes as [Bytes], records as
    /// tuples, enum constants by name, lists and maps as immutable copies.
    ///
    /// @throws InvalidTupleException if it is of no type a field can have, or nests deeper than [#NESTING_MAX]
    public static @Nullable Object of(@Nullable Object given) {
        return of(given, 0);
    }

    static @Nullable Object of(@Nullable Object given, int depth) {
        return switch (given) {
            case null -> null;
            case String s -> text(s);
            case Long l -> l;
            case Integer i -> (long) i;
            case Boolean b -> b;
            case Double d -> d;
            case Float f -> (double) f;
            case Short s -> (long) s;
            case Byte b -> (long) b;
            case Bytes b -> b;
            case byte[] b -> Bytes.of(b);
            case Instant i -> i;
            case Duration d -> d;
            case UUID u -> u;
            case ObjectValue o -> o;
            case Tuple t -> nested(t, depth);
            case List<?> l -> list(l, depth);
            case Map<?, ?> m -> map(m, depth);
            case Enum<?> e -> e.name();
            case Record r -> Records.toTuple(r, depth + 1);
            default ->
                throw new InvalidTupleException("a field can't hold a " + given.getClass().getName()
                        + "; register its type and write it as an object");
        };
    }

    private static String text(String given) {
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if (Character.isSurrogate(c)) {
                i++;
                if (Character.isLowSurrogate(c) || i == given.length() || !Character.isLowSurrogate(given.charAt(i))) {
                    throw new InvalidTupleException("a text has half a surrogate pair at index " + (i - 1));
                }
            }
        }
        return given;
    }

    private static Tuple nested(Tuple tuple, int depth) {
        checkDepth(depth + tuple.depth());
        return tuple;
    }

    static List<@Nullable Object> listOf(List<?> given) {
        return list(given, 0);
    }

    private static List<@Nullable Object> list(List<?> given, int depth) {
        checkDepth(depth + 1);
        List<@Nullable Object> copy = new ArrayList<>(given.size());
        for (Object element : given) {
            copy.add(of(element, depth + 1));
        }
        return Collections.unmodifiableList(copy);
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> given, int depth) {
        checkDepth(depth + 1);
        Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(given.size());
        for (Map.Entry<?, ?> entry : given.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new InvalidTupleException("a map's keys are strings, but one is " + entry.getKey());
            }
            copy.put(text(key), of(entry.getValue(), depth + 1));
        }
        return Collections.unmodifiableMap(copy);
    }

    static void checkDepth(int depth) {
        if (depth > NESTING_MAX) {
            throw new InvalidTupleException("fields nest deeper than " + NESTING_MAX + " levels");
        }
    }

    /// Returns how deep a value nests: 0 for a plain one, 1 for a list of plain ones.
    static int depthOf(@Nullable Object value) {
        return switch (value) {
            case Tuple tuple -> tuple.depth();
            case List<?> list -> deepest(list) + 1;
            case Map<?, ?> map -> deepest(map.values()) + 1;
            case null, default -> 0;
        };
    }

    private static int deepest(Collection<?> values) {
        int deepest = 0;
        for (Object value : values) {
            deepest = Math.max(deepest, depthOf(value));
        }
        return deepest;
    }

    /// Returns about how many bytes a value has as payload: the measure of the limits on tuples.
    public static int payloadBytes(@Nullable Object value) {
        return switch (value) {
            case null -> 1;
            case String s -> s.length() + 1;
            case Bytes b -> b.size();
            case Tuple t -> t.payloadBytes();
            case ObjectValue o -> o.type().length() + o.encoded().size();
            case UUID _ -> 2 * REFERENCE_BYTES;
            case List<?> l -> l.stream().mapToInt(FieldValues::payloadBytes).sum() + REFERENCE_BYTES;
            case Map<?, ?> m -> m.entrySet().stream()
                    .mapToInt(e -> payloadBytes(e.getKey()) + payloadBytes(e.getValue()))
                    .sum() + REFERENCE_BYTES;
            default -> REFERENCE_BYTES;
        };
    }

    /// Compares two values of one type that has an order: integers, decimals, strings, bytes, instants, durations,
    /// booleans and uuids. An integer and a decimal are not of one type.
    ///
    /// @return negative, zero or positive; [Integer#MIN_VALUE] where the two have no common order
    public static int compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null || left.getClass() != right.getClass()) {
            return Integer.MIN_VALUE;
        }
        return switch (left) {
            case Long l -> Long.compare(l, (Long) right);
            case String s -> Integer.signum(s.compareTo((String) right));
            case Double d -> Double.compare(d, (Double) right);
            case Instant i -> i.compareTo((Instant) right);
            case Duration d -> d.compareTo((Duration) right);
            case Bytes b -> Integer.signum(b.compareTo((Bytes) right));
            case Boolean b -> Boolean.compare(b, (Boolean) right);
            case UUID u -> u.compareTo((UUID) right);
            default -> Integer.MIN_VALUE;
        };
    }

    /// Says whether values of this one's type have an order, so that [#compare] orders them.
    public static boolean isOrdered(@Nullable Object value) {
        return value != null && compare(value, value) == 0;
    }
}
