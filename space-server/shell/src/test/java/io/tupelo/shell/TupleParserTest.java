package io.tupelo.shell;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tupelo.tuple.Bytes;
import io.tupelo.tuple.Matchers;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TupleParserTest {
    private static final int ROUNDS = 3_000;

    @Test
    void everyKindOfValueIsRead() {
        assertThat(TupleParser.parse("(\"job\", 42, 3.5, true, null, [1, 2], {\"a\": 1}, (1, \"x\"))"))
                .isEqualTo(tuple("job", 42, 3.5, true, null, List.of(1, 2), Map.of("a", 1), tuple(1, "x")));
        assertThat(TupleParser.parse("(instant'2026-01-02T03:04:05Z', duration'PT1.5S', 0x0aFF, 0x)"))
                .isEqualTo(tuple(
                        Instant.parse("2026-01-02T03:04:05Z"),
                        Duration.ofMillis(1500),
                        Bytes.of((byte) 10, (byte) -1),
                        Bytes.of()));
        assertThat(TupleParser.parse("(uuid'00000000-0000-0001-0000-000000000002', -1e3, NaN, -Infinity)"))
                .isEqualTo(tuple(new UUID(1, 2), -1000.0, Double.NaN, Double.NEGATIVE_INFINITY));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20260101})
    void tuplesAreReadAsTheyAreWritten(long seed) {
        RandomTuples random = new RandomTuples(new SplittableRandom(seed));
        for (int i = 0; i < ROUNDS; i++) {
            Tuple tuple = random.tuple();
            assertThat(TupleParser.parse(tuple.toString())).as("seed %d, round %d", seed, i).isEqualTo(tuple);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 20260102})
    void templatesAreReadAsTheyAreWritten(long seed) {
        RandomTuples random = new RandomTuples(new SplittableRandom(seed));
        for (int i = 0; i < ROUNDS; i++) {
            Template template = random.template();
            assertThat(TemplateParser.parse(template.toString())).as("seed %d, round %d", seed, i).isEqualTo(template);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 20260103})
    void whatIsCutOffOrMangledIsRefusedWithAPlaceOrRead(long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        RandomTuples random = new RandomTuples(dice);
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder(random.template().toString());
            if (dice.nextBoolean()) {
                text.setLength(dice.nextInt(text.length()));
            } else {
                text.setCharAt(dice.nextInt(text.length()), "()[]{}\"'?.<,x0".charAt(dice.nextInt(14)));
            }
            String mangled = text.toString();
            SyntaxException refused =
                    refusalOf(() -> TemplateParser.parse(mangled));
            if (refused != null) {
                assertThat(refused.column()).as(mangled).isBetween(1, mangled.length() + 1);
            }
        }
    }

    private static SyntaxException refusalOf(Runnable parsing) {
        try {
            parsing.run();
            return null;
        } catch (SyntaxException refused) {
            return refused;
        }
    }

    @Test
    void everyMatcherIsRead() {
        assertThat(TemplateParser.parse("(\"job\", ?, ?int, 10..20, 10.., ..20, 10<.., \"pre\"*, ~\"re.ex\", !1, oneof[1,2], ...)"))
                .isEqualTo(Template.template(
                        "job",
                        Matchers.any(),
                        Matchers.any(io.tupelo.tuple.FieldType.INTEGER),
                        Matchers.between(10, 20),
                        Matchers.atLeast(10),
                        Matchers.atMost(20),
                        Matchers.greaterThan(10),
                        Matchers.startsWith("pre"),
                        Matchers.matches("re.ex"),
                        Matchers.not(Matchers.equal(1)),
                        Matchers.oneOf(1, 2),
                        Matchers.rest()));
    }

    @Test
    void aNestedTemplateOfValuesIsTheirTuple() {
        assertThat(TemplateParser.parse("((1, \"x\"), (1, ?))"))
                .isEqualTo(Template.template(tuple(1, "x"), Template.template(1, Matchers.any())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1 | a tuple",
                "`(` | 2 | a value",
                "`()` | 1 | 1 to 64 fields",
                "`(1` | 3 | ',' or ')'",
                "`(1 2)` | 4 | ',' or ')'",
                "`(1,)` | 4 | a value",
                "`(\"a` | 4 | a closing",
                "`(\"\\x\")` | 4 | one of",
                "`(\"\\u00g0\")` | 7 | four hexadecimal digits",
                "`(12x)` | 4 | the end of the number",
                "`(1.)` | 3 | ',' or ')'",
                "`(1e)` | 4 | a digit",
                "`(99999999999999999999)` | 2 | 64 bits",
                "`(0x0)` | 5 | another hexadecimal digit",
                "`(instant'soon')` | 10 | an instant",
                "`(duration'5s')` | 11 | a duration",
                "`(uuid'1-2')` | 7 | a UUID",
                "`(instant'2026` | 14 | a closing '",
                "`({\"a\" 1})` | 7 | ':'",
                "`({\"a\": 1, \"a\": 2})` | 11 | has this key already",
                "`({1: 2})` | 3 | double quotes",
                "`([1)` | 4 | ',' or ']'",
                "`(nul)` | 2 | a value",
                "`(1) 2` | 5 | nothing more",
                "`(object'T'5)` | 11 | the object's bytes",
            })
    void whatIsNoTupleIsRefusedWithItsPlace(String text, int column, String expected) {
        assertRefused(() -> TupleParser.parse(text), column, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`(?integer)` | 3 | there is no type integer",
                "`(1..\"a\")` | 2 | ends of one type",
                "`([1]..[2])` | 2 | ends that have an order",
                "`(1<2)` | 3 | ',' or ')'",
                "`(~\"(\")` | 2 | not a regular expression",
                "`(..., 1)` | 5 | nothing comes after",
                "`(oneof 1)` | 8 | '[' and the values",
                "`(5*)` | 3 | ',' or ')'",
                "`(!)` | 3 | a value",
                "`(1...)` | 3 | the end of the range",
            })
    void whatIsNoTemplateIsRefusedWithItsPlace(String text, int column, String expected) {
        assertRefused(() -> TemplateParser.parse(text), column, expected);
    }

    @Test
    void nestingHasALimit() {
        String deep = "[".repeat(100_000);
        assertRefused(() -> TupleParser.parse("(" + deep), 17, "nest deeper than 16 levels");
        assertRefused(() -> TemplateParser.parse("(".repeat(100_000)), 17, "nest deeper than 16 levels");
        assertRefused(() -> TemplateParser.parse("(" + "!".repeat(100_000)), 17, "nest deeper than 16 levels");
    }

    @Test
    void sixtyFourFieldsAreAllowed() {
        Object[] fields = new Object[64];
        Arrays.fill(fields, 1L);
        Tuple full = Tuple.tuple(fields);
        assertThat(TupleParser.parse(full.toString())).isEqualTo(full);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable parsing, int column, String expected) {
        SyntaxException refused = catchThrowableOfType(SyntaxException.class, parsing);
        assertThat(refused).isNotNull();
        assertThat(refused).hasMessageContaining(expected);
        assertThat(refused.column()).isEqualTo(column);
    }
}
