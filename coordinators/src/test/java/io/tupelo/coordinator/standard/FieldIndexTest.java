package io.tupelo.coordinator.standard;

import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Matchers.atLeast;
import static io.tupelo.tuple.Matchers.between;
import static io.tupelo.tuple.Matchers.oneOf;
import static io.tupelo.tuple.Matchers.rest;
import static io.tupelo.tuple.Matchers.startsWith;
import static io.tupelo.tuple.Template.template;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.Item;
import io.tupelo.coordinator.contract.PlacedItem;
import io.tupelo.coordinator.contract.RandomTuples;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.tuple.Template;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FieldIndexTest {
    private final LindaIndex index = new LindaIndex();
    private final TreeMap<Long, Item> present = new TreeMap<>();

    private void add(long position, Tuple tuple) {
        Item item = new PlacedItem(position, position, tuple, null);
        index.add(item);
        present.put(position, item);
    }

    private List<Long> found(Template template) {
        List<Long> found = new ArrayList<>();
        index.find(template, () -> 0).forEachRemaining(item -> found.add(item.position()));
        return found;
    }

    private void check(Template template) {
        int estimate = index.estimate(template);
        List<Long> expected = present.values().stream()
                .filter(item -> template.matches(item.tuple()))
                .map(Item::position)
                .toList();
        assertThat(found(template)).as("%s", template).isEqualTo(expected);
        assertThat(estimate).as("%s", template).isGreaterThanOrEqualTo(expected.size());
    }

    @Test
    void findsWhatAScanFindsAmongMany() {
        Random random = Seed.random("field index");
        for (long position = 1; position <= 8000; position++) {
            if (random.nextInt(3) == 0) {
                add(position, RandomTuples.tuple(random));
            } else {
                add(position, Tuple.tuple("job", random.nextInt(5000), "t" + random.nextInt(2000), position / 2000));
            }
        }
        for (int round = 0; round < 300; round++) {
            check(randomTemplate(random));
            for (int i = 0; i < 10; i++) {
                Item item = present.remove(present.ceilingKey((long) random.nextInt(7000)));
                index.remove(item);
                if (random.nextBoolean()) {
                    add(item.position(), item.tuple());
                }
            }
        }
    }

    private static Template randomTemplate(Random random) {
        long low = random.nextInt(5000);
        return switch (random.nextInt(8)) {
            case 0 -> RandomTuples.template(random);
            case 1 -> template("job", low, rest());
            case 2 -> template("job", between(low, low + random.nextInt(600)), rest());
            case 3 -> template(any(), any(), startsWith("t" + random.nextInt(10)), rest());
            case 4 -> template("job", atLeast(low), any(), oneOf(1, 3));
            case 5 -> template("job", between(low, low - 1), rest());
            case 6 -> template("job", any(), oneOf("t1", "t2", "t3", "t" + low, "t1"), any());
            default -> template(oneOf("job", "a", null), rest());
        };
    }

    @Test
    void namesTheIndexThatAnswers() {
        for (long position = 1; position <= 100; position++) {
            add(position, Tuple.tuple("job", position, "file" + position));
        }
        assertThat(index.explain(template("job", any(), "file7"))).isEqualTo("hash index on field 2");
        assertThat(index.explain(template("job", atLeast(99), any()))).isEqualTo("ordered index on field 1");
        assertThat(index.explain(template(any(), any(), startsWith("file9")))).isEqualTo("ordered index on field 2");
        assertThat(index.explain(template(any(), any(), any()))).isEqualTo("scan");
        assertThat(index.explain(null)).isEqualTo("scan");
    }

    @Test
    void estimatesByTheIndexOnceThereIsOne() {
        for (long position = 1; position <= 100; position++) {
            add(position, Tuple.tuple("job", position));
        }
        assertThat(index.estimate(template("job", 7))).isEqualTo(100);
        assertThat(found(template("job", 7))).containsExactly(7L);
        assertThat(index.estimate(template("job", 7))).isEqualTo(1);
    }

    @Test
    void theFirstMatchOfALargePostingIsFoundWithoutTheOthers() {
        for (long position = 1; position <= 10_000; position++) {
            add(position, Tuple.tuple("job", position));
        }
        int[] looked = {0};
        FieldIndex fields = new FieldIndex();
        present.values().forEach(fields::add);
        Iterator<Item> found = fields.find(FieldBound.of(template("job", any())), item -> ++looked[0] > 0);
        assertThat(found.next().position()).isEqualTo(1);
        assertThat(looked[0]).isEqualTo(1);
    }
}
