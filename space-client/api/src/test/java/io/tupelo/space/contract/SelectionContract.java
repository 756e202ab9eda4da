package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.anyOne;
import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;
import static io.tupelo.coordinator.Coordinators.labels;
import static io.tupelo.coordinator.Coordinators.lifo;
import static io.tupelo.coordinator.Coordinators.matching;
import static io.tupelo.coordinator.Coordinators.priority;
import static io.tupelo.coordinator.Coordinators.query;
import static io.tupelo.coordinator.Coordinators.random;
import static io.tupelo.coordinator.Coordinators.slice;
import static io.tupelo.coordinator.Coordinators.vector;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Matchers.atLeast;
import static io.tupelo.tuple.Matchers.between;
import static io.tupelo.tuple.Matchers.not;
import static io.tupelo.tuple.Matchers.oneOf;
import static io.tupelo.tuple.Matchers.rest;
import static io.tupelo.tuple.Matchers.startsWith;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Edit;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.space.Transaction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Every coordinator finds what it should, in its order, as many as asked for.
public interface SelectionContract extends OpensSpaces {
    @Test
    default void fifoAndLifoAreTheTwoEnds() {
        try (Space space = open()) {
            Container both = space.create(ContainerSpec.named("both").with("fifo").with("lifo"));
            write(both, 1, 2, 3);
            assertThat(both.take(fifo()).tuple()).contains(tuple(1));
            assertThat(both.take(lifo()).tuple()).contains(tuple(3));
            assertThat(both.takeAll(lifo())).containsExactly(tuple(2));
        }
    }

    @Test
    default void aKeyFindsExactlyItsEntry() {
        try (Space space = open()) {
            Container keyed = space.create(WritingContract.KEYED);
            keyed.write(tuple(1), key("a"));
            keyed.write(tuple(2), key(2));
            assertThat(keyed.read(key(2)).tuple()).contains(tuple(2));
            assertThat(keyed.take(key("a")).tuple()).contains(tuple(1));
            assertThat(keyed.take(key("a"))).isInstanceOf(Outcome.Empty.class);
        }
    }

    @Test
    default void aLabelFindsItsEntriesOldestFirst() {
        try (Space space = open()) {
            Container jobs = space.create(ContainerSpec.named("jobs").with("label"));
            jobs.write(tuple(1), label("red"));
            jobs.write(tuple(2), label("blue"));
            jobs.write(tuple(3), labels("blue", "red"));
            assertThat(jobs.readAll(label("red"))).containsExactly(tuple(1), tuple(3));
            assertThat(jobs.readAll(label("blue"))).containsExactly(tuple(2), tuple(3));
        }
    }

    @Test
    default void templatesFindWhatMatches() {
        try (Space space = open()) {
            space.out("job", 1, "alpha");
            space.out("job", 5, "beta");
            space.out("other", 5, "beta", true);
            Container all = space.defaultContainer();
            assertThat(all.readAll(matching("job", any(), any()))).hasSize(2);
            assertThat(all.readAll(matching("job", between(2, 9), any()))).containsExactly(tuple("job", 5, "beta"));
            assertThat(all.readAll(matching(any(), any(), startsWith("al")))).containsExactly(tuple("job", 1, "alpha"));
            assertThat(all.readAll(matching(not(oneOf("job", "task")), rest())))
                    .containsExactly(tuple("other", 5, "beta", true));
            assertThat(all.readAll(matching(rest()))).hasSize(3);
        }
    }

    @Test
    default void aVectorInsertsAndShifts() {
        try (Space space = open()) {
            Container list = space.create(ContainerSpec.named("list").with("vector"));
            list.write(tuple("b"), vector());
            list.write(tuple("c"), vector());
            list.write(tuple("a"), vector(0));
            assertThat(list.read(vector(1)).tuple()).contains(tuple("b"));
            assertThat(list.readAll(slice(0, 2))).containsExactly(tuple("a"), tuple("b"));
            assertThat(list.take(vector(0)).tuple()).contains(tuple("a"));
            assertThat(list.read(vector(0)).tuple()).contains(tuple("b"));
        }
    }

    @Test
    default void aVectorKeepsItsOrderAcrossWritesOfManyKinds() {
        try (Space space = open()) {
            Container list = space.create(ContainerSpec.named("list").with("vector"));
            list.write(tuple("behind the end"), vector(7));
            try (Transaction transaction = space.transaction()) {
                Container own = list.in(transaction);
                own.write(tuple("a"), vector(0));
                own.write(tuple("b"), vector(1));
                own.write(tuple("last"), vector());
                assertThat(own.readAll(vector())).hasSize(4).endsWith(tuple("last"));
                transaction.commit();
            }
            list.write(tuple("later"), WriteOptions.DEFAULT.delay(Duration.ofMillis(1)), vector(1));
            list.write(tuple("later still"), WriteOptions.DEFAULT.delay(Duration.ofMillis(2)), vector(1));
            list.take(vector(5), Wait.atMost(Duration.ofSeconds(10))).orElseThrow();
            list.change(vector(2), new Edit.Replace(0, "changed"));
            assertThat(list.readAll(vector()))
                    .containsExactly(tuple("a"), tuple("later still"), tuple("changed"), tuple("b"), tuple("behind the end"));
        }
    }

    @Test
    default void aPriorityPicksTheHighestAndThenTheOldest() {
        try (Space space = open()) {
            Container ranked = space.create(ContainerSpec.named("ranked").with("priority"));
            ranked.write(tuple("low"), priority(1));
            ranked.write(tuple("high, first"), priority(9));
            ranked.write(tuple("high, second"), priority(9));
            assertThat(ranked.takeAll(priority()))
                    .containsExactly(tuple("high, first"), tuple("high, second"), tuple("low"));
        }
    }

