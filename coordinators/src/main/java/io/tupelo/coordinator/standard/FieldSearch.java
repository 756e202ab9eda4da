package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.Item;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The items by their fields' values, for arguments that bound fields: what the indexes of `linda` and `query` have in
/// common.
abstract sealed class FieldSearch implements Coordinator permits LindaIndex, QueryIndex {
    final FieldIndex fields = new FieldIndex();

    /// Returns what must hold of the fields of what `argument` selects.
    abstract List<FieldBound> bounds(@Nullable Object argument);

    @Override
    public void add(Item item) {
        fields.add(item);
    }

    @Override
    public void remove(Item item) {
        fields.remove(item);
    }

    @Override
    public int estimate(@Nullable Object argument) {
        return fields.estimate(bounds(argument));
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
