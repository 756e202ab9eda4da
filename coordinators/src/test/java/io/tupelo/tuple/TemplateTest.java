package io.tupelo.tuple;

import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Matchers.atLeast;
import static io.tupelo.tuple.Matchers.atMost;
import static io.tupelo.tuple.Matchers.between;
import static io.tupelo.tuple.Matchers.greaterThan;
import static io.tupelo.tuple.Matchers.lessThan;
import static io.tupelo.tuple.Matchers.matches;
import static io.tupelo.tuple.Matchers.not;
import static io.tupelo.tuple.Matchers.oneOf;
import static io.tupelo.tuple.Matchers.rest;
import static io.tupelo.tuple.Matchers.startsWith;
import static io.tupelo.tuple.Template.template;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static List<Long> accepted(Matcher matcher) {
        return LongStream.range(0, 6).filter(matcher::test).boxed().toList();
    }

    @Test
    void rangesIncludeWhatTheySay() {
        assertThat(accepted(between(2, 4))).containsExactly(2L, 3L, 4L);
        assertThat(accepted(atLeast(4))).containsExactly(4L, 5L);
        assertThat(accepted(greaterThan(4))).containsExactly(5L);
        assertThat(accepted(atMost(1))).containsExactly(0L, 1L);
        assertThat(accepted(lessThan(1))).containsExactly(0L);
        assertThat(accepted(between(4, 2))).isEmpty();
    }

    @Test
    void aRegularExpressionThatAServerCouldNotBearIsRefused() {
        for (String large : List.of(
                "(".repeat(5_000) + ")".repeat(5_000),
                "((((x{100}){100}){100}){10})",
                "x{100}\\Q\\E{100}\\Q\\E{100}",
                "x{100}(?i){100}(?i){100}",
                "(?i)\u1c80",
                "(?i)[E-\ufffd]",
                "(?si:[E-\\x{ffff}])")) {
            assertThatThrownBy(() -> matches(large))
                    .isInstanceOf(InvalidTupleException.class)
                    .hasMessageContaining("regular expression");
        }
        assertThat(matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").test("00000000-0000-0001-0000-00000000000a"))
                .isTrue();
        assertThat(matches("(\\d{1,3}\\.){3}\\d{1,3}").test("127.0.0.1")).isTrue();
    }

    @Test
    void aRangeIsOfOneType() {
        for (Matcher range : List.of(atLeast(1), atMost(1), between(1, 3), lessThan(9), greaterThan(-1))) {
            assertThat(range.test(1.5)).isFalse();
            assertThat(range.test("1")).isFalse();
            assertThat(range.test(null)).isFalse();
        }
        assertThatThrownBy(() -> between(1, "b")).isInstanceOf(InvalidTupleException.class);
        assertThatThrownBy(() -> atLeast(List.of())).isInstanceOf(InvalidTupleException.class);
        assertThat(between(0.5, 1.5).test(1.0)).isTrue();
        assertThat(between("b", "d").test("cat")).isTrue();
    }

    @Test
    void eachMatcherAcceptsWhatItNames() {
        assertThat(any().test(null)).isTrue();
        assertThat(any(FieldType.INTEGER).test(1L)).isTrue();
        assertThat(any(FieldType.INTEGER).test(null)).isFalse();
        assertThat(any(FieldType.NULL).test(null)).isTrue();
        assertThat(accepted(oneOf(1, 5, null, "x"))).containsExactly(1L, 5L);
        assertThat(oneOf(1, null).test(null)).isTrue();
        assertThat(startsWith("ab").test("abc")).isTrue();
        assertThat(startsWith("ab").test("a")).isFalse();
        assertThat(matches("a+b").test("aab")).isTrue();
        assertThat(matches("a+b").test("aabc")).isFalse();
        assertThat(accepted(not(between(1, 4)))).containsExactly(0L, 5L);
        assertThatThrownBy(() -> matches("(")).isInstanceOf(InvalidTupleException.class);
    }

    @Test
    void nullEqualsNullAlone() {
        Template template = template("a", null);
        assertThat(template.matches(tuple("a", null))).isTrue();
        assertThat(template.matches(tuple("a", 0))).isFalse();
    }

    @Test
    void theNumberOfFieldsCountsUnlessItIsOpen() {
        assertThat(template("a", any()).matches(tuple("a"))).isFalse();
        assertThat(template("a", any()).matches(tuple("a", 1))).isTrue();
        assertThat(template("a", any()).matches(tuple("a", 1, 2))).isFalse();
        assertThat(template("a", rest()).matches(tuple("a"))).isTrue();
        assertThat(template("a", rest()).matches(tuple("a", 1, 2))).isTrue();
        assertThat(template(rest()).matches(tuple(1))).isTrue();
        assertThat(template("a", "b", rest()).matches(tuple("a"))).isFalse();
    }

    @Test
    void nestedTemplatesMatchNestedTuples() {
        Template template = template("order", template("line", atLeast(10), rest()));
        assertThat(template.matches(tuple("order", tuple("line", 10)))).isTrue();
        assertThat(template.matches(tuple("order", tuple("line", 12, "x")))).isTrue();
        assertThat(template.matches(tuple("order", tuple("line", 9)))).isFalse();
        assertThat(template.matches(tuple("order", "line"))).isFalse();
    }

    @Test
    void wrongTemplatesAreRefusedWithTheField() {
        assertThatThrownBy(() -> template()).isInstanceOf(InvalidTupleException.class);
        assertThatThrownBy(() -> template("a", rest(), "b")).hasMessage("field 1: rest() must come last");
        assertThatThrownBy(() -> template("a", new Thread())).hasMessageStartingWith("field 1: ");
        assertThatThrownBy(() -> template(new Object[65])).isInstanceOf(InvalidTupleException.class);
    }

    @Test
    void nestingIsLimited() {
        Template nested = template("core");
        for (int level = 1; level < FieldValues.NESTING_MAX; level++) {
            nested = template(nested);
        }
        Template deepest = nested;
        assertThatThrownBy(() -> template(deepest)).isInstanceOf(InvalidTupleException.class);
        Matcher not = any();
        for (int level = 1; level <= FieldValues.NESTING_MAX; level++) {
            not = not(not);
        }
        Matcher most = not;
        assertThatThrownBy(() -> not(most)).isInstanceOf(InvalidTupleException.class);
        assertThatThrownBy(() -> template(most)).isInstanceOf(InvalidTupleException.class);
    }

    @Test
    void matchingAgreesWithMatchingFieldByField() {
        List<Object> values = new ArrayList<>(List.of(1L, 2L, "a", "ab", 1.0, true));
        values.add(null);
        List<Matcher> matchers = List.of(any(), Matchers.equal(1), atLeast(2), startsWith("a"), not(oneOf(1, "a")));
        for (Matcher first : matchers) {
            for (Matcher second : matchers) {
                Template template = template(first, second);
                for (Object one : values) {
                    for (Object other : values) {
                        assertThat(template.matches(tuple(one, other)))
                                .as("%s %s %s", template, one, other)
                                .isEqualTo(first.test(one) && second.test(other));
                    }
                }
            }
        }
    }

    @Test
    void isComparedByValueAndShownAsTheShellReadsIt() {
        Template template = template("job", any(), any(FieldType.INTEGER), between(10, 20), startsWith("p"), rest());
        assertThat(template).hasToString("(\"job\", ?, ?int, 10..20, \"p\"*, ...)");
        assertThat(template)
                .isEqualTo(template("job", any(), any(FieldType.INTEGER), between(10, 20), startsWith("p"), rest()))
                .isNotEqualTo(template("job", any(), any(FieldType.INTEGER), between(10, 20), startsWith("p")));
        assertThat(template.boundPositions()).containsExactly(0, 3, 4);
    }

    @Test
    void anEndThatIsAbsentIsNotIncluded() {
        assertThat(new Matcher.Between(85, true, null, true)).isEqualTo(atLeast(85));
        assertThat(new Matcher.Between(null, true, 85, false)).isEqualTo(Matchers.lessThan(85));
    }
}
