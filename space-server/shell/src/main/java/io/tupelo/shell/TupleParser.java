package io.tupelo.shell;

import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.FieldValues;
import io.tupelo.tuple.InvalidTupleException;
import io.tupelo.tuple.ObjectValue;
import io.tupelo.tuple.Tuple;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads values and tuples in the notation that [io.tupelo.tuple.TupleText] writes.
final class TupleParser {
    private static final String VALUE = "a value, such as 42, \"text\", true, null, [1, 2] or (\"nested\", 1)";

    private final Scanner in;
    private final Nesting nesting = new Nesting("fields");

    TupleParser(Scanner in) {
        this.in = in;
    }

    /// Reads a whole text as one tuple.
    static Tuple parse(String text) {
        return Scanner.whole(text, in -> new TupleParser(in).tuple());
    }

    Tuple tuple() {
        int start = in.position();
        in.expect("(", "a tuple, such as (\"job\", 42)");
        List<@Nullable Object> fields = elements(start, ')');
        return valid(start, () -> Tuple.tuple(fields.toArray()));
    }

    /// Reads one value.
    @Nullable Object value() {
        int start = in.position();
        char c = in.peek();
        return switch (c) {
            case '"' -> string();
            case '(' -> tuple();
            case '[' -> list();
            case '{' -> map();
            default -> c == '-' || isDigit(c) ? number() : named(start);
        };
    }

    private @Nullable Object named(int start) {
        if (in.acceptLiteral("null")) {
            return null;
        } else if (in.acceptLiteral("true")) {
            return true;
        } else if (in.acceptLiteral("false")) {
            return false;
        } else if (in.acceptLiteral("NaN")) {
            return Double.NaN;
        } else if (in.acceptLiteral("Infinity")) {
            return Double.POSITIVE_INFINITY;
        } else if (in.accept("instant'")) {
            return quoted("an instant, as in instant'2026-01-02T03:04:05Z'", Instant::parse);
        } else if (in.accept("duration'")) {
            return quoted("a duration, as in duration'PT1.5S'", Duration::parse);
        } else if (in.accept("uuid'")) {
            return quoted("a UUID, as in uuid'00000000-0000-0001-0000-000000000002'", TupleParser::uuid);
        } else if (in.accept("object'")) {
            return object(start);
        }
        throw in.wrong(VALUE);
    }

    private <T> T quoted(String expected, Function<String, T> reading) {
        int start = in.position();
        String text = in.until('\'', "a closing '");
        try {
            return reading.apply(text);
        } catch (DateTimeException | IllegalArgumentException wrong) {
            throw Scanner.wrong(start, "expected " + expected + ", not " + text);
        }
    }

    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(text);
        }
        return uuid;
    }

    private ObjectValue object(int start) {
        String type = in.until('\'', "a closing '");
        in.expect(":0x", "the object's bytes, as in object'Type':0x0aff");
        Bytes encoded = hex();
        return valid(start, () -> new ObjectValue(type, encoded));
    }

    private Object number() {
        int start = in.position();
        if (in.accept("0x")) {
            return hex();
        }
        if (in.acceptLiteral("-Infinity")) {
            return Double.NEGATIVE_INFINITY;
        }
        in.accept("-");
        digits();
        boolean decimal = false;
        if (in.peek() == '.' && isDigit(in.peek(1))) {
            decimal = true;
            in.next();
            digits();
        }
        if (in.peek() == 'e' || in.peek() == 'E') {
            decimal = true;
            in.next();
            if (in.peek() == '-' || in.peek() == '+') {
                in.next();
            }
            digits();
        }
        if (Character.isLetter(in.peek()) || in.peek() == '_') {
            throw in.wrong("the end of the number");
        }
        return decimal ? (Object) decimal(start) : (Object) integer(start);
    }

    private double decimal(int start) {
        double number = Double.parseDouble(in.since(start));
        if (Double.isInfinite(number)) {
            throw Scanner.wrong(start, "a decimal has 64 bits; " + in.since(start) + " does not fit");
        }
        return number;
    }

    private long integer(int start) {
        try {
            return Long.parseLong(in.since(start));
        } catch (NumberFormatException tooLarge) {
            throw Scanner.wrong(start, "an integer has 64 bits; " + in.since(start) + " does not fit");
        }
    }

    private void digits() {
        if (!isDigit(in.peek())) {
            throw in.wrong("a digit");
        }
        while (isDigit(in.peek())) {
            in.next();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Bytes hex() {
        int start = in.position();
        while (HexFormat.isHexDigit(in.peek())) {
            in.next();
        }
        String digits = in.since(start);
        if (digits.length() % 2 != 0) {
            throw in.wrong("another hexadecimal digit: a byte has two");
        }
        return Bytes.of(HexFormat.of().parseHex(digits));
    }

    /// Reads a text in double quotes.
    String string() {
        int start = in.position();
        in.expect("\"", "a text in double quotes");
        StringBuilder text = new StringBuilder();
        while (in.peek() != '"' || in.atEnd()) {
            if (in.atEnd()) {
                throw in.wrong("a closing \"");
            }
            char c = in.next();
            text.append(c == '\\' ? escaped() : c);
        }
        in.next();
        return valid(start, () -> String.valueOf(FieldValues.of(text.toString())));
    }

    private char escaped() {
        SyntaxException wrong = in.wrong("one of \\\" \\\\ \\n \\r \\t \\u0000");
        return switch (in.atEnd() ? 0 : in.next()) {
            case '"' -> '"';
            case '\\' -> '\\';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    if (!HexFormat.isHexDigit(in.peek())) {
                        throw in.wrong("four hexadecimal digits");
                    }
                    code = code * 16 + HexFormat.fromHexDigit(in.next());
                }
                yield (char) code;
            }
            default -> throw wrong;
        };
    }

    private @Nullable Object list() {
        int start = in.position();
        in.expect("[", "a list");
        List<@Nullable Object> elements = elements(start, ']');
        return valid(start, () -> FieldValues.of(elements));
    }

    /// Reads values up to `end`, after the opening bracket.
    List<@Nullable Object> elements(int start, char end) {
        nesting.enter(start);
        List<@Nullable Object> elements = new ArrayList<>();
        in.skipSpaces();
        if (in.peek() != end) {
            elements.add(value());
            in.skipSpaces();
            while (in.accept(",")) {
                in.skipSpaces();
                elements.add(value());
                in.skipSpaces();
            }
        }
        in.expect(String.valueOf(end), "',' or '" + end + "'");
        nesting.leave();
        return elements;
    }

    private @Nullable Object map() {
        int start = in.position();
        in.expect("{", "a map");
        nesting.enter(start);
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        in.skipSpaces();
        if (in.peek() != '}') {
            entry(entries);
            while (in.accept(",")) {
                entry(entries);
            }
        }
        in.expect("}", "',' or '}'");
        nesting.leave();
        return valid(start, () -> FieldValues.of(entries));
    }

    private void entry(Map<String, @Nullable Object> entries) {
        in.skipSpaces();
        int start = in.position();
        String key = string();
        if (entries.containsKey(key)) {
            throw Scanner.wrong(start, "the map has this key already");
        }
        in.expect(":", "':'");
        in.skipSpaces();
        entries.put(key, value());
        in.skipSpaces();
    }

    /// Calls what checks its arguments, and says where it was if they are refused.
    static <T extends @Nullable Object> T valid(int start, java.util.function.Supplier<T> making) {
        try {
            return making.get();
        } catch (InvalidTupleException | io.tupelo.coordinator.InvalidSelectionException refused) {
            throw Scanner.wrong(start, String.valueOf(refused.getMessage()));
        }
    }
}
