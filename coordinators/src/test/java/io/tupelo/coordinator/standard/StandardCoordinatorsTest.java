package io.tupelo.coordinator.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.CoordinatorTypes;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.coordinator.Item;
import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.contract.PlacedItem;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.tuple.Matchers;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardCoordinatorsTest {
    private static CoordinatorType type(String name) {
        return CoordinatorTypes.installed().get(name);
    }

    private static void refused(String sentence, Runnable check) {
        assertThatThrownBy(check::run).isInstanceOf(InvalidSelectionException.class).hasMessage(sentence);
    }

    private static Item item(long position, @Nullable Object placed) {
        return new PlacedItem(position, position, Tuple.tuple(position), placed);
    }

    private static List<Long> positions(Coordinator index, @Nullable Object argument) {
        List<Long> found = new ArrayList<>();
        index.find(argument, new Random(1)::nextLong).forEachRemaining(item -> found.add(item.position()));
        return found;
    }

    @Test
    void allTenAreInstalledUnderTheirNames() {
        assertThat(CoordinatorTypes.installed())
                .containsOnlyKeys(
                        "any", "fifo", "key", "label", "lifo", "linda", "priority", "query", "random", "vector");
        CoordinatorTypes.installed().forEach((name, type) -> assertThat(type.name()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "fifo", "lifo", "random"})
    void whatNeedsNothingRefusesAnything(String name) {
        refused(name + " takes no coordinate, but was given 42", () -> type(name).checkCoordinate(42L));
        refused(name + " takes no argument, but was given 42", () -> type(name).checkArgument(42L));
        assertThat(type(name).needsCoordinate()).isFalse();
        assertThat(type(name).checkCoordinate(null)).isNull();
    }

    @Test
    void aLabelIsATextOrAListOfDifferentOnes() {
        CoordinatorType label = type("label");
        refused("label takes a text or a list of texts, not 42", () -> label.checkCoordinate(42L));
        refused("label takes a text or a list of texts, but one is 42", () -> label.checkCoordinate(List.of("a", 42L)));
        refused("label takes a text or a list of texts, but one is null", () ->
                label.checkCoordinate(Collections.singletonList(null)));
        refused("label \"a\" is given twice", () -> label.checkCoordinate(List.of("a", "b", "a")));
        refused("a label has at least one character", () -> label.checkCoordinate(""));
        refused("an entry has 1 to 64 labels, not 0", () -> label.checkCoordinate(List.of()));
        List<String> many = IntStream.range(0, 65).mapToObj(i -> "l" + i).toList();
        refused("an entry has 1 to 64 labels, not 65", () -> label.checkCoordinate(many));
        assertThat(label.checkCoordinate(many.subList(0, 64))).isEqualTo(many.subList(0, 64));
        refused("label takes the label to look for, a text, not null", () -> label.checkArgument(null));
    }

    @Test
    void argumentsOfTheWrongKindAreRefused() {
        refused("key takes the key to look for, a value, not null", () -> type("key").checkArgument(null));
        refused("key takes the key to look for, a value, not (1)", () ->
                type("key").checkArgument(Template.template(1)));
        refused("priority takes an integer, not \"high\"", () -> type("priority").checkCoordinate("high"));
        refused("priority takes an integer or nothing, not 1.5", () -> type("priority").checkArgument(1.5));
        refused("linda takes a template, not 42", () -> type("linda").checkArgument(42L));
        refused("query takes a query, not 42", () -> type("query").checkArgument(42L));
        refused("vector takes an index from 0, or nothing to append, not -1", () ->
                type("vector").checkCoordinate(-1L));
        refused("vector takes an index from 0, a list of two, from and to, or nothing, not [1]", () ->
                type("vector").checkArgument(List.of(1L)));
        assertThatCode(() -> type("vector").checkArgument(List.of(1L, 3L))).doesNotThrowAnyException();
    }

    @Test
    void aKeyIsInTheWayOfTheSameKey() {
        Coordinator keys = type("key").create(0);
        Item item = item(1, "a");
        keys.add(item);
        assertThat(keys.conflict("a")).isEqualTo(item);
        assertThat(keys.conflict("b")).isNull();
        assertThat(keys.conflict(null)).isNull();
    }

    @Test
    void aVectorInsertsWhereItIsToldLikeAList() {
        Random random = Seed.random("vector");
        Coordinator vector = type("vector").create(0);
        List<Item> list = new ArrayList<>();
        for (long position = 1; position <= 3000; position++) {
            if (random.nextInt(4) == 0 && !list.isEmpty()) {
                vector.remove(list.remove(random.nextInt(list.size())));
            }
            long index = position < 1000 ? Math.min(1, list.size()) : random.nextInt(list.size() + 1);
            Item item = item(position, vector.place(index));
            vector.add(item);
            list.add((int) index, item);
        }
        assertThat(positions(vector, null)).isEqualTo(list.stream().map(Item::position).toList());
        assertThat(positions(vector, 5L)).containsExactly(list.get(5).position());
        assertThat(positions(vector, List.of(2L, 4L)))
                .containsExactly(list.get(2).position(), list.get(3).position());
        assertThat(positions(vector, List.of(4L, 2L))).isEmpty();
        assertThat(positions(vector, Long.MAX_VALUE)).isEmpty();
        int size = list.size();
        Item last = item(Long.MAX_VALUE, vector.place(size + 1L));
        vector.add(last);
        assertThat(positions(vector, null)).last().isEqualTo(last.position());
    }

    @Test
    void randomPicksEachAboutAsOften() {
        Random random = Seed.random("random");
        Coordinator index = type("random").create(0);
        for (long position = 0; position < 10; position++) {
            index.add(item(position, null));
        }
        int[] picked = new int[10];
        for (int i = 0; i < 20_000; i++) {
            picked[(int) index.find(null, random::nextLong).next().position()]++;
        }
        assertThat(picked).satisfies(counts -> IntStream.of(counts).forEach(n -> assertThat(n).isBetween(1700, 2300)));
    }

    @Test
    void aQueryOrdersByTypeThenValueAndPutsMissingFieldsLast() {
        Coordinator index = type("query").create(0);
        List<Tuple> tuples = List.of(
                Tuple.tuple("x"), Tuple.tuple("x", "b"), Tuple.tuple("x", 7), Tuple.tuple("x", "a"),
                Tuple.tuple("x", 7), Tuple.tuple("x", (Object) null));
        for (int i = 0; i < tuples.size(); i++) {
            index.add(new PlacedItem(i, i, tuples.get(i), null));
        }
        assertThat(positions(index, Query.where(0, "x").orderBy(1))).containsExactly(5L, 2L, 4L, 3L, 1L, 0L);
        assertThat(positions(index, Query.where(0, "x").orderByDescending(1))).containsExactly(1L, 3L, 2L, 4L, 5L, 0L);
        assertThat(positions(index, Query.where(1, Matchers.any()).orderBy(1).limit(2))).containsExactly(5L, 2L);
        assertThat(index.explain(Query.where(1, 7))).isEqualTo("hash index on field 1");
    }
}
