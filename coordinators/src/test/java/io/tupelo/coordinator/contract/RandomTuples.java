package io.tupelo.coordinator.contract;

import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.FieldType;
import io.tupelo.tuple.Matcher;
import io.tupelo.tuple.Matchers;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Tuples and templates of few different values, so that they often match.
public final class RandomTuples {
    private RandomTuples() {}

    /// Returns a tuple of one to four fields.
    public static Tuple tuple(Random random) {
        @Nullable Object[] fields = new @Nullable Object[1 + random.nextInt(4)];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = value(random);
        }
        return Tuple.tuple(fields);
    }

    /// Returns a value of any kind.
    public static @Nullable Object value(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> List.of((long) random.nextInt(2));
            case 3 -> Tuple.tuple("nested", random.nextInt(3));
            default -> ordered(random);
        };
    }

    private static Object ordered(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(3) / 2.0;
            case 1 -> Bytes.of((byte) random.nextInt(3));
            case 2 -> Instant.ofEpochSecond(random.nextInt(3));
            case 3, 4 -> text(random);
            default -> (long) random.nextInt(6);
        };
    }

    private static String text(Random random) {
        String text = "aab".substring(random.nextInt(3));
        return text + "xyz".substring(random.nextInt(4));
    }

    /// Returns a matcher of any kind.
    public static Matcher matcher(Random random) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> Matchers.equal(value(random));
            case 2 -> Matchers.any(FieldType.of(value(random)));
            case 3 -> Matchers.oneOf(value(random), value(random), value(random));
            case 4 -> range(random);
            case 5 -> Matchers.startsWith(text(random).substring(0, 1));
            case 6 -> Matchers.matches("a*[xyz]+");
            case 7 -> Matchers.not(Matchers.equal(value(random)));
            default -> Matchers.any();
        };
    }

    private static Matcher range(Random random) {
        Object one = ordered(random);
        Object other = random.nextBoolean() ? (Object) (long) random.nextInt(6) : ordered(random);
        return switch (random.nextInt(5)) {
            case 0 -> Matchers.atLeast(one);
            case 1 -> Matchers.greaterThan(one);
            case 2 -> Matchers.atMost(one);
            case 3 -> Matchers.lessThan(one);
            default -> one.getClass() == other.getClass() ? Matchers.between(one, other) : Matchers.equal(one);
        };
    }

    /// Returns a template of one to three matchers, open or not.
    public static Template template(Random random) {
        List<Matcher> matchers = new ArrayList<>();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            matchers.add(matcher(random));
        }
        return Template.of(matchers, random.nextBoolean());
    }
}
