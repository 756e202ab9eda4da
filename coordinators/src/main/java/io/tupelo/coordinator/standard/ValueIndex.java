package io.tupelo.coordinator.standard;

import io.tupelo.coordinator.Item;
import io.tupelo.tuple.FieldValues;
import io.tupelo.tuple.Matcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The items by the value of one field.
sealed interface ValueIndex {
    /// Returns the field.
    int field();

    /// Says whether the items `matcher` accepts can be had from this index.
    boolean answers(Matcher matcher);

    /// Adds an item that has the field.
    void add(Item item);

    /// Removes an item that has the field.
    void remove(Item item);

    /// Returns what stands for each value that `matcher` may accept, for [Postings#size] and [Postings#items]; of a range
    /// at most one more than `max`.
    List<Object> postings(Matcher matcher, int max);

    /// Returns the index's name, as in `hash index`.
    String kind();

    /// Makes the index that answers a bound matcher, empty.
    static ValueIndex answering(FieldBound bound) {
        return Hash.accepts(bound.matcher()) ? new Hash(bound.field()) : new Ordered(bound.field());
    }

    /// Finds equal values.
    ///
    /// @param field the field
    /// @param postings the items by value; null stands as [Hash#NULL]
    record Hash(int field, Postings<Object> postings) implements ValueIndex {
        private static final Object NULL = new Object();

        Hash(int field) {
            this(field, new Postings<>(new HashMap<>()));
        }

        private static boolean accepts(Matcher matcher) {
            return matcher instanceof Matcher.Equal || matcher instanceof Matcher.OneOf;
        }

        private static Object known(@Nullable Object value) {
            return value == null ? NULL : value;
        }

        @Override
        public boolean answers(Matcher matcher) {
            return accepts(matcher);
        }

        @Override
        public void add(Item item) {
            postings.add(known(item.tuple().get(field)), item);
        }

        @Override
        public void remove(Item item) {
            postings.remove(known(item.tuple().get(field)), item);
        }

        @Override
        public List<Object> postings(Matcher matcher, int max) {
            if (matcher instanceof Matcher.Equal equal) {
                Object posting = postings.byValue().get(known(equal.value()));
                return posting == null ? List.of() : List.of(posting);
            }
            List<Object> found = new ArrayList<>();
            if (matcher instanceof Matcher.OneOf oneOf) {
                for (Object value : new LinkedHashSet<>(oneOf.values())) {
                    Object posting = postings.byValue().get(known(value));
                    if (posting != null) {
                        found.add(posting);
                    }
                }
            }
            return found;
        }

        @Override
        public String kind() {
            return "hash index";
        }
    }

    /// Finds values in a range. Values of types without an order are not in it.
    ///
    /// @param field the field
    /// @param byType the items by value, for each type
    record Ordered(int field, Map<Class<?>, Tree> byType) implements ValueIndex {
        Ordered(int field) {
            this(field, new HashMap<>());
        }

        /// The values of one type.
        ///
        /// @param sorted the values in order
        /// @param postings the items by value, over `sorted`
        record Tree(NavigableMap<Object, Object> sorted, Postings<Object> postings) {
            static Tree empty() {
                NavigableMap<Object, Object> sorted = new TreeMap<>(FieldValues::compare);
                return new Tree(sorted, new Postings<>(sorted));
            }
        }

        @Override
        public boolean answers(Matcher matcher) {
            return matcher instanceof Matcher.Between || matcher instanceof Matcher.StartsWith;
        }

        @Override
        public void add(Item item) {
            Object value = item.tuple().get(field);
            if (value != null && FieldValues.isOrdered(value)) {
                byType.computeIfAbsent(value.getClass(), _ -> Tree.empty()).postings.add(value, item);
            }
        }

        @Override
        public void remove(Item item) {
            Object value = item.tuple().get(field);
            Tree tree = value == null ? null : byType.get(value.getClass());
            if (value != null && tree != null) {
                tree.postings.remove(value, item);
            }
        }

        @Override
        public List<Object> postings(Matcher matcher, int max) {
            if (matcher instanceof Matcher.Between between) {
                Object low = between.low();
                Object high = between.high();
                Object end = low == null ? high : low;
                Tree tree = end == null ? null : byType.get(end.getClass());
                return tree == null ? List.of() : upTo(max, range(tree.sorted, between).values());
            }
            Tree texts = byType.get(String.class);
            return texts != null && matcher instanceof Matcher.StartsWith startsWith
                    ? withPrefix(texts, startsWith.prefix(), max)
                    : List.of();
        }

        private static List<Object> upTo(int max, Iterable<Object> postings) {
            List<Object> found = new ArrayList<>();
            for (Object posting : postings) {
                found.add(posting);
                if (found.size() > max) {
                    break;
                }
            }
            return found;
        }

        private static List<Object> withPrefix(Tree texts, String prefix, int max) {
            List<Object> found = new ArrayList<>();
            for (Map.Entry<Object, Object> entry : texts.sorted.tailMap(prefix, true).entrySet()) {
                if (found.size() > max || !entry.getKey().toString().startsWith(prefix)) {
                    break;
                }
                found.add(entry.getValue());
            }
            return found;
        }

        private static NavigableMap<Object, Object> range(
                NavigableMap<Object, Object> sorted, Matcher.Between between) {
            Object low = between.low();
            Object high = between.high();
            if (low != null && high != null && FieldValues.compare(low, high) > 0) {
                return new TreeMap<>();
            }
            NavigableMap<Object, Object> above = low == null ? sorted : sorted.tailMap(low, between.lowIncluded());
            if (high == null) {
                return above;
            }
            if (low != null && FieldValues.compare(low, high) == 0) {
                return between.lowIncluded() && between.highIncluded() ? above.headMap(high, true) : new TreeMap<>();
            }
            return above.headMap(high, between.highIncluded());
        }

        @Override
        public String kind() {
            return "ordered index";
        }
    }
}
