package io.tupelo.shell;

import io.tupelo.tuple.FieldType;
import io.tupelo.tuple.Matcher;
import io.tupelo.tuple.Matchers;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads templates in the notation that [Template#toString] writes.
final class TemplateParser {
    private final Scanner in;
    private final TupleParser values;
    private final Nesting nesting = new Nesting("templates");

    TemplateParser(Scanner in) {
        this.in = in;
        this.values = new TupleParser(in);
    }

    /// Reads a whole text as one template.
    static Template parse(String text) {
        return Scanner.whole(text, in -> new TemplateParser(in).template());
    }

    Template template() {
        int start = in.position();
        in.expect("(", "a template, such as (\"job\", ?, 10..20)");
        nesting.enter(start);
        List<Matcher> matchers = new ArrayList<>();
        boolean open = false;
        do {
            in.skipSpaces();
            if (in.accept("...")) {
                open = true;
            } else {
                matchers.add(matcher());
            }
            in.skipSpaces();
        } while (!open && in.accept(","));
        in.expect(")", open ? "')': nothing comes after '...'" : "',' or ')'");
        nesting.leave();
        boolean isOpen = open;
        return TupleParser.valid(start, () -> Template.of(matchers, isOpen));
    }

    /// Reads what one field must be.
    Matcher matcher() {
        int start = in.position();
        if (in.accept("?")) {
            return any();
        } else if (in.accept("!")) {
            nesting.enter(start);
            Matcher negated = matcher();
            nesting.leave();
            return TupleParser.valid(start, () -> Matchers.not(negated));
        } else if (in.accept("~")) {
            String regex = values.string();
            return TupleParser.valid(start, () -> Matchers.matches(regex));
        } else if (in.accept("oneof")) {
            int list = in.position();
            in.expect("[", "'[' and the values");
            List<@Nullable Object> elements = values.elements(list, ']');
            return TupleParser.valid(start, () -> new Matcher.OneOf(elements));
        } else if (in.accept("..")) {
            boolean included = !in.accept("<");
            Object high = values.value();
            return TupleParser.valid(start, () -> new Matcher.Between(null, false, high, included));
        } else if (in.peek() == '(') {
            return nested();
        }
        return afterValue(start, values.value());
    }

    private Matcher any() {
        int start = in.position();
        while (Character.isLetter(in.peek())) {
            in.next();
        }
        String label = in.since(start);
        if (label.isEmpty()) {
            return Matchers.any();
        }
        for (FieldType type : FieldType.values()) {
            if (type.label().equals(label)) {
                return Matchers.any(type);
            }
        }
        String labels = Arrays.stream(FieldType.values()).map(FieldType::label).collect(Collectors.joining(", "));
        throw Scanner.wrong(start, "there is no type " + label + "; there are " + labels);
    }

    /// A nested template that asks for values alone is the tuple of them, which an index can find.
    private Matcher nested() {
        Template template = template();
        boolean plain = template.matchers().stream().allMatch(Matcher.Equal.class::isInstance);
        if (template.isOpen() || !plain) {
            return new Matcher.Nested(template);
        }
        return Matchers.equal(Tuple.tuple(template.matchers().stream()
                .map(matcher -> ((Matcher.Equal) matcher).value())
                .toArray()));
    }

    private Matcher afterValue(int start, @Nullable Object value) {
        if (value instanceof String prefix && in.accept("*")) {
            return TupleParser.valid(start, () -> Matchers.startsWith(prefix));
        }
        if (in.isHere("...")) {
            throw in.wrong("'..' and the end of the range");
        }
        if (!in.isHere("..") && !in.isHere("<..")) {
            return TupleParser.valid(start, () -> Matchers.equal(value));
        }
        boolean lowIncluded = !in.accept("<");
        in.expect("..", "'..'");
        if (endsHere()) {
            return TupleParser.valid(start, () -> new Matcher.Between(value, lowIncluded, null, false));
        }
        boolean highIncluded = !in.accept("<");
        Object high = values.value();
        return TupleParser.valid(start, () -> new Matcher.Between(value, lowIncluded, high, highIncluded));
    }

    private boolean endsHere() {
        char c = in.peek();
        return c == 0 || c == ',' || c == ')' || c == ';' || Character.isWhitespace(c);
    }
}
