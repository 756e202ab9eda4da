package io.tupelo.reliability.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.tuple.InvalidTupleException;
import io.tupelo.tuple.Matcher;
import java.nio.charset.StandardCharsets;

/// Any text is a regular expression or is refused as an invalid tuple, and says of any text in time whether it matches.
public final class RegexTarget {
    private RegexTarget() {}

    /// Tries an expression, a line break, and a text.
    public static void fuzzerTestOneInput(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 2);
        try {
            Matcher matcher = new Matcher.Matches(lines[0]);
            assertThat(matcher.test(lines[lines.length - 1].repeat(20))).isIn(true, false);
        } catch (InvalidTupleException refused) {
            assertThat(refused).hasMessageContaining("regular expression");
        }
    }
}
