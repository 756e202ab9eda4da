package io.tupelo.coordinator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.Coordinator;
import io.tupelo.coordinator.CoordinatorType;
import io.tupelo.coordinator.Item;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every coordinator must keep. Implement it in a test of your own and it runs:
///
/// ```java
/// class ColorContractTest implements CoordinatorContract { … }
/// ```
public interface CoordinatorContract {
    /// How many histories each test goes through.
    int HISTORIES = 30;
    /// How many steps a history has.
    int STEPS = 120;

    /// Returns the coordinator under test.
    CoordinatorType type();

    /// Returns a coordinate as a write may give it.
    @Nullable Object randomCoordinate(Random random);

    /// Returns an argument as a selector may have it.
    @Nullable Object randomArgument(Random random);

    /// Returns a tuple to write.
    default Tuple randomTuple(Random random) {
        return RandomTuples.tuple(random);
    }

    /// Says whether [Coordinator#find] yields the order of [Coordinator#order]. Not if both are random.
    default boolean findsInOrder() {
        return true;
    }

    /// Goes through random histories and checks something now and then.
    private void throughHistories(String test, BiConsumer<Model, Random> check) {
        Random random = Seed.random(type().name() + " " + test);
        for (int history = 0; history < HISTORIES; history++) {
            Model model = new Model(this);
            for (int step = 0; step < STEPS; step++) {
                model.step(random);
                if (random.nextInt(4) == 0) {
                    check.accept(model, random);
                }
            }
        }
    }

    private @Nullable Object argument(Random random) {
        Object argument = randomArgument(random);
        type().checkArgument(argument);
        return argument;
    }

    @Test
    default void anIndexBuiltAnewByPositionAnswersAlike() {
        throughHistories("rebuilt", (model, random) -> {
            Object argument = argument(random);
            long seed = random.nextLong();
            Coordinator rebuilt = model.rebuilt();
            assertThat(Model.found(rebuilt, argument, seed)).isEqualTo(Model.found(model.index, argument, seed));
            assertThat(rebuilt.place(rebuilt.place(null))).isEqualTo(model.index.place(null));
        });
    }

    @Test
    default void findYieldsWhatTestAcceptsInOrder() {
        throughHistories("find", (model, random) -> {
            Object argument = argument(random);
            long seed = random.nextLong();
            List<Long> found = Model.found(model.index, argument, seed);
            List<Long> expected = model.expected(argument, seed);
            if (findsInOrder()) {
                assertThat(found).as("%s", argument).isEqualTo(expected);
            } else {
                assertThat(found).as("%s", argument).containsExactlyInAnyOrderElementsOf(expected);
            }
        });
    }

    @Test
    default void findYieldsNothingTwice() {
        throughHistories("twice", (model, random) -> assertThat(
                        Model.found(model.index, argument(random), random.nextLong()))
                .doesNotHaveDuplicates());
    }

    @Test
    default void theEstimateIsNotTooSmall() {
        throughHistories("estimate", (model, random) -> {
            Object argument = argument(random);
            int before = model.index.estimate(argument);
            int found = Model.found(model.index, argument, 1).size();
            assertThat(before).isGreaterThanOrEqualTo(found);
            assertThat(model.index.estimate(argument)).isGreaterThanOrEqualTo(found);
        });
    }

    @Test
    default void whatIsSelectedYieldsTheKeyItsWaitersStandUnder() {
        throughHistories("wake keys", (model, random) -> {
            Object argument = argument(random);
            Object wakeKey = model.index.wakeKey(argument);
            for (Item item : model.present.values()) {
                if (wakeKey != null && model.index.test(argument, item)) {
                    Set<Object> keys = new HashSet<>();
                    model.index.wakeKeys(item, keys::add);
                    assertThat(keys).as("%s, %s", argument, item).contains(wakeKey);
                }
            }
        });
    }

    @Test
    default void whatIsRemovedIsNotFoundAgain() {
        throughHistories("remove", (model, random) -> {
            if (!model.present.isEmpty()) {
                PlacedItem item = model.any(random);
                model.remove(item);
                assertThat(Model.found(model.index, argument(random), 1)).doesNotContain(item.id());
            }
        });
    }

    @Test
    default void anEmptiedIndexFindsNothing() {
        throughHistories("emptied", (model, random) -> {
            if (random.nextInt(10) == 0) {
                new ArrayList<>(model.present.values()).forEach(model::remove);
                assertThat(Model.found(model.index, argument(random), 1)).isEmpty();
            }
        });
    }

    @Test
    default void aConflictIsWithAnItemThatIsThereAndEndsWithIt() {
        throughHistories("conflict", (model, random) -> {
            Object coordinate = type().checkCoordinate(randomCoordinate(random));
            Item there = model.index.conflict(coordinate);
            assertThat(model.rebuilt().conflict(coordinate)).isEqualTo(there);
            if (there != null) {
                PlacedItem item = model.present.get(there.position());
                assertThat(item).isEqualTo(there);
                model.remove(item);
                assertThat(model.index.conflict(coordinate)).isNull();
            }
        });
    }

    @Test
    default void itExplainsItself() {
        throughHistories("explain", (model, random) -> assertThat(model.index.explain(argument(random)))
                .isNotBlank());
    }
}
