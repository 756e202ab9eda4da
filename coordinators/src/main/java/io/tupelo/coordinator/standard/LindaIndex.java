package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.Item;
import io.tupelo.tuple.Template;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The items by their fields' values: the index of `linda`.
final class LindaIndex implements Coordinator {
    private final FieldIndex fields = new FieldIndex();

    private static List<FieldBound> bounds(@Nullable Object argument) {
        return argument instanceof Template template ? FieldBound.of(template) : List.of();
    }

    @Override
    public void add(Item item) {
        fields.add(item);
    }

    @Override
    public void remove(Item item) {
        fields.remove(item);
    }

    @Override
    public Iterator<Item> find(@Nullable Object argument, LongSupplier random) {
        return fields.find(bounds(argument), item -> test(argument, item));
    }

    @Override
    public int estimate(@Nullable Object argument) {
        return fields.estimate(bounds(argument));
    }

    @Override
    public boolean test(@Nullable Object argument, Item item) {
        return !(argument instanceof Template template) || template.matches(item.tuple());
    }

    @Override
    public @Nullable Object wakeKey(@Nullable Object argument) {
        return FieldKey.of(bounds(argument));
    }

    @Override
    public void wakeKeys(Item item, Consumer<Object> keys) {
        FieldKey.each(item, keys);
    }

    @Override
    public String explain(@Nullable Object argument) {
        return fields.explain(bounds(argument));
    }
}
