package io.tupelo.node;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.coordinator.Item;
import io.tupelo.coordinator.PositionMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A coordinator that somebody has plugged in: it finds entries by a mark, oldest first, and throws where a test wants it to.
public final class BrittleType implements CoordinatorType {
    static final String NAME = "brittle";
    /// Where it may throw.
    static final List<String> METHODS = List.of(
            "create", "checkCoordinate", "checkArgument", "place", "conflict", "add", "remove", "find", "estimate", "test", "order",
            "limit", "wakeKey", "wakeKeys", "save", "load", "explain");

    private static volatile Plan plan = new Plan("", 0);

    /// Makes the type, for the [java.util.ServiceLoader].
    public BrittleType() {}

    /// At which call of which method it throws.
    private static final class Plan {
        private final String method;
        private int left;

        Plan(String method, int call) {
            this.method = method;
            left = call;
        }
    }

    /// How a mark is kept.
    private record Mark(long number) {}

    static void failAt(String method, int call) {
        plan = new Plan(method, call);
    }

    private static void called(String method) {
        Plan now = plan;
        if (now.method.equals(method) && --now.left == 0) {
            throw new IllegalStateException("a defect, planted by a test");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needsCoordinate() {
        return true;
    }

    @Override
    public Object checkCoordinate(@Nullable Object given) {
        called("checkCoordinate");
        return new Mark(number(given));
    }

    @Override
    public void checkArgument(@Nullable Object argument) {
        called("checkArgument");
        long _ = number(argument);
    }

    private static long number(@Nullable Object given) {
        if (given instanceof Long number) {
            return number;
        }
        if (given instanceof Mark mark) {
            return mark.number;
        }
        throw new InvalidSelectionException("a mark is a number, not " + given);
    }

    @Override
    public Object save(Object kept) {
        called("save");
        return ((Mark) kept).number;
    }

    @Override
    public Object load(Object saved) {
        called("load");
        return new Mark((long) saved);
    }

    @Override
    public Coordinator create(int slot) {
        called("create");
        return new Index(slot);
    }

    private record Index(int slot, PositionMap<Item> items) implements Coordinator {
        Index(int slot) {
            this(slot, new PositionMap<>());
        }

        @Override
        public @Nullable Object place(@Nullable Object given) {
            called("place");
            return given;
        }

        @Override
        public @Nullable Item conflict(@Nullable Object coordinate) {
            called("conflict");
            return null;
        }

        @Override
        public void add(Item item) {
            called("add");
            items.put(item.position(), item);
        }

        @Override
        public void remove(Item item) {
            called("remove");
            items.remove(item.position());
        }

        @Override
        public Iterator<? extends Item> find(@Nullable Object argument, LongSupplier random) {
            called("find");
            List<Item> found = new ArrayList<>();
            for (Item item : items) {
                if (Objects.equals(item.coordinate(slot), new Mark(number(argument)))) {
                    found.add(item);
                }
            }
            return found.iterator();
        }

        @Override
        public int estimate(@Nullable Object argument) {
            called("estimate");
            return items.size();
        }

        @Override
        public boolean test(@Nullable Object argument, Item item) {
            called("test");
            return Objects.equals(item.coordinate(slot), new Mark(number(argument)));
        }

        @Override
        public @Nullable Comparator<Item> order(@Nullable Object argument, LongSupplier random) {
            called("order");
            return null;
        }

        @Override
        public int limit(@Nullable Object argument) {
            called("limit");
            return Integer.MAX_VALUE;
        }

        @Override
        public @Nullable Object wakeKey(@Nullable Object argument) {
            called("wakeKey");
            return new Mark(number(argument));
        }

        @Override
        public void wakeKeys(Item item, Consumer<Object> keys) {
            called("wakeKeys");
            Object mark = item.coordinate(slot);
            if (mark != null) {
                keys.accept(mark);
            }
        }

        @Override
        public String explain(@Nullable Object argument) {
            called("explain");
            return "marks";
        }
    }
}
