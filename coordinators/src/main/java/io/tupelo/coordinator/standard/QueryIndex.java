package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.Query.Condition;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The items by their fields' values: the index of `query`.
final class QueryIndex extends FieldSearch {
    private static final Query EVERYTHING = Query.everything();

    private static Query query(@Nullable Object argument) {
        return argument instanceof Query query ? query : EVERYTHING;
    }

    @Override
    List<FieldBound> bounds(@Nullable Object argument) {
        return FieldBound.of(query(argument).where());
    }

    @Override
    public Iterator<Item> find(@Nullable Object argument, LongSupplier random) {
        Query query = query(argument);
        Iterator<Item> found = fields.find(bounds(argument), item -> holds(query.where(), item.tuple()));
        Comparator<Item> order = order(argument, random);
        if (order != null) {
            List<Item> sorted = new ArrayList<>();
            found.forEachRemaining(sorted::add);
            sorted.sort(order);
            found = sorted.iterator();
        }
        return query.limit() == Integer.MAX_VALUE ? found : new Limited(found, query.limit());
    }

    @Override
    public boolean test(@Nullable Object argument, Item item) {
        return holds(query(argument).where(), item.tuple());
    }

    private static boolean holds(Condition condition, Tuple tuple) {
        return switch (condition) {
            case Condition.Field field ->
                field.index() < tuple.size() && field.matcher().test(tuple.get(field.index()));
            case Condition.And and -> and.all().stream().allMatch(part -> holds(part, tuple));
            case Condition.Or or -> or.any().stream().anyMatch(part -> holds(part, tuple));
        };
    }

    @Override
    public @Nullable Comparator<Item> order(@Nullable Object argument, LongSupplier random) {
        List<Query.Order> by = query(argument).order();
        return by.isEmpty() ? null : new FieldOrder(by);
    }

    @Override
    public int limit(@Nullable Object argument) {
        return query(argument).limit();
    }

    /// The first few of some items.
    private static final class Limited implements Iterator<Item> {
        private final Iterator<Item> items;
        private int left;

        Limited(Iterator<Item> items, int limit) {
            this.items = items;
            this.left = limit;
        }

        @Override
        public boolean hasNext() {
            return left > 0 && items.hasNext();
        }

        @Override
        public Item next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            left--;
            return items.next();
        }
    }
}
