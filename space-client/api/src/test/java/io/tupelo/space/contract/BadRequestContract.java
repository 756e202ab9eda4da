package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Condition;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.space.Container;
import io.tupelo.space.Space;
import io.tupelo.space.SpacePort;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What nobody should ask: each is refused with the same code by every kind of space, changes nothing, and harms no other
/// request of the session.
public interface BadRequestContract extends OpensSpaces {
    /// A take that is never asked: what is wrong with the request is something else.
    Operation TAKE = new Operation.Get(Pick.TAKE, "default", fifo(), Wait.NOW);

    @Test
    default void numbersAndTimesAreNotNegative() {
        assertRefused(ErrorCode.INVALID_REQUEST, List.of(
                new Request(TAKE, -1, false, null),
                Request.of(new Operation.Commit(-1)),
                Request.of(new Operation.Abort(Long.MIN_VALUE)),
                Request.of(new Operation.Begin(-1, true)),
                Request.of(new Operation.ExtendTransaction(-1, 1)),
                Request.of(new Operation.ExtendTransaction(1, -1)),
                Request.of(new Operation.Claim("default", fifo(), -1, Wait.NOW)),
                Request.of(new Operation.Complete(-1, List.of())),
                Request.of(new Operation.Release(-1, 0)),
                Request.of(new Operation.Release(1, -1)),
                Request.of(new Operation.ExtendClaim(-1, 1)),
                Request.of(new Operation.ExtendClaim(1, -1)),
                Request.of(new Operation.Renew("default", -1, 1)),
                Request.of(new Operation.Renew("default", 1, -1)),
                Request.of(new Operation.Cancel("default", -1)),
                Request.of(new Operation.Withdraw(-1)),
                Request.of(new Operation.Batch(List.of(new Condition.VersionIs("default", -1, 1)), List.of())),
                Request.of(new Operation.Batch(List.of(new Condition.VersionIs("default", 1, -1)), List.of()))));
    }

    /// Nobody need answer it, also while others wait.
    @Test
    default void whatCantBeAskedIsRefusedAtOnce() {
        try (SpacePort port = port()) {
            var waiting = port.send(Request.of(new Operation.Get(Pick.TAKE, "default", fifo(), Wait.FOREVER)));
            for (int i = 0; i < 100; i++) {
                assertThat(port.send(Request.of(new Operation.Release(-1, 0)))).isDone();
            }
            assertThat(waiting).isNotDone();
        }
    }

    @Test
    default void aWatchBeginsAtNoReceiptThatIsNegative() {
        try (SpacePort port = port()) {
            for (Receipt from : List.of(new Receipt(-1, 0, 0), new Receipt(1, -1, 0), new Receipt(1, 1, -1))) {
                Operation.Watch watch = new Operation.Watch("default", null, Set.of(EventKind.WRITTEN), from);
                OpensSpaces.assertFails(ErrorCode.INVALID_REQUEST, () -> port.watch(watch, _ -> {}));
            }
        }
    }

    @Test
    default void whatIsNotThereIsUnknown() {
        assertRefused(ErrorCode.UNKNOWN_TRANSACTION, List.of(
                new Request(TAKE, Long.MAX_VALUE, false, null),
                Request.of(new Operation.Commit(0)),
                Request.of(new Operation.Abort(Long.MAX_VALUE)),
                Request.of(new Operation.ExtendTransaction(0, 1))));
        assertRefused(ErrorCode.CLAIM_LOST, List.of(
                Request.of(new Operation.Complete(0, List.of())),
                Request.of(new Operation.Release(Long.MAX_VALUE, 0)),
                Request.of(new Operation.ExtendClaim(0, 1))));
        assertRefused(ErrorCode.UNKNOWN_ENTRY, List.of(
                Request.of(new Operation.Renew("default", 0, 1)),
                Request.of(new Operation.Cancel("default", Long.MAX_VALUE))));
    }

    @Test
    default void aNameOfNothingIsUnknown() {
        for (String name : List.of("", "nothing", "a\nb", "\0", "x".repeat(201), "x".repeat(100_000), "\ud83d\ude00")) {
            assertRefused(ErrorCode.UNKNOWN_CONTAINER, List.of(
                    Request.of(new Operation.Get(Pick.TAKE, name, fifo(), Wait.NOW)),
                    Request.of(new Operation.Write(name, List.of(Draft.of(tuple(1))), Wait.NOW)),
                    Request.of(new Operation.Move("default", fifo(), name, false, Wait.NOW)),
                    Request.of(new Operation.Explain(name, fifo())),
                    Request.of(new Operation.DropContainer(name)),
                    new Request(TAKE, 0, false, new Request.ReplyTo(name, 1))));
            assertRefused(ErrorCode.UNKNOWN_PROCEDURE, List.of(Request.of(new Operation.Execute(name, tuple(1)))));
            assertRefused(ErrorCode.UNKNOWN_COORDINATOR, List.of(
                    Request.of(new Operation.Get(Pick.TAKE, "default", new Selector(name, null), Wait.NOW)),
                    Request.of(new Operation.Write(
                            "default", List.of(Draft.of(tuple(1), new Selector(name, 1))), Wait.NOW)),
                    Request.of(new Operation.CreateContainer(ContainerSpec.named("odd").with(name), false))));
        }
    }

