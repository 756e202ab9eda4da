package io.tupelo.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes tuples as text, in the notation the shell reads back.
public final class TupleText {
    private TupleText() {}

    /// Returns `tuple` as text, as in `("job", 42, 3.5, true, null, [1, 2], {"a": 1})`.
    public static String of(Tuple tuple) {
        StringBuilder text = new StringBuilder();
        append(text, tuple);
        return text.toString();
    }

    /// Returns one value as text, as it stands within a tuple.
    public static String ofValue(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String s -> quote(out, s);
            case Tuple t -> appendTuple(out, t);
            case List<?> l -> appendList(out, l);
            case Map<?, ?> m -> appendMap(out, m);
            case Bytes b -> out.append("0x").append(HexFormat.of().formatHex(b.toArray()));
            case Instant i -> out.append("instant'").append(i).append('\'');
            case Duration d -> out.append("duration'").append(d).append('\'');
            case UUID u -> out.append("uuid'").append(u).append('\'');
            case ObjectValue o -> {
                out.append("object'").append(o.type()).append("':");
                append(out, o.encoded());
            }
            default -> out.append(value);
        }
    }

    private static void appendTuple(StringBuilder out, Tuple tuple) {
        out.append('(');
        for (int i = 0; i < tuple.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            append(out, tuple.get(i));
        }
        out.append(')');
    }

    private static void appendList(StringBuilder out, List<?> list) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            append(out, element);
            separator = ", ";
        }
        out.append(']');
    }

    private static void appendMap(StringBuilder out, Map<?, ?> map) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            append(out, entry.getKey());
            out.append(": ");
            append(out, entry.getValue());
            separator = ", ";
        }
        out.append('}');
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
