package io.tupelo.protocol;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Count;
import io.tupelo.coordinator.Chain;
import io.tupelo.coordinator.Durability;
import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.Entry;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.FieldType;
import io.tupelo.tuple.Matcher;
import io.tupelo.tuple.ObjectValue;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Random parts of requests and answers, the same for the same seed.
class RandomTraffic {
    private static final String LETTERS = "abcxyz 019_-äß€𝄞";
    private static final int DEPTH = 3;
    final Random random;

    RandomTraffic(long seed) {
        random = new Random(seed);
    }

    <T> List<T> some(int most, Supplier<T> one) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            list.add(one.get());
        }
        return list;
    }

    <E> E oneOf(E[] values) {
        return values[random.nextInt(values.length)];
    }

    String text() {
        int length = random.nextInt(8) == 0 ? random.nextInt(300) : random.nextInt(12);
        int[] points = random.ints(length, 0, LETTERS.codePointCount(0, LETTERS.length()))
                .map(index -> LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, index)))
                .toArray();
        return new String(points, 0, points.length);
    }

    String name() {
        return "n" + random.nextInt(1000);
    }

    long number() {
        return random.nextLong() >>> (1 + random.nextInt(62));
    }

    int smallNumber() {
        return random.nextInt() >>> (1 + random.nextInt(30));
    }

    Object plain() {
        return switch (random.nextInt(9)) {
            case 0 -> random.nextBoolean();
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
            case 3 -> bytes();
            case 4 -> text();
            case 5 -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case 6 -> Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
            case 7 -> new UUID(random.nextLong(), random.nextLong());
            default -> new ObjectValue(name(), bytes());
        };
    }

    Bytes bytes() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    Object value(int depth) {
        return switch (depth == 0 ? 9 : random.nextInt(12)) {
            case 0 -> null;
            case 1 -> list(depth);
            case 2 -> {
                Map<String, Object> map = new LinkedHashMap<>();
                some(4, this::text).forEach(key -> map.put(key, value(depth - 1)));
                yield map;
            }
            case 3 -> tuple(depth - 1);
            default -> plain();
        };
    }

    List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(depth - 1));
        }
        return list;
    }

    Tuple tuple() {
        return tuple(DEPTH);
    }

    Tuple tuple(int depth) {
        Object[] fields = new Object[1 + random.nextInt(5)];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = value(depth);
        }
        return Tuple.tuple(fields);
    }

    Matcher matcher(int depth) {
        return switch (random.nextInt(depth == 0 ? 7 : 9)) {
            case 0 -> new Matcher.Equal(value(Math.min(1, depth)));
            case 1 -> new Matcher.Any();
            case 2 -> new Matcher.AnyOf(oneOf(FieldType.values()));
            case 3 -> between();
            case 4 -> new Matcher.OneOf(list(1));
            case 5 -> new Matcher.StartsWith(text());
            case 6 -> new Matcher.Matches("a*[b-d]+" + random.nextInt(9));
            case 7 -> new Matcher.Not(matcher(depth - 1));
            default -> new Matcher.Nested(template(depth - 1));
        };
    }

    private Matcher between() {
        long low = random.nextInt();
        return switch (random.nextInt(3)) {
            case 0 -> new Matcher.Between(low, random.nextBoolean(), null, random.nextBoolean());
            case 1 -> new Matcher.Between(null, random.nextBoolean(), text(), random.nextBoolean());
            default -> new Matcher.Between(low, random.nextBoolean(), low + 5, random.nextBoolean());
        };
    }

    Template template(int depth) {
        List<Matcher> matchers = some(3, () -> matcher(depth));
        matchers.add(matcher(depth));
        return Template.of(matchers, random.nextBoolean());
    }

    Query query() {
        List<Query.Order> order = some(2, () -> new Query.Order(random.nextInt(64), random.nextBoolean()));
        return new Query(condition(3), order, random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(99));
    }

    private Query.Condition condition(int depth) {
        return switch (random.nextInt(depth == 0 ? 1 : 3)) {
            case 0 -> new Query.Condition.Field(random.nextInt(64), matcher(1));
            case 1 -> new Query.Condition.And(some(3, () -> condition(depth - 1)));
            default -> new Query.Condition.Or(some(3, () -> condition(depth - 1)));
        };
    }

    Selector selector() {
        Object argument = switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> template(2);
            case 2 -> query();
            default -> plain();
        };
        return new Selector(name(), argument);
    }

    Selection selection() {
        if (random.nextBoolean()) {
            return selector();
        }
        List<Selector> selectors = some(3, this::selector);
        selectors.add(selector());
        Count count = switch (random.nextInt(5)) {
            case 0 -> Count.ONE;
            case 1 -> Count.ALL;
            case 2 -> Count.AVAILABLE;
            case 3 -> Count.upTo(1 + random.nextInt(1000));
            default -> Count.exactly(1 + random.nextInt(1000));
        };
        return new Chain(selectors, count);
    }

    Wait patience() {
        Wait.Kind kind = oneOf(Wait.Kind.values());
        return new Wait(kind, kind == Wait.Kind.AT_MOST ? number() : 0);
    }

    Draft draft() {
        WriteOptions options = random.nextBoolean()
                ? WriteOptions.DEFAULT
                : new WriteOptions(number(), number(), random.nextBoolean());
        return new Draft(tuple(), some(2, this::selector), options);
    }

    Edit edit() {
        int field = random.nextInt(64);
        return switch (random.nextInt(4)) {
            case 0 -> new Edit.Increment(field, random.nextLong());
            case 1 -> new Edit.Increment(field, random.nextDouble());
            case 2 -> new Edit.Replace(field, value(1));
            default -> new Edit.Append(field, value(1));
        };
    }

    Receipt receipt() {
        return new Receipt(number(), number(), smallNumber());
    }

    Entry entry() {
        return new Entry(
                number(), number(), tuple(), some(2, this::selector), random.nextInt(), random.nextInt(), smallNumber());
    }

    Set<EventKind> kinds() {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        kinds.addAll(some(5, () -> oneOf(EventKind.values())));
        return kinds;
    }

    Event event() {
        EventKind kind = oneOf(EventKind.values());
        return new Event(kind, name(), receipt(), kind == EventKind.GAP ? null : entry());
    }

    ContainerSpec spec() {
        List<ContainerSpec.Use> uses = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            uses.add(new ContainerSpec.Use("c" + i, random.nextBoolean()));
        }
        return new ContainerSpec(
                name(),
                uses,
                random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(1000),
                oneOf(ContainerSpec.WhenFull.values()),
                random.nextBoolean(),
                oneOf(Durability.values()),
                random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(1000),
                random.nextBoolean() ? null : name());
    }
}