    @Test
    default void halfACharacterNamesNothing() {
        String half = LimitContract.HALF;
        assertRefused(ErrorCode.UNKNOWN_CONTAINER, List.of(
                Request.of(new Operation.Get(Pick.TAKE, half, fifo(), Wait.NOW)),
                Request.of(new Operation.Move("default", fifo(), half, false, Wait.NOW)),
                Request.of(new Operation.DropContainer(half))));
        assertRefused(ErrorCode.UNKNOWN_PROCEDURE, List.of(Request.of(new Operation.Execute(half, tuple(1)))));
        assertRefused(ErrorCode.UNKNOWN_COORDINATOR, List.of(
                Request.of(new Operation.Get(Pick.TAKE, "default", new Selector(half, null), Wait.NOW)),
                Request.of(new Operation.CreateContainer(ContainerSpec.named("odd").with(half), false))));
    }

    @Test
    default void nobodyWaitsForAContainerThatCanNotBe() {
        for (String name : List.of("", "a\nb", "x".repeat(201), LimitContract.HALF)) {
            assertRefused(ErrorCode.UNKNOWN_CONTAINER, List.of(
                    Request.of(new Operation.FindContainer(name, Wait.NOW)),
                    Request.of(new Operation.FindContainer(name, Wait.FOREVER))));
        }
    }

    @Test
    default void anArgumentOfAnotherKindIsRefused() {
        try (Space space = open()) {
            space.create(ContainerSpec.named("keyed").with("key").withOptional("label"));
        }
        assertRefused(ErrorCode.INVALID_SELECTION, List.of(
                Request.of(new Operation.Get(Pick.TAKE, "keyed", new Selector("key", null), Wait.NOW)),
                Request.of(new Operation.Get(Pick.TAKE, "keyed", new Selector("label", 1), Wait.NOW)),
                Request.of(new Operation.Get(Pick.TAKE, "default", new Selector("fifo", 1), Wait.NOW)),
                Request.of(new Operation.Get(Pick.TAKE, "default", new Selector("linda", 1), Wait.NOW)),
                Request.of(new Operation.Write("keyed", List.of(Draft.of(tuple(1), key(1), key(2))), Wait.NOW))));
        assertRefused(ErrorCode.MISSING_COORDINATE, List.of(
                Request.of(new Operation.Write("keyed", List.of(Draft.of(tuple(1), label("a"))), Wait.NOW))));
    }

    @Test
    default void emptyAndMisplacedPartsAreRefused() {
        Operation batch = new Operation.Batch(List.of(), List.of());
        for (int i = 0; i < 10_000; i++) {
            batch = new Operation.Batch(List.of(), List.of(batch));
        }
        assertRefused(ErrorCode.INVALID_REQUEST, List.of(
                Request.of(new Operation.Write("default", List.of(), Wait.NOW)),
                Request.of(new Operation.Either(Pick.DELETE, List.of(new Operation.From("default", fifo())), Wait.NOW)),
                Request.of(new Operation.Claim("default", fifo(), 0, Wait.NOW)),
                Request.of(new Operation.Batch(List.of(), List.of(new Operation.Commit(1)))),
                Request.of(new Operation.Batch(List.of(), List.of(new Operation.Batch(List.of(), List.of(TAKE))))),
                Request.of(batch)));
    }

    @Test
    default void tooLargeATupleIsRefusedAsSuch() {
        assertRefused(ErrorCode.TUPLE_TOO_LARGE, List.of(
                Request.of(new Operation.Write("default", List.of(Draft.of(tuple("x".repeat(300 << 10)))), Wait.NOW))));
    }

    @Test
    @SuppressWarnings("NullAway") // what it is about
    default void whatIsMissingIsRefusedBeforeItIsAsked() {
        try (Space space = open()) {
            Container defaults = space.defaultContainer();
            for (ThrowingCallable asking : List.<ThrowingCallable>of(
                    () -> defaults.write((Tuple) null),
                    () -> defaults.write(tuple(1), (Selector) null),
                    () -> defaults.writeAll(java.util.Collections.singletonList(null)),
                    () -> defaults.take(fifo(), (Wait) null),
                    () -> defaults.take((Selector) null),
                    () -> defaults.put(null, tuple(1)),
                    () -> space.container(null).take(fifo()),
                    () -> space.create(null),
                    () -> space.create(ContainerSpec.named(null)),
                    () -> space.drop(null),
                    () -> space.execute(null, tuple(1)),
                    () -> space.execute("any", null),
                    () -> space.inspect(null),
                    () -> space.batch().add(null).run(),
                    () -> space.batch().take(null, fifo()).run(),
                    () -> space.takeEither(Wait.NOW, (io.tupelo.space.Choice) null),
                    () -> new Selector(null, 1),
                    () -> new Request(null, 0, false, null),
                    () -> new Request.ReplyTo("default", null))) {
                assertThatThrownBy(asking).isInstanceOf(NullPointerException.class);
                space.out("still there");
                assertThat(space.inp("still there")).isPresent();
            }
            assertThat(defaults.readAll(fifo().available())).isEmpty();
        }
    }

    /// Asserts that each of `requests` is answered with `code` by a session that goes on.
    private void assertRefused(ErrorCode code, List<Request> requests) {
        try (SpacePort port = port()) {
            List<String> wrong = new ArrayList<>();
            for (Request request : requests) {
                List<Answer> answers = List.of(port.call(request), port.send(request).join());
                for (Answer answer : answers) {
                    if (!(answer instanceof Answer.Failed failed) || failed.code() != code) {
                        String shown = request.operation() instanceof Operation.Batch ? "a batch" : request.toString();
                        wrong.add(shown.substring(0, Math.min(shown.length(), 200)) + " -> " + answer);
                    }
                }
            }
            assertThat(wrong).as("answered otherwise than by %s", code).isEmpty();
            assertThat(port.call(Request.of(TAKE))).isInstanceOf(Answer.Empty.class);
        }
    }
}
