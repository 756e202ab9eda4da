package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;
import static io.tupelo.coordinator.Coordinators.matching;
import static io.tupelo.coordinator.Coordinators.query;
import static io.tupelo.space.contract.OpensSpaces.assertFails;
import static io.tupelo.tuple.Matchers.atLeast;
import static io.tupelo.tuple.Matchers.between;
import static io.tupelo.tuple.Matchers.greaterThan;
import static io.tupelo.tuple.Matchers.lessThan;
import static io.tupelo.tuple.Matchers.not;
import static io.tupelo.tuple.Matchers.startsWith;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.InvalidSelectionException;
import io.tupelo.coordinator.Query;
import io.tupelo.coordinator.Query.Condition;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.space.Claim;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.tuple.InvalidTupleException;
import io.tupelo.tuple.Matcher;
import io.tupelo.tuple.Matchers;
import io.tupelo.tuple.Template;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The ends of what there may be: what is just within them works, and what is beyond is refused and changes nothing.
public interface LimitContract extends OpensSpaces {
    /// Longer than there will be time.
    Duration ENDLESS = Duration.ofSeconds(Long.MAX_VALUE);

    /// A text that no bytes can hold.
    String HALF = "a\ud800";

    @Test
    default void timesBeyondAllTimeDoNotEnd() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            var waiting = queue.takeAsync(fifo(), Wait.atMost(ENDLESS));
            queue.write(tuple(1), WriteOptions.DEFAULT.lease(ENDLESS));
            assertThat(waiting.join().tuple()).contains(tuple(1));
            long entry = queue.write(tuple(2), WriteOptions.DEFAULT.lease(ENDLESS)).ids().getFirst();
            queue.renew(entry, ENDLESS);
            Claim claim = queue.claim(fifo(), ENDLESS).orElseThrow();
            claim.extend(ENDLESS);
            claim.release();
            try (var transaction = space.transaction(ENDLESS)) {
                assertThat(queue.in(transaction).take(fifo()).tuple()).contains(tuple(2));
                transaction.commit();
            }
            queue.write(tuple(3), WriteOptions.DEFAULT.delay(ENDLESS));
            assertThat(queue.take(fifo())).isInstanceOf(Outcome.Empty.class);
        }
    }

    @Test
    default void aCoordinateIsOneValueForEachCoordinator() {
        try (Space space = open()) {
            Container mixed = space.create(ContainerSpec.named("mixed")
                    .withOptional("key")
                    .withOptional("vector"));
            Selector selects = new Selector("key", Template.template(1));
            assertFails(ErrorCode.INVALID_SELECTION, () -> mixed.write(tuple(1), selects));
            assertFails(ErrorCode.INVALID_SELECTION, () -> mixed.take(selects));
            assertFails(
                    ErrorCode.INVALID_SELECTION,
                    () -> mixed.write(tuple(1), new Selector("vector", null), new Selector("vector", 0L)));
            assertThat(mixed.describe().entries()).isZero();
        }
    }

    @Test
    default void aNegativeTimeIsRefusedAndChangesNothing() {
        Duration negative = Duration.ofSeconds(-1);
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            long entry = queue.write(tuple(1)).ids().getFirst();
            assertFails(ErrorCode.INVALID_REQUEST, () -> queue.renew(entry, negative));
            assertFails(ErrorCode.INVALID_REQUEST, () -> queue.claim(fifo(), negative));
            assertFails(ErrorCode.INVALID_REQUEST, () -> space.transaction(negative));
            Claim claim = queue.claim(fifo(), LONG).orElseThrow();
            assertFails(ErrorCode.INVALID_REQUEST, () -> claim.extend(negative));
            assertThat(queue.take(fifo(), Wait.NOW)).isInstanceOf(Outcome.Locked.class);
            claim.complete();
            assertThatThrownBy(() -> Wait.atMost(negative)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> WriteOptions.DEFAULT.lease(negative)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> WriteOptions.DEFAULT.delay(negative)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void aClaimThatIsReleasedWithANegativeDelayStands() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            Claim claim = queue.claim(fifo(), LONG).orElseThrow();
            assertFails(ErrorCode.INVALID_REQUEST, () -> claim.release(Duration.ofSeconds(-1)));
            assertThat(queue.take(fifo(), Wait.NOW)).isInstanceOf(Outcome.Locked.class);
        }
    }

    @Test
    default void anEmptyNameIsThatOfNothing() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            assertFails(ErrorCode.UNKNOWN_CONTAINER, () -> space.container("").take(fifo()));
            assertFails(ErrorCode.UNKNOWN_CONTAINER, () -> space.drop(""));
            assertFails(ErrorCode.UNKNOWN_CONTAINER, () -> queue.move(fifo(), ""));
            assertFails(ErrorCode.UNKNOWN_COORDINATOR, () -> queue.read(new Selector("", null)));
            assertFails(ErrorCode.UNKNOWN_PROCEDURE, () -> space.execute("", tuple(1)));
            assertThat(queue.readAll(fifo())).containsExactly(tuple(1));
        }
    }

    @Test
    default void oddNamesAreNamesLikeOthers() {
        try (Space space = open()) {
            for (String name : List.of("ä b", "日本", "\ud83d\ude00", "../a", "'\"\\", "x".repeat(200))) {
                space.create(ContainerSpec.named(name).with("fifo")).write(tuple(name));
                assertThat(space.container(name).take(fifo()).tuple()).contains(tuple(name));
            }
            assertInvalid("but this one has 300", () -> ContainerSpec.named("x".repeat(300)));
            assertInvalid("but this one is \"a\\nb\"", () -> ContainerSpec.named("a\nb"));
            for (String name : List.of("", "a\nb", "x".repeat(201))) {
                assertInvalid("name has 1 to 200 characters", () -> ContainerSpec.named(name));
                assertInvalid(
                        "name has 1 to 200 characters", () -> ContainerContract.QUEUE.deadLettersAfter(1, name));
            }
        }
    }

    @Test
    default void theLettersOfALongNameHaveAPlace() {
        ContainerSpec once = ContainerSpec.named("x".repeat(200)).with("fifo");
        try (Space space = open()) {
            Container queue = space.create(new ContainerSpec(
                    once.name(), once.coordinators(), 10, once.whenFull(), false, once.durability(), 1, null));
            queue.write(tuple("poison"));
            for (int i = 0; i < 2; i++) {
                queue.claim(fifo(), LONG).orElseThrow().release();
            }
            Container letters = space.container(ContainerSpec.deadLettersOf(once.name()));
            assertThat(letters.take(fifo()).tuple()).contains(tuple("poison"));
        }
    }

    @Test
    default void extremesAreKeysLikeOthers() {
        List<Object> keys = List.of(Double.NaN, -0.0, 0.0, 0, Long.MIN_VALUE, Long.MAX_VALUE, Double.MIN_VALUE, "");
        try (Space space = open()) {
            Container keyed = space.create(WritingContract.KEYED);
            for (Object each : keys) {
                keyed.write(tuple(each), key(each));
            }
            for (Object each : keys) {
                assertFails(ErrorCode.DUPLICATE_KEY, () -> keyed.write(tuple("again"), key(each)));
                assertThat(keyed.take(key(each)).tuple()).contains(tuple(each));
            }
        }
    }

    @Test
    default void rangesReachToTheExtremes() {
        try (Space space = open()) {
            Container all = space.create(ContainerSpec.named("all").with("linda").with("query"));
            for (Object each : List.of(Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, Long.MIN_VALUE, Long.MAX_VALUE)) {
                all.write(tuple(each));
            }
            assertRange(all, atLeast(0.0), Double.NaN, 0.0);
            assertRange(all, lessThan(0.0), -0.0, Double.NEGATIVE_INFINITY);
            assertRange(all, greaterThan(Double.POSITIVE_INFINITY), Double.NaN);
            assertRange(all, between(Long.MIN_VALUE, Long.MAX_VALUE), Long.MIN_VALUE, Long.MAX_VALUE);
            assertRange(all, lessThan(Long.MIN_VALUE));
            assertRange(all, greaterThan(Long.MAX_VALUE));
            assertRange(all, between(1, -1));
        }
    }

    private static void assertRange(Container all, Matcher range, Object... values) {
        var wanted = java.util.Arrays.stream(values).map(value -> tuple(value)).toList();
        assertThat(all.readAll(matching(range))).containsExactlyElementsOf(wanted);
        assertThat(all.readAll(query(Query.where(0, range)))).containsExactlyElementsOf(wanted);
    }

    @Test
    default void hugeCountsAreCounts() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            assertThat(queue.take(fifo().count(Integer.MAX_VALUE))).isInstanceOf(Outcome.Empty.class);
            assertThat(queue.take(fifo().upTo(Integer.MAX_VALUE)).tuples()).containsExactly(tuple(1));
            assertInvalid("at least 1", () -> fifo().count(0));
            assertInvalid("at least 1", () -> fifo().upTo(-1));
            List<Draft> tooMany = Collections.nCopies(10_001, Draft.of(tuple(1)));
            assertFails(ErrorCode.INVALID_REQUEST, () -> queue.writeAll(tooMany));
            assertFails(ErrorCode.INVALID_REQUEST, () -> queue.writeAll(List.of()));
            assertThat(queue.readAll(fifo())).isEmpty();
        }
    }

    @Test
    default void conditionsNestAsDeepAsTheyMay() {
        try (Space space = open()) {
            Container all = space.create(ContainerSpec.named("all").with("query"));
            all.write(tuple(1));
            assertThat(all.readAll(query(Query.where(nested(Query.NESTING_MAX))))).hasSize(1);
            assertInvalid("nest deeper", () -> Query.where(nested(Query.NESTING_MAX + 1)));
            assertInvalid("nest deeper", () -> Query.where(nested(50_000)));
            Query many = Query.where(0, 1);
            for (int i = 0; i < 100; i++) {
                many = many.and(0, 1);
            }
            assertThat(all.readAll(query(many))).hasSize(1);
            assertInvalid("no field", () -> Query.where(64, 1));
            assertInvalid("no field", () -> Query.everything().orderBy(-1));
        }
    }

    private static Condition nested(int levels) {
        Condition condition = Query.field(0, 1);
        for (int i = 1; i < levels; i++) {
            condition = new Condition.And(List.of(condition));
        }
        return condition;
    }

    @Test
    default void valuesNestAsDeepAsTheyMay() {
        Object deepest = 1L;
        for (int i = 0; i < 15; i++) {
            deepest = List.of(deepest);
        }
        Object within = deepest;
        Object tooDeep = List.of(List.of(within));
        try (Space space = open()) {
            space.out(within);
            assertThat(space.rdp(within)).contains(tuple(within));
            assertThat(space.inp(Matchers.oneOf(1))).isEmpty();
            assertThat(space.inp(within)).contains(tuple(within));
            assertInvalid("nest deeper than 16", () -> space.out(List.of(within)));
            assertInvalid("nest deeper than 16", () -> space.rdp(List.of(within)));
            assertInvalid("nest deeper than 16", () -> key(tooDeep));
            assertInvalid("nest deeper than 16", () -> new Selector("key", tooDeep));
            assertInvalid("nest deeper than 16", () -> new Edit.Replace(0, tooDeep));
            assertInvalid("nest deeper than 16", () -> {
                Matcher matcher = Matchers.any();
                for (int i = 0; i < 50_000; i++) {
                    matcher = not(matcher);
                }
            });
        }
    }

    @Test
    default void halfACharacterIsRefusedWhereverItStands() {
        for (ThrowingCallable making : List.<ThrowingCallable>of(
                () -> tuple(HALF),
                () -> tuple(Map.of(HALF, 1)),
                () -> tuple(List.of(List.of(HALF))),
                () -> startsWith(HALF),
                () -> Matchers.matches(HALF),
                () -> key(HALF),
                () -> label(HALF),
                () -> new Edit.Append(0, HALF),
                () -> ContainerSpec.named(HALF))) {
            assertInvalid("half a surrogate pair at index 1", making);
        }
    }

    @Test
    default void aValueIsTheSameWhicheverWayItIsGiven() {
        try (Space space = open()) {
            Container keyed = space.create(WritingContract.KEYED);
            keyed.write(tuple(1), new Selector("key", 5));
            assertThat(keyed.change(key(5L), new Edit.Increment(0, 1)).tuple()).contains(tuple(2));
            assertInvalid("can't hold", () -> new Selector("key", new Object()));
            assertInvalid("can't hold", () -> new Edit.Replace(0, new Object()));
            assertInvalid("no field", () -> new Edit.Replace(-1, 1));
        }
    }

    /// Asserts that `making` is refused before it is sent anywhere, and says why.
    private static void assertInvalid(String why, ThrowingCallable making) {
        assertThatThrownBy(making)
                .isInstanceOfAny(InvalidTupleException.class, InvalidSelectionException.class)
                .hasMessageContaining(why);
    }
}
