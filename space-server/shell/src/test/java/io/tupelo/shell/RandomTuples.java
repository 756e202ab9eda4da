package io.tupelo.shell;

import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.FieldType;
import io.tupelo.tuple.Matcher;
import io.tupelo.tuple.Matchers;
import io.tupelo.tuple.ObjectValue;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes tuples and templates of every kind.
final class RandomTuples {
    private static final String CHARACTERS = "ab\"\\\n\r\t 'é漢\u0001\u0085(),;*?~.<=🙂";
    private static final double[] DECIMALS = {
        0.0, -0.0, 1.5, -2.25e-7, 1e21, 3, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };
    private static final List<FieldType> TYPES = List.of(FieldType.values());
    private static final int DEPTH_MAX = 4;

    private final RandomGenerator random;

    RandomTuples(RandomGenerator random) {
        this.random = random;
    }

    Tuple tuple() {
        return tuple(0);
    }

    private Tuple tuple(int depth) {
        @Nullable Object[] fields = new Object[1 + random.nextInt(5)];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = value(depth + 1);
        }
        return Tuple.tuple(fields);
    }

    @Nullable Object value(int depth) {
        return switch (random.nextInt(depth < DEPTH_MAX ? 13 : 9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2, 3, 4, 5, 6 -> ordered(random.nextInt(7));
            case 7 -> new ObjectValue("Type" + random.nextInt(9), bytes());
            case 8 -> ordered(0);
            case 9, 10 -> list(depth);
            case 11 -> map(depth);
            default -> tuple(depth);
        };
    }

    private Object ordered(int type) {
        return switch (type) {
            case 0 -> random.nextInt(3) == 0 ? (Object) random.nextLong() : (Object) (long) random.nextInt(-9, 10);
            case 1 -> DECIMALS[random.nextInt(DECIMALS.length)];
            case 2 -> bytes();
            case 3 -> Instant.ofEpochSecond(random.nextLong(-99_999_999_999L, 99_999_999_999L), random.nextInt(1_000_000_000));
            case 4 -> Duration.ofSeconds(random.nextLong(-99_999, 99_999), random.nextInt(1_000_000_000));
            case 5 -> new UUID(random.nextLong(), random.nextLong());
            default -> text();
        };
    }

    private Bytes bytes() {
        byte[] content = new byte[random.nextInt(20)];
        random.nextBytes(content);
        return Bytes.of(content);
    }

    private String text() {
        int[] characters = CHARACTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text() + i, value(depth + 1));
        }
        return map;
    }

    Template template() {
        return template(0);
    }

    private Template template(int depth) {
        List<Matcher> matchers = new ArrayList<>();
        boolean open = random.nextInt(4) == 0;
        for (int i = random.nextInt(5) + (open ? 0 : 1); i > 0; i--) {
            matchers.add(matcher(depth + 1));
        }
        return Template.of(matchers, open);
    }

    private Matcher matcher(int depth) {
        return switch (random.nextInt(depth < DEPTH_MAX ? 9 : 7)) {
            case 0 -> Matchers.any();
            case 1 -> Matchers.any(TYPES.get(random.nextInt(TYPES.size())));
            case 2 -> between(random.nextInt(7));
            case 3 -> Matchers.oneOf(value(depth), value(depth));
            case 4 -> Matchers.startsWith(text());
            case 5 -> Matchers.matches("a(b|\"c)*\\d+");
            case 6 -> Matchers.equal(value(depth));
            case 7 -> Matchers.not(matcher(depth + 1));
            default -> nested(depth);
        };
    }

    private Matcher between(int type) {
        Object low = random.nextInt(4) == 0 ? null : ordered(type);
        Object high = low != null && random.nextInt(4) == 0 ? null : ordered(type);
        return new Matcher.Between(low, low != null && random.nextBoolean(), high, high != null && random.nextBoolean());
    }

    /// Never one that asks for values alone: that is read as the tuple of them.
    private Matcher nested(int depth) {
        Template template = template(depth);
        List<Matcher> matchers = new ArrayList<>(template.matchers());
        matchers.add(Matchers.any());
        return new Matcher.Nested(Template.of(matchers, template.isOpen()));
    }
}
