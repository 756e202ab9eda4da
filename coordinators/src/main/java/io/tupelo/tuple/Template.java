package io.tupelo.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a tuple must look like to be found: one [Matcher] for each field, and whether more fields may follow.
///
/// Immutable and thread-safe. Matching depends on tuple and template alone.
public final class Template {
    /// The mark that ends a template of open arity; written with [Matchers#rest()].
    public enum Rest {
        /// The mark.
        REST
    }

    private final Matcher[] matchers;
    private final boolean open;

    private Template(Matcher[] matchers, boolean open) {
        this.matchers = matchers;
        this.open = open;
    }

    /// Makes a template. Each of `fields` is a [Matcher], a nested template, or a value to be equal to; the last one
    /// may be [Matchers#rest()].
    ///
    /// @throws InvalidTupleException if there are none or more than 64, `rest()` is not last, or a value can't be a field
    public static Template template(@Nullable Object... fields) {
        boolean open = fields.length > 0 && fields[fields.length - 1] == Rest.REST;
        int size = open ? fields.length - 1 : fields.length;
        Matcher[] matchers = new Matcher[size];
        for (int i = 0; i < size; i++) {
            matchers[i] = matcher(i, fields[i]);
        }
        return checked(matchers, open);
    }

    /// Makes a template of matchers; `open` says whether more fields may follow. Fails as [#template(Object...)].
    public static Template of(List<Matcher> matchers, boolean open) {
        return checked(matchers.toArray(Matcher[]::new), open);
    }

    private static Template checked(Matcher[] matchers, boolean open) {
        if (matchers.length > Tuple.FIELDS_MAX || (matchers.length == 0 && !open)) {
            throw new InvalidTupleException(
                    "a template has 1 to " + Tuple.FIELDS_MAX + " fields, not " + matchers.length);
        }
        Template template = new Template(matchers, open);
        FieldValues.checkDepth(template.depth());
        return template;
    }

    private static Matcher matcher(int index, @Nullable Object field) {
        return switch (field) {
            case Matcher matcher -> matcher;
            case Template template -> new Matcher.Nested(template);
            case Rest _ -> throw new InvalidTupleException("field " + index + ": rest() must come last");
            case null, default -> {
                try {
                    yield new Matcher.Equal(FieldValues.of(field));
                } catch (InvalidTupleException wrong) {
                    throw new InvalidTupleException("field " + index + ": " + wrong.getMessage());
                }
            }
        };
    }

    /// Starts a template for the tuples that records of `type` are written as; see [RecordTemplate#with].
    public static <R extends Record> RecordTemplate<R> match(Class<R> type) {
        return new RecordTemplate<>(type);
    }

    /// Says whether `tuple` has as many fields as asked for, and each matches.
    public boolean matches(Tuple tuple) {
        if (tuple.size() < matchers.length || (tuple.size() > matchers.length && !open)) {
            return false;
        }
        for (int i = 0; i < matchers.length; i++) {
            if (!matchers[i].test(tuple.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Returns how many fields have a matcher, [Matchers#rest()] not counted.
    public int size() {
        return matchers.length;
    }

    /// Returns the matcher of field `index`.
    public Matcher matcher(int index) {
        return matchers[index];
    }

    /// Returns the matchers in order.
    public List<Matcher> matchers() {
        return List.of(matchers);
    }

    /// Says whether more fields may follow those with a matcher.
    public boolean isOpen() {
        return open;
    }

    private int depth() {
        int deepest = 0;
        for (Matcher matcher : matchers) {
            deepest = Math.max(deepest, depth(matcher, 0));
        }
        return deepest + 1;
    }

    static int depth(Matcher matcher, int above) {
        FieldValues.checkDepth(above);
        return switch (matcher) {
            case Matcher.Nested nested -> nested.template().depth();
            case Matcher.Not not -> depth(not.matcher(), above + 1) + 1;
            case Matcher.Equal equal -> FieldValues.depthOf(equal.value());
            case Matcher.OneOf oneOf -> FieldValues.depthOf(oneOf.values());
            case Matcher.Any _, Matcher.AnyOf _, Matcher.Between _, Matcher.StartsWith _, Matcher.Matches _ -> 0;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template that && open == that.open && matchers().equals(that.matchers());
    }

    @Override
    public int hashCode() {
        return matchers().hashCode() + (open ? 1 : 0);
    }

    /// Shows the template as the shell reads it, as in `("job", ?, ?int, 10..20, "pre"*, ~"re.ex", ...)`.
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (Matcher matcher : matchers) {
            parts.add(text(matcher));
        }
        if (open) {
            parts.add("...");
        }
        return "(" + String.join(", ", parts) + ")";
    }

    private static String text(Matcher matcher) {
        return switch (matcher) {
            case Matcher.Equal equal -> TupleText.ofValue(equal.value());
            case Matcher.Any _ -> "?";
            case Matcher.AnyOf anyOf -> "?" + anyOf.type().label();
            case Matcher.Between b -> range(b);
            case Matcher.OneOf oneOf ->
                "oneof" + TupleText.ofValue(oneOf.values());
            case Matcher.StartsWith startsWith -> TupleText.ofValue(startsWith.prefix()) + "*";
            case Matcher.Matches matches -> "~" + TupleText.ofValue(matches.regex());
            case Matcher.Not not -> "!" + text(not.matcher());
            case Matcher.Nested nested -> nested.template().toString();
        };
    }

    private static String range(Matcher.Between b) {
        String low = b.low() == null ? "" : TupleText.ofValue(b.low()) + (b.lowIncluded() ? "" : "<");
        String high = b.high() == null ? "" : (b.highIncluded() ? "" : "<") + TupleText.ofValue(b.high());
        return low + ".." + high;
    }

    /// Returns the positions whose matcher an index can answer.
    public Set<Integer> boundPositions() {
        Set<Integer> bound = new java.util.TreeSet<>();
        for (int i = 0; i < matchers.length; i++) {
            if (matchers[i].isBound()) {
                bound.add(i);
            }
        }
        return bound;
    }
}
