package io.tupelo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.Coordinators;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Any line is a command, a tuple or a template, or is refused with its column. A tuple and a template are read again from
/// what they are printed as. Stands here to see the parsers.
public final class LineTarget {
    private LineTarget() {}

    /// Tries a line.
    public static void fuzzerTestOneInput(byte[] input) {
        String line = new String(input, StandardCharsets.UTF_8);
        var _ = parsed(line, text -> CommandParser.parse(text, _ -> Coordinators.fifo()));
        Tuple tuple = parsed(line, TupleParser::parse);
        if (tuple != null) {
            assertThat(TupleParser.parse(tuple.toString())).isEqualTo(tuple);
        }
        Template template = parsed(line, TemplateParser::parse);
        if (template != null) {
            assertThat(TemplateParser.parse(template.toString())).isEqualTo(template);
        }
    }

    private static <T> @Nullable T parsed(String line, Function<String, T> parser) {
        try {
            return parser.apply(line);
        } catch (SyntaxException refused) {
            assertThat(refused.column()).isBetween(1, line.length() + 1);
            assertThat(refused.shownIn(line)).contains("column " + refused.column());
            return null;
        }
    }
}
