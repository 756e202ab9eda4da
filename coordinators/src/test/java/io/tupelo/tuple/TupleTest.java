package io.tupelo.tuple;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TupleTest {
    @Test
    void integersOfAnyWidthAreOneTypeAndSoAreFloats() {
        Tuple narrow = tuple((byte) 1, (short) 2, 3, 0.5f);
        assertThat(narrow).isEqualTo(tuple(1L, 2L, 3L, 0.5)).hasSameHashCodeAs(tuple(1L, 2L, 3L, 0.5));
        assertThat(tuple(1)).isNotEqualTo(tuple(1.0));
        assertThat(narrow.integer(1)).isEqualTo(2);
        assertThat(narrow.decimal(3)).isEqualTo(0.5);
    }

    @Test
    void laterChangesOfWhatWasGivenAreNotSeen() {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> map = new HashMap<>(Map.of("a", 1));
        byte[] bytes = {1, 2};
        Tuple tuple = tuple(list, map, bytes);
        list.add(2);
        map.put("b", 2);
        bytes[0] = 9;
        assertThat(tuple).isEqualTo(tuple(List.of(1), Map.of("a", 1), Bytes.of((byte) 1, (byte) 2)));
        assertThatThrownBy(() -> tuple.list(0).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void hasOneTo64Fields() {
        assertThatThrownBy(() -> tuple()).isInstanceOf(InvalidTupleException.class)
                .hasMessage("a tuple has 1 to 64 fields, not 0");
        assertThat(tuple(new Object[64]).size()).isEqualTo(64);
        assertThatThrownBy(() -> tuple(new Object[65])).isInstanceOf(InvalidTupleException.class);
    }

    @Test
    void refusesWhatIsNoFieldAndSaysWhere() {
        assertThatThrownBy(() -> tuple("a", new Thread()))
                .isInstanceOf(InvalidTupleException.class)
                .hasMessageStartingWith("field 1: a field can't hold a java.lang.Thread");
        assertThatThrownBy(() -> tuple(Map.of(1, 2))).hasMessageContaining("a map's keys are strings");
    }

    @Test
    void nestsSixteenLevelsDeep() {
        Object nested = "core";
        for (int level = 1; level < FieldValues.NESTING_MAX; level++) {
            nested = Collections.singletonList(nested);
        }
        Object deepest = nested;
        assertThat(tuple(deepest).depth()).isEqualTo(FieldValues.NESTING_MAX);
        assertThatThrownBy(() -> tuple(List.of(deepest))).isInstanceOf(InvalidTupleException.class);
        assertThatThrownBy(() -> tuple(tuple(deepest))).isInstanceOf(InvalidTupleException.class);
    }

    @Test
    void aFieldReadAsAnotherTypeSaysWhatItIs() {
        assertThatThrownBy(() -> tuple("a").integer(0)).isInstanceOf(ClassCastException.class)
                .hasMessage("field 0 is string, not Long");
        assertThatThrownBy(() -> tuple((Object) null).string(0)).hasMessage("field 0 is null, not String");
    }

    @Test
    void withReplacesOneFieldInACopy() {
        Tuple tuple = tuple("a", 1);
        assertThat(tuple.with(1, 2)).isEqualTo(tuple("a", 2));
        assertThat(tuple).isEqualTo(tuple("a", 1));
    }

    @Test
    void isShownAsTheShellReadsIt() {
        assertThat(tuple("job", 42, 3.5, true, null, List.of(1, 2), Map.of("a", 1), tuple("in")))
                .hasToString("(\"job\", 42, 3.5, true, null, [1, 2], {\"a\": 1}, (\"in\"))");
        assertThat(tuple("a\"b\\c\n\u0001")).hasToString("(\"a\\\"b\\\\c\\n\\u0001\")");
    }

    @Test
    void bytesCompareUnsigned() {
        assertThat(Bytes.of((byte) 0xff)).isGreaterThan(Bytes.of((byte) 1)).hasToString("0xff");
        assertThat(FieldValues.compare(Bytes.of((byte) 0xff), Bytes.of((byte) 1))).isPositive();
    }

    @Test
    void comparesWithinOneOrderedTypeOnly() {
        assertThat(FieldValues.compare(1L, 2L)).isNegative();
        assertThat(FieldValues.compare(1L, 2.0)).isEqualTo(Integer.MIN_VALUE);
        assertThat(FieldValues.compare(null, null)).isEqualTo(Integer.MIN_VALUE);
        assertThat(FieldValues.isOrdered(List.of())).isFalse();
        assertThat(FieldValues.isOrdered(Double.NaN)).isTrue();
    }

    @Test
    void anObjectsTypeCanBePrintedBetweenQuotes() {
        for (String type : List.of("", "it's", "two\nlines")) {
            assertThatThrownBy(() -> new ObjectValue(type, Bytes.of(new byte[0])))
                    .isInstanceOf(InvalidTupleException.class);
        }
    }
}
