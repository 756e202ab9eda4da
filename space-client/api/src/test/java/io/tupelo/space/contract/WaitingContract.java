package io.tupelo.space.contract;

import static io.tupelo.coordinator.Coordinators.fifo;
import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.matching;
import static io.tupelo.space.contract.OpensSpaces.awaitWaiters;
import static io.tupelo.space.contract.OpensSpaces.settle;
import static io.tupelo.tuple.Matchers.any;
import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Draft;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Wait;
import io.tupelo.space.Choice;
import io.tupelo.space.Container;
import io.tupelo.space.Outcome;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Who waits is served in order of arrival, once, and can go.
public interface WaitingContract extends OpensSpaces {
    @Test
    default void aTakeWaitsForAWrite() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            var waiting = queue.takeAsync(fifo(), LONG_WAIT);
            queue.write(tuple(1));
            assertThat(waiting.join().tuple()).contains(tuple(1));
            assertThat(queue.readAll(fifo())).isEmpty();
        }
    }

    @Test
    default void aBlockedTakeIsServedByAnotherSession() {
        try (Space one = open();
                Space other = open()) {
            Container queue = one.create(ContainerContract.QUEUE);
            var waiting = CompletableFuture.supplyAsync(() -> queue.take(fifo(), LONG).tuple());
            awaitWaiters(other, 1);
            other.container("queue").write(tuple(1));
            assertThat(waiting.join()).contains(tuple(1));
        }
    }

    @Test
    default void withoutAWaitNothingIsWaitedFor() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            assertThat(queue.take(fifo())).isInstanceOf(Outcome.Empty.class);
            assertThat(queue.read(fifo(), Wait.NOW)).isInstanceOf(Outcome.Empty.class);
        }
    }

    @Test
    default void aWaitEndsAtItsDeadline() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            assertThat(queue.take(fifo(), SHORT)).isInstanceOf(Outcome.Empty.class);
            queue.write(tuple(1));
            assertThat(queue.readAll(fifo())).containsExactly(tuple(1));
        }
    }

    @Test
    default void anExactCountWaitsUntilThereAreAsMany() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            var waiting = queue.takeAsync(fifo().count(2), LONG_WAIT);
            queue.write(tuple(1));
            settle(space);
            assertThat(waiting).isNotDone();
            queue.write(tuple(2));
            assertThat(waiting.join().tuples()).containsExactly(tuple(1), tuple(2));
        }
    }

    @Test
    default void whoCameFirstIsServedFirst() {
        try (Space one = open();
                Space other = open()) {
            Container queue = one.create(ContainerContract.QUEUE);
            List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Space session = i % 2 == 0 ? one : other;
                waiting.add(session.container("queue").takeAsync(fifo(), LONG_WAIT));
                settle(session);
            }
            for (int i = 0; i < 6; i++) {
                queue.write(tuple(i));
            }
            for (int i = 0; i < 6; i++) {
                assertThat(waiting.get(i).join().tuple()).contains(tuple(i));
            }
        }
    }

    @Test
    default void readersAreAllServedAndDoNotConsume() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            var first = queue.readAsync(fifo(), LONG_WAIT);
            var taker = queue.takeAsync(fifo(), LONG_WAIT);
            var tooLate = queue.readAsync(fifo(), LONG_WAIT);
            queue.write(tuple(1));
            assertThat(first.join().tuple()).contains(tuple(1));
            assertThat(taker.join().tuple()).contains(tuple(1));
            settle(space);
            assertThat(tooLate).isNotDone();
            assertThat(tooLate.cancel(true)).isTrue();
        }
    }

    @Test
    default void aWriteServesOnlyWhoItSuits() {
        try (Space space = open()) {
            Container all = space.defaultContainer();
            var forA = all.takeAsync(matching("a", any()), LONG_WAIT);
            var forB = all.takeAsync(matching("b", any()), LONG_WAIT);
            space.out("b", 1);
            assertThat(forB.join().tuple()).contains(tuple("b", 1));
            assertThat(forA).isNotDone();
            space.out("a", 2);
            assertThat(forA.join().tuple()).contains(tuple("a", 2));
        }
    }

    @Test
    default void cancellingAFutureWithdrawsTheWait() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            var waiting = queue.takeAsync(fifo(), Wait.FOREVER);
            settle(space);
            assertThat(waiting.cancel(true)).isTrue();
            awaitWaiters(space, 0);
            queue.write(tuple(1));
            assertThat(queue.take(fifo()).tuple()).contains(tuple(1));
        }
    }

    @Test
    default void cancellingAFutureThatWasServedLosesNothing() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            var served = queue.takeAsync(fifo(), Wait.FOREVER);
            queue.write(tuple(1));
            served.cancel(true);
            assertThat(served.join().tuple()).contains(tuple(1));
        }
    }

    @Test
    default void anInterruptWithdrawsTheWait() throws InterruptedException {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            CompletableFuture<ErrorCode> code = new CompletableFuture<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    queue.take(fifo(), Wait.FOREVER);
                } catch (SpaceException withdrawn) {
                    code.complete(withdrawn.code());
                }
                flag.complete(Thread.currentThread().isInterrupted());
            });
            awaitWaiters(space, 1);
            waiting.interrupt();
            waiting.join();
            assertThat(code).isCompletedWithValue(ErrorCode.CANCELLED);
            assertThat(flag).isCompletedWithValue(true);
            queue.write(tuple(1));
            assertThat(queue.take(fifo(), LONG).tuple()).contains(tuple(1));
        }
    }

    @Test
    default void whatAClosedSessionWaitedForIsLeftToOthers() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Space gone = open();
            var _ = gone.container("queue").takeAsync(fifo(), Wait.FOREVER);
            settle(gone);
            gone.close();
            awaitWaiters(space, 0);
            queue.write(tuple(1));
            assertThat(queue.take(fifo(), LONG).tuple()).contains(tuple(1));
        }
    }

    @Test
    default void takeEitherIsServedByWhicheverCanFirst() {
        try (Space space = open()) {
            Container left = space.create(ContainerSpec.named("left").with("fifo"));
            Container right = space.create(ContainerSpec.named("right").with("fifo"));
            Choice[] both = {Choice.from(left, fifo()), Choice.from(right, fifo())};
            var waiting = space.takeEitherAsync(LONG_WAIT, both);
            right.write(tuple("r"));
            left.write(tuple("l"));
            assertThat(waiting.join())
                    .isInstanceOfSatisfying(Outcome.Found.class, found -> {
                        assertThat(found.choice()).isEqualTo(1);
                        assertThat(found.tuples()).containsExactly(tuple("r"));
                    });
            assertThat(left.readAll(fifo())).containsExactly(tuple("l"));
        }
    }

    @Test
    default void takeEitherPrefersTheEarlierChoice() {
        try (Space space = open()) {
            Container left = space.create(ContainerSpec.named("left").with("fifo"));
            Container right = space.create(ContainerSpec.named("right").with("fifo"));
            Choice[] both = {Choice.from(left, fifo()), Choice.from(right, fifo())};
            assertThat(space.takeEither(Wait.NOW, both)).isInstanceOf(Outcome.Empty.class);
            right.write(tuple("r"));
            left.write(tuple("l"));
            assertThat(space.readEither(Wait.NOW, both).tuple()).contains(tuple("l"));
            assertThat(space.takeEither(Wait.NOW, both).tuple()).contains(tuple("l"));
            assertThat(space.takeEither(Wait.NOW, both).tuple()).contains(tuple("r"));
        }
    }

    @Test
    default void anAnswerCanBeWrittenAsAnEntry() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Container answers = space.create(ContainerSpec.named("answers").with("key"));
            queue.write(tuple("job", 1));
            queue.replyingTo("answers", "mine").take(fifo(), Wait.NOW);
            Tuple answer = answers.take(key("mine"), LONG).orElseThrow().tuple();
            assertThat(answer.string(0)).isEqualTo("answer");
            assertThat(answer.list(2)).isEqualTo(List.of(tuple("job", 1)));
            assertThat(queue.readAll(fifo())).isEmpty();
        }
    }

    @Test
    default void anAnswerWrittenAsAnEntryMayComeLater() throws InterruptedException {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            Container answers = space.create(ContainerSpec.named("answers").with("key"));
            Thread asking = Thread.ofVirtual()
                    .start(() -> queue.replyingTo("answers", "mine").take(fifo(), LONG_WAIT));
            awaitWaiters(space, 1);
            assertThat(queue.write(Draft.of(tuple("job", 1)), LONG_WAIT)).isPresent();
            assertThat(answers.take(key("mine"), LONG).orElseThrow().tuple().list(2)).isEqualTo(List.of(tuple("job", 1)));
            asking.join();
        }
    }

    @Test
    default void takingAtMostOnceTakesAllTheSame() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            queue.write(tuple(1));
            assertThat(queue.atMostOnce().take(fifo()).tuple()).contains(tuple(1));
            assertThat(queue.readAll(fifo())).isEmpty();
        }
    }

    @Test
    default void receiptsGrowAlongTheOrder() {
        try (Space space = open()) {
            Container queue = space.create(ContainerContract.QUEUE);
            var written = queue.write(tuple(1)).receipt();
            var read = queue.read(fifo()).receipt();
            var taken = queue.take(fifo()).receipt();
            assertThat(List.of(written, read, taken)).isSorted().doesNotHaveDuplicates();
        }
    }
}
