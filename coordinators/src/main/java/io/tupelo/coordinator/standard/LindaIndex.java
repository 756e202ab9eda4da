package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import io.tupelo.tuple.Template;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The items by their fields' values: the index of `linda`.
final class LindaIndex extends FieldSearch {
    @Override
    List<FieldBound> bounds(@Nullable Object argument) {
        return argument instanceof Template template ? FieldBound.of(template) : List.of();
    }

    @Override
    public Iterator<Item> find(@Nullable Object argument, LongSupplier random) {
        return fields.find(bounds(argument), item -> test(argument, item));
    }

    @Override
    public boolean test(@Nullable Object argument, Item item) {
        return !(argument instanceof Template template) || template.matches(item.tuple());
    }
}
