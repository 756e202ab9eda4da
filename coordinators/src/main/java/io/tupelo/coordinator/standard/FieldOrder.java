package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import io.tupelo.coordinator.Query.Order;
import io.tupelo.tuple.FieldType;
import io.tupelo.tuple.FieldValues;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order a query asks for: by some fields, then by position. Values of different types are ordered by their types;
/// those of a type that has no order tie.
///
/// @param by the fields, the first one counting most
record FieldOrder(List<Order> by) implements Comparator<Item> {
    @Override
    public int compare(Item left, Item right) {
        for (Order order : by) {
            int compared = compare(order, left, right);
            if (compared != 0) {
                return compared;
            }
        }
        return Long.compare(left.position(), right.position());
    }

    private static int compare(Order order, Item left, Item right) {
        boolean isLeft = order.index() < left.tuple().size();
        boolean isRight = order.index() < right.tuple().size();
        if (!isLeft || !isRight) {
            return Boolean.compare(isRight, isLeft);
        }
        int compared = compareValues(
                left.tuple().get(order.index()), right.tuple().get(order.index()));
        return order.descending() ? -Integer.signum(compared) : compared;
    }

    private static int compareValues(@Nullable Object left, @Nullable Object right) {
        int byType = FieldType.of(left).compareTo(FieldType.of(right));
        if (byType != 0 || !FieldValues.isOrdered(left)) {
            return byType;
        }
        return FieldValues.compare(left, right);
    }
}
