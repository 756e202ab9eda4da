package io.tupelo.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.coordinator.contract.Seed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PositionMapTest {
    private final PositionMap<String> map = new PositionMap<>();
    private final TreeMap<Long, String> model = new TreeMap<>();

    private void put(long key, String value) {
        assertThat(map.put(key, value)).isEqualTo(model.put(key, value));
    }

    private void remove(long key) {
        assertThat(map.remove(key)).isEqualTo(model.remove(key));
    }

    private void checkAll(Random random) {
        assertThat(listed(map.iterator())).isEqualTo(List.copyOf(model.values()));
        assertThat(listed(map.descending())).isEqualTo(List.copyOf(model.descendingMap().values()));
        if (!model.isEmpty()) {
            int rank = random.nextInt(model.size());
            assertThat(map.nth(rank)).isEqualTo(List.copyOf(model.values()).get(rank));
        }
    }

    private void checkEnds() {
        assertThat(map.size()).isEqualTo(model.size());
        assertThat(map.isEmpty()).isEqualTo(model.isEmpty());
        assertThat(map.first()).isEqualTo(model.isEmpty() ? null : model.firstEntry().getValue());
        assertThat(map.last()).isEqualTo(model.isEmpty() ? null : model.lastEntry().getValue());
    }

    private static List<String> listed(Iterator<String> values) {
        List<String> list = new ArrayList<>();
        values.forEachRemaining(list::add);
        return list;
    }

    @Test
    void behavesLikeATreeMap() {
        Random random = Seed.random("position map");
        long last = 0;
        int mood = 0;
        for (int i = 0; i < 200_000; i++) {
            if (i % 4000 == 0) {
                mood = random.nextInt(6);
            }
            long somewhere = random.nextLong(Math.max(1, last + 2));
            switch (random.nextInt(4) == 0 ? random.nextInt(6) : mood) {
                case 0 -> put(last += 1 + random.nextInt(3), "v" + i);
                case 1 -> put(somewhere, "v" + i);
                case 2 -> removeEntry(model.firstEntry());
                case 3 -> removeEntry(model.lastEntry());
                case 4 -> removeEntry(model.ceilingEntry(somewhere));
                default -> remove(somewhere);
            }
            assertThat(map.get(somewhere)).isEqualTo(model.get(somewhere));
            checkEnds();
            if (i % 500 == 0) {
                checkAll(random);
            }
        }
    }

    private void removeEntry(Map.Entry<Long, String> entry) {
        if (entry != null) {
            remove(entry.getKey());
        }
    }

    @Test
    void worksAsAQueueOfAnyLength() {
        for (int length : new int[] {1, 2, 5, 63, 64, 65, 1000}) {
            PositionMap<Long> queue = new PositionMap<>();
            long taken = 0;
            for (long key = 0; key < 20_000; key++) {
                queue.put(key, key);
                if (queue.size() > length) {
                    assertThat(queue.first()).isEqualTo(taken);
                    assertThat(queue.remove(taken)).isEqualTo(taken++);
                }
            }
            assertThat(queue.size()).isEqualTo(length);
        }
    }

    @Test
    void takesKeysFromBothEndsOfTheNumbers() {
        put(0, "zero");
        put(Long.MAX_VALUE, "most");
        put(Long.MIN_VALUE, "least");
        put(0, "null");
        checkAll(new Random(1));
        remove(1);
        remove(Long.MIN_VALUE);
        checkEnds();
    }

    @Test
    void ofWhatIsNotThereNothingIsReturned() {
        assertThat(map.first()).isNull();
        assertThat(map.last()).isNull();
        assertThat(map.get(1)).isNull();
        assertThat(map.remove(1)).isNull();
        assertThat(map.iterator().hasNext()).isFalse();
        assertThat(map.descending().hasNext()).isFalse();
        assertThatThrownBy(() -> map.nth(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
