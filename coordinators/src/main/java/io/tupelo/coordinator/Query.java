package io.tupelo.coordinator;

import io.tupelo.tuple.Matcher;
import io.tupelo.tuple.Matchers;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A question over fields: which tuples, in which order, how many. Immutable.
///
/// `Query.where(1, atLeast(18)).and(2, "Vienna").orderBy(1).limit(10)`
///
/// @param where what must hold
/// @param order by which fields, the first one counting most; empty for the order of positions
/// @param limit how many at most
public record Query(Condition where, List<Order> order, int limit) {
    /// How deep conditions may nest.
    public static final int NESTING_MAX = 32;

    /// Copies the list, and checks the limit and how deep the conditions nest.
    public Query {
        checkDepth(where, 1);
        order = List.copyOf(order);
        if (limit < 1) {
            throw new InvalidSelectionException("a query's limit is at least 1, not " + limit);
        }
    }

    private static void checkDepth(Condition condition, int depth) {
        if (depth > NESTING_MAX) {
            throw new InvalidSelectionException("a query's conditions nest deeper than " + NESTING_MAX + " levels");
        }
        switch (condition) {
            case Condition.Field _ -> {
                // It has no others within.
            }
            case Condition.And and -> and.all().forEach(each -> checkDepth(each, depth + 1));
            case Condition.Or or -> or.any().forEach(each -> checkDepth(each, depth + 1));
        }
    }

    private static void checkField(int index) {
        if (index < 0 || index >= Tuple.FIELDS_MAX) {
            throw new InvalidSelectionException("there is no field " + index);
        }
    }

    /// A condition on a tuple's fields.
    public sealed interface Condition {
        /// A field's value matches. A tuple without such a field does not.
        ///
        /// @param index the field, from 0
        /// @param matcher what it must be
        record Field(int index, Matcher matcher) implements Condition {
            /// Checks the index.
            public Field {
                checkField(index);
            }
        }

        /// All of some conditions hold; true if there are none.
        ///
        /// @param all the conditions
        record And(List<Condition> all) implements Condition {
            /// Copies the list.
            public And {
                all = List.copyOf(all);
            }
        }

        /// One of some conditions holds; false if there are none.
        ///
        /// @param any the conditions
        record Or(List<Condition> any) implements Condition {
            /// Copies the list.
            public Or {
                any = List.copyOf(any);
            }
        }
    }

    /// By which field, and which end comes first. Tuples without the field come last.
    ///
    /// @param index the field, from 0
    /// @param descending whether the greatest comes first
    public record Order(int index, boolean descending) {
        /// Checks the index.
        public Order {
            checkField(index);
        }
    }

    /// Asks for every tuple.
    public static Query everything() {
        return new Query(new Condition.And(List.of()), List.of(), Integer.MAX_VALUE);
    }

    /// Asks for the tuples whose field `index` is `wanted`: a value or a [Matcher].
    public static Query where(int index, @Nullable Object wanted) {
        return where(field(index, wanted));
    }

    /// Asks for the tuples of which `condition` holds.
    public static Query where(Condition condition) {
        return new Query(condition, List.of(), Integer.MAX_VALUE);
    }

    /// Makes the condition that field `index` is `wanted`: a value or a [Matcher].
    public static Condition field(int index, @Nullable Object wanted) {
        return new Condition.Field(index, wanted instanceof Matcher matcher ? matcher : Matchers.equal(wanted));
    }

    /// Makes the condition that one of `conditions` holds.
    public static Condition anyOf(Condition... conditions) {
        return new Condition.Or(List.of(conditions));
    }

    /// Returns this query, asking also that field `index` is `wanted`.
    public Query and(int index, @Nullable Object wanted) {
        List<Condition> all = new ArrayList<>(where instanceof Condition.And and ? and.all() : List.of(where));
        all.add(field(index, wanted));
        return new Query(new Condition.And(all), order, limit);
    }

    /// Returns this query, ordered by field `index`, least first, after the orders it has.
    public Query orderBy(int index) {
        return ordered(new Order(index, false));
    }

    /// Returns this query, ordered by field `index`, greatest first, after the orders it has.
    public Query orderByDescending(int index) {
        return ordered(new Order(index, true));
    }

    private Query ordered(Order next) {
        List<Order> longer = new ArrayList<>(order);
        longer.add(next);
        return new Query(where, longer, limit);
    }

    /// Returns this query, for at most `n` tuples.
    public Query limit(int n) {
        return new Query(where, order, n);
    }
}
