package io.tupelo.client;

import static io.tupelo.tuple.Tuple.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.Coordinators;
import io.tupelo.node.LocalNode;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.space.Space;
import io.tupelo.space.SpacePort;
import io.tupelo.space.contract.OpensSpaces;
import io.tupelo.tuple.Template;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who gives up waiting gets away, also where a session has as much in flight as it may; and nothing else ends with it.
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WithdrawTest {
    private static final long SECONDS = 10;
    /// In flight alone, it takes all the room there is.
    private static final Request LARGE = Request.of(new Operation.Get(
            Pick.TAKE, "default", Coordinators.linda(Template.template("x".repeat(2_000))), Wait.FOREVER));
    private static final ClientConfig NARROW = new ClientConfig(Duration.ofSeconds(5), Duration.ZERO, 1_000);

    @AutoClose
    private final LocalNode node = LocalNode.unconnected();

    private final Space direct = node.other();

    private SpacePort connect(ClientConfig config) {
        return SpaceClient.port(node.address(), config);
    }

    @Test
    void aFutureIsCancelledThoughThereIsNoRoomInFlight() throws Exception {
        try (SpacePort port = connect(NARROW)) {
            CompletableFuture<Answer> taken = port.send(LARGE);
            OpensSpaces.awaitWaiters(direct, 1);
            Thread cancelling = Thread.ofPlatform().daemon().start(() -> taken.cancel(false));
            cancelling.join(TimeUnit.SECONDS.toMillis(SECONDS));
            assertThat(cancelling.isAlive()).as("it still cancels").isFalse();
            OpensSpaces.awaitWaiters(direct, 0);
        }
    }

    @Test
    void aThreadIsInterruptedThoughThereIsNoRoomInFlightAndTheTickerTicks() throws Exception {
        try (SpacePort port = connect(NARROW)) {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            Thread caller = Thread.ofPlatform().daemon().start(() -> answer.complete(port.call(LARGE)));
            OpensSpaces.awaitWaiters(direct, 1);
            caller.interrupt();
            assertThat(answer.get(SECONDS, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Answer.Failed.class, failed -> assertThat(failed.code()).isEqualTo(ErrorCode.CANCELLED));
            CountDownLatch ticked = new CountDownLatch(1);
            var _ = Ticker.after(1, ticked::countDown);
            assertThat(ticked.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aWatchBegunByAnInterruptedThreadIsTold() throws Exception {
        try (SpacePort port = connect(ClientConfig.DEFAULT)) {
            CountDownLatch told = new CountDownLatch(1);
            Thread.currentThread().interrupt();
            port.watch(
                    new Operation.Watch("default", null, Set.of(EventKind.WRITTEN), null), _ -> told.countDown());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(port.call(Request.of(new Operation.Inspect(Operation.Subject.STATS)))).isInstanceOf(Answer.Rows.class);
            direct.defaultContainer().write(tuple("a"));
            assertThat(told.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }
}
