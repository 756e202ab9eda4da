package io.tupelo.tuple;

import static io.tupelo.tuple.Template.match;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordsTest {
    enum Color {
        RED,
        GREEN
    }

    record Resize(String file, int width) {}

    record All(byte b, short s, long l, float f, double d, boolean z, Color color, Resize inner, List<String> names) {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("not positive");
            }
        }
    }

    record Optional(Integer number, String text) {}

    @Test
    void aRecordIsWrittenAsItsNameAndComponents() {
        assertThat(Tuple.of(new Resize("cat.png", 800))).isEqualTo(tuple("Resize", "cat.png", 800));
    }

    @Test
    void readingGivesTheRecordBack() {
        All all = new All(
                (byte) 1, (short) 2, 3, 4.5f, 5.5, true, Color.GREEN, new Resize("a", 1), List.of("x", "y"));
        assertThat(Tuple.of(all).as(All.class)).isEqualTo(all);
        Optional nothing = new Optional(null, null);
        assertThat(Tuple.of(nothing).as(Optional.class)).isEqualTo(nothing);
    }

    private record Held(String name, @Nullable URI home, List<String> names) {}

    private static final Components HOMES = new Components() {
        @Override
        public @Nullable Object toField(RecordComponent component, @Nullable Object value) {
            return value instanceof URI home ? "at " + home : value;
        }

        @Override
        public @Nullable Object fromField(RecordComponent component, @Nullable Object field) {
            if (component.getType() != URI.class || field == null) {
                return field;
            }
            if (!(field instanceof String text) || !text.startsWith("at ")) {
                throw new InvalidTupleException("not a home: " + field);
            }
            return URI.create(text.substring("at ".length()));
        }
    };

    @Test
    void whatIsNoFieldIsWrittenAsItsComponentsSay() {
        Held held = new Held("a", URI.create("https://a.example"), List.of("at home"));
        assertThatThrownBy(() -> Tuple.of(held)).isInstanceOf(InvalidTupleException.class).hasMessageContaining("URI");
        Tuple written = Tuple.of(held, HOMES);
        assertThat(written).isEqualTo(tuple("Held", "a", "at https://a.example", List.of("at home")));
        assertThat(written.as(Held.class, HOMES)).isEqualTo(held);
        assertThatThrownBy(() -> written.as(Held.class)).isInstanceOf(InvalidTupleException.class).hasMessageContaining("home");
        assertThatThrownBy(() -> tuple("Held", "a", 7, List.of()).as(Held.class, HOMES)).hasMessageContaining("not a home: 7");
        Held without = new Held("a", null, List.of());
        assertThat(Tuple.of(without, HOMES).as(Held.class, HOMES)).isEqualTo(without);
    }

    @Test
    void aTupleThatIsNotTheRecordIsRefused() {
        assertThatThrownBy(() -> tuple("Other", "a", 1).as(Resize.class)).isInstanceOf(InvalidTupleException.class);
        assertThatThrownBy(() -> tuple("Resize", "a").as(Resize.class)).isInstanceOf(InvalidTupleException.class);
        assertThatThrownBy(() -> tuple("Resize", "a", "b").as(Resize.class))
                .isInstanceOf(InvalidTupleException.class)
                .hasMessageContaining("field 2")
                .hasMessageContaining("width");
        assertThatThrownBy(() -> tuple("Resize", "a", 1L << 40).as(Resize.class)).hasMessageContaining("field 2");
        assertThatThrownBy(() -> tuple("Resize", "a", null).as(Resize.class)).hasMessageContaining("field 2");
        assertThatThrownBy(() -> tuple("Positive", -1).as(Positive.class)).hasMessageContaining("not positive");
    }

    @Test
    void aTemplateNarrowsComponentByComponent() {
        Template template =
                match(Resize.class).with(Resize::file, "cat.png").with(Resize::width, Matchers.atLeast(100)).template();
        assertThat(template.matches(Tuple.of(new Resize("cat.png", 800)))).isTrue();
        assertThat(template.matches(Tuple.of(new Resize("cat.png", 80)))).isFalse();
        assertThat(template.matches(Tuple.of(new Resize("dog.png", 800)))).isFalse();
        assertThat(match(Resize.class).template().matches(tuple("Resize", 1, 2))).isTrue();
    }

    @Test
    void onlyReferencesToAccessorsAreUnderstood() {
        assertThatThrownBy(() -> match(Resize.class).with(resize -> resize.file() + "!", "x"))
                .isInstanceOf(InvalidTupleException.class)
                .hasMessageContaining("Resize::file");
    }
}
