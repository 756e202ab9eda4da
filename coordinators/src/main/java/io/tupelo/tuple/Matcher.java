package io.tupelo.tuple;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one field of a template asks of one field of a tuple. Immutable; a pure function of the value.
public sealed interface Matcher {
    /// Says whether `value`, as a tuple holds it, is what this matcher asks for.
    boolean test(@Nullable Object value);

    /// Says whether this matcher narrows what it accepts by value, so that an index can answer it.
    boolean isBound();

    /// Equal to `value`.
    ///
    /// @param value the value, as a tuple holds it
    record Equal(@Nullable Object value) implements Matcher {
        /// Makes the value one that a tuple can hold.
        public Equal {
            value = FieldValues.of(value);
        }

        @Override
        public boolean test(@Nullable Object other) {
            return Objects.equals(value, other);
        }

        @Override
        public boolean isBound() {
            return true;
        }
    }

    /// Any value at all, null among them.
    record Any() implements Matcher {
        @Override
        public boolean test(@Nullable Object value) {
            return true;
        }

        @Override
        public boolean isBound() {
            return false;
        }
    }

    /// Any value of one type.
    ///
    /// @param type the type
    record AnyOf(FieldType type) implements Matcher {
        @Override
        public boolean test(@Nullable Object value) {
            return FieldType.of(value) == type;
        }

        @Override
        public boolean isBound() {
            return false;
        }
    }

    /// A value between two others of the same ordered type; an end that is null is open.
    ///
    /// @param low the least value, or null for none
    /// @param lowIncluded whether `low` itself is accepted
    /// @param high the greatest value, or null for none
    /// @param highIncluded whether `high` itself is accepted
    record Between(@Nullable Object low, boolean lowIncluded, @Nullable Object high, boolean highIncluded)
            implements Matcher {
        /// Checks that there is an end, and that both are of one ordered type. An end that is absent is not included.
        public Between {
            low = FieldValues.of(low);
            high = FieldValues.of(high);
            lowIncluded &= low != null;
            highIncluded &= high != null;
            Object end = low == null ? high : low;
            if (!FieldValues.isOrdered(end)) {
                throw new InvalidTupleException("a range needs ends that have an order, not " + end);
            }
            if (low != null && high != null && FieldValues.compare(low, high) == Integer.MIN_VALUE) {
                throw new InvalidTupleException("a range needs ends of one type, not " + low + " and " + high);
            }
        }

        @Override
        public boolean test(@Nullable Object value) {
            return above(value) && below(value);
        }

        private boolean above(@Nullable Object value) {
            if (low == null) {
                return true;
            }
            int order = FieldValues.compare(value, low);
            return order > 0 || (order == 0 && lowIncluded);
        }

        private boolean below(@Nullable Object value) {
            if (high == null) {
                return true;
            }
            int order = FieldValues.compare(value, high);
            return order != Integer.MIN_VALUE && (order < 0 || (order == 0 && highIncluded));
        }

        @Override
        public boolean isBound() {
            return true;
        }
    }

    /// One of some values.
    ///
    /// @param values the values, as a tuple holds them
    record OneOf(List<@Nullable Object> values) implements Matcher {
        /// Makes the values those that a tuple can hold.
        public OneOf(List<@Nullable Object> values) {
            this.values = FieldValues.listOf(values);
        }

        @Override
        public boolean test(@Nullable Object value) {
            return values.contains(value);
        }

        @Override
        public boolean isBound() {
            return true;
        }
    }

    /// A text that starts with another.
    ///
    /// @param prefix the start
    record StartsWith(String prefix) implements Matcher {
        /// Checks that it can be the start of a text.
        public StartsWith {
            var _ = FieldValues.of(prefix);
        }

        @Override
        public boolean test(@Nullable Object value) {
            return value instanceof String text && text.startsWith(prefix);
        }

        @Override
        public boolean isBound() {
            return true;
        }
    }

    /// A text that matches a regular expression as a whole, in time linear in its length (RE2: no backtracking, no
    /// back references).
    final class Matches implements Matcher {
        private final Pattern pattern;

        /// Compiles `regex`.
        ///
        /// @throws InvalidTupleException if it is not a regular expression of RE2's syntax, or exceeds [RegexPolicy]
        public Matches(String regex) {
            RegexPolicy.check(regex);
            try {
                pattern = Pattern.compile(regex);
            } catch (PatternSyntaxException wrong) {
                throw new InvalidTupleException("not a regular expression: " + wrong.getMessage());
            }
        }

        /// Returns the expression as it was given.
        public String regex() {
            return pattern.pattern();
        }

        @Override
        public boolean test(@Nullable Object value) {
            return value instanceof String text && pattern.matches(text);
        }

        @Override
        public boolean isBound() {
            return false;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Matches matches && regex().equals(matches.regex());
        }

        @Override
        public int hashCode() {
            return regex().hashCode();
        }

        @Override
        public String toString() {
            return "Matches[" + regex() + "]";
        }
    }

    /// What another matcher does not accept.
    ///
    /// @param matcher the other one
    record Not(Matcher matcher) implements Matcher {
        /// Checks that matchers don't nest too deep.
        public Not {
            FieldValues.checkDepth(Template.depth(matcher, 0) + 1);
        }

        @Override
        public boolean test(@Nullable Object value) {
            return !matcher.test(value);
        }

        @Override
        public boolean isBound() {
            return false;
        }
    }

    /// A nested tuple that matches a nested template.
    ///
    /// @param template the template
    record Nested(Template template) implements Matcher {
        @Override
        public boolean test(@Nullable Object value) {
            return value instanceof Tuple tuple && template.matches(tuple);
        }

        @Override
        public boolean isBound() {
            return false;
        }
    }
}