    @Test
    default void aQueryFiltersOrdersAndLimits() {
        try (Space space = open()) {
            Container people = space.create(ContainerSpec.named("people").with("query"));
            people.write(tuple("Ann", 34, "Vienna"));
            people.write(tuple("Bob", 17, "Vienna"));
            people.write(tuple("Cem", 51, "Vienna"));
            people.write(tuple("Dan", 60, "Graz"));
            Query adults = Query.where(1, atLeast(18)).and(2, "Vienna").orderByDescending(1);
            assertThat(people.readAll(query(adults)).stream().map(tuple -> tuple.string(0)))
                    .containsExactly("Cem", "Ann");
            assertThat(people.readAll(query(adults.limit(1))).stream().map(tuple -> tuple.string(0)))
                    .containsExactly("Cem");
        }
    }

    @Test
    default void randomAndAnyFindSomething() {
        try (Space space = open()) {
            Container bag = space.create(ContainerSpec.named("bag").with("random").with("any"));
            write(bag, 1, 2, 3);
            assertThat(bag.take(random()).isFound()).isTrue();
            assertThat(bag.take(anyOne()).isFound()).isTrue();
            assertThat(bag.takeAll(random())).hasSize(1);
        }
    }

    @Test
    default void aChainNarrowsStepByStep() {
        try (Space space = open()) {
            Container jobs = space.create(ContainerSpec.named("jobs").with("label").with("priority"));
            for (int i = 1; i <= 6; i++) {
                jobs.write(tuple(i), label(i % 2 == 0 ? "even" : "odd"), priority(i));
            }
            assertThat(jobs.read(label("odd").then(priority()).count(2)).tuples()).containsExactly(tuple(5), tuple(3));
            assertThat(jobs.readAll(label("even").then(priority()))).containsExactly(tuple(6), tuple(4), tuple(2));
        }
    }

    @Test
    default void anExactCountIsAllOrNothing() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            write(queue, 1, 2);
            assertThat(queue.take(fifo().count(3))).isInstanceOf(Outcome.Empty.class);
            assertThat(queue.take(fifo().count(2)).tuples()).containsExactly(tuple(1), tuple(2));
        }
    }

    @Test
    default void upToTakesAtLeastOne() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            assertThat(queue.take(fifo().upTo(3))).isInstanceOf(Outcome.Empty.class);
            write(queue, 1, 2);
            assertThat(queue.take(fifo().upTo(3)).tuples()).containsExactly(tuple(1), tuple(2));
        }
    }

    @Test
    default void availableMayBeNone() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Outcome none = queue.take(fifo().available(), LONG);
            assertThat(none.isFound()).isTrue();
            assertThat(none.entries()).isEmpty();
        }
    }

    @Test
    default void allIsLockedWhileSomeoneHoldsOne() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            write(queue, 1, 2);
            try (var transaction = space.transaction()) {
                queue.in(transaction).take(fifo());
                assertThat(queue.read(fifo().all(), Wait.NOW)).isInstanceOf(Outcome.Locked.class);
                assertThat(queue.readAll(fifo())).containsExactly(tuple(2));
            }
            assertThat(queue.read(fifo().all()).tuples()).containsExactly(tuple(1), tuple(2));
        }
    }

    @Test
    default void countAndDeleteTellNumbers() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            write(queue, 1, 2, 3);
            assertThat(queue.count(fifo().available())).isEqualTo(3);
            assertThat(queue.count(fifo().count(2))).isEqualTo(2);
            assertThat(queue.delete(fifo().count(2))).isEqualTo(2);
            assertThat(queue.delete(fifo().count(2))).isZero();
            assertThat(queue.readAll(fifo())).containsExactly(tuple(3));
        }
    }

    @Test
    default void skippingPassesAHeldHead() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            write(queue, 1, 2);
            try (var transaction = space.transaction()) {
                queue.in(transaction).take(fifo());
                assertThat(queue.take(fifo(), Wait.NOW).tuple()).contains(tuple(2));
            }
        }
    }

    @Test
    default void strictStopsAtAHeldHead() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE.strictly());
            write(queue, 1, 2);
            try (var transaction = space.transaction()) {
                queue.in(transaction).take(fifo());
                assertThat(queue.take(fifo(), Wait.NOW)).isInstanceOf(Outcome.Locked.class);
            }
            assertThat(queue.take(fifo(), Wait.NOW).tuple()).contains(tuple(1));
        }
    }

    @Test
    default void strictWithinALabelStopsThatLabelOnly() {
        try (Space space = open()) {
            Container jobs = space.create(
                    ContainerSpec.named("jobs").with("label").with("fifo").strictly());
            jobs.write(tuple("a", 1), label("a"));
            jobs.write(tuple("a", 2), label("a"));
            jobs.write(tuple("b", 1), label("b"));
            try (var transaction = space.transaction()) {
                jobs.in(transaction).take(label("a").then(fifo()));
                assertThat(jobs.take(label("a").then(fifo()), Wait.NOW)).isInstanceOf(Outcome.Locked.class);
                assertThat(jobs.take(label("b").then(fifo()), Wait.NOW).tuple()).contains(tuple("b", 1));
            }
        }
    }

    @Test
    default void aSelectorOfTheWrongKindIsRefused() {
        try (Space space = open()) {
            Container jobs = space.create(ContainerSpec.named("jobs").with("label"));
            assertFails(ErrorCode.INVALID_SELECTION, () -> jobs.read(new Selector("label", 3L)));
        }
    }

    private static void write(Container container, int... numbers) {
        for (int number : numbers) {
            container.write(tuple(number));
        }
    }
}
