package io.tupelo.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words that templates and queries are written in, for static import.
public final class Matchers {
    private static final Matcher ANY = new Matcher.Any();

    private Matchers() {}

    /// Accepts any value.
    public static Matcher any() {
        return ANY;
    }

    /// Accepts any value of `type`.
    public static Matcher any(FieldType type) {
        return new Matcher.AnyOf(type);
    }

    /// Accepts what equals `value`, null too.
    public static Matcher equal(@Nullable Object value) {
        return new Matcher.Equal(FieldValues.of(value));
    }

    /// Accepts what lies between `low` and `high`, both included; they are of one ordered type.
    public static Matcher between(Object low, Object high) {
        return new Matcher.Between(FieldValues.of(low), true, FieldValues.of(high), true);
    }

    /// Accepts `low` and what is greater.
    public static Matcher atLeast(Object low) {
        return new Matcher.Between(FieldValues.of(low), true, null, false);
    }

    /// Accepts what is greater than `low`.
    public static Matcher greaterThan(Object low) {
        return new Matcher.Between(FieldValues.of(low), false, null, false);
    }

    /// Accepts `high` and what is less.
    public static Matcher atMost(Object high) {
        return new Matcher.Between(null, false, FieldValues.of(high), true);
    }

    /// Accepts what is less than `high`.
    public static Matcher lessThan(Object high) {
        return new Matcher.Between(null, false, FieldValues.of(high), false);
    }

    /// Accepts what equals one of `values`.
    public static Matcher oneOf(@Nullable Object... values) {
        List<@Nullable Object> held = new ArrayList<>(values.length);
        for (Object value : values) {
            held.add(FieldValues.of(value));
        }
        return new Matcher.OneOf(Collections.unmodifiableList(held));
    }

    /// Accepts texts that start with `prefix`.
    public static Matcher startsWith(String prefix) {
        return new Matcher.StartsWith(prefix);
    }

    /// Accepts texts that match `regex` as a whole (RE2's syntax).
    ///
    /// @throws InvalidTupleException if `regex` is none
    public static Matcher matches(String regex) {
        return new Matcher.Matches(regex);
    }

    /// Accepts what `matcher` does not.
    public static Matcher not(Matcher matcher) {
        return new Matcher.Not(matcher);
    }

    /// Ends a template that leaves the number of fields open: whatever follows is accepted.
    public static Template.Rest rest() {
        return Template.Rest.REST;
    }
}
