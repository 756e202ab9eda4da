package io.tupelo.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Operation.Watch WATCH = new Operation.Watch("jobs", null, Set.of(EventKind.WRITTEN), null);

    private final FakePort port = new FakePort();

    @Test
    void anOverflowIsOneGapAndThenEventsGoOn() {
        Subscription subscription = Subscription.start(port, WATCH);
        for (int i = 0; i < Subscription.BUFFERED_MAX + 500; i++) {
            port.tell(i);
        }
        for (int i = 0; i < Subscription.BUFFERED_MAX; i++) {
            assertThat(sequence(subscription.poll())).isEqualTo(i);
        }
        port.tell(99_999);
        Event gap = subscription.poll().orElseThrow();
        assertThat(gap.kind()).isEqualTo(EventKind.GAP);
        assertThat(gap.receipt().sequence()).isEqualTo(Subscription.BUFFERED_MAX);
        assertThat(sequence(subscription.poll())).isEqualTo(99_999);
        assertThat(subscription.poll()).isEmpty();
    }

    @Test
    void nextGivesUpWhenNothingCame() {
        Subscription subscription = Subscription.start(port, WATCH);
        assertThat(subscription.next(Duration.ofMillis(5))).isEmpty();
        port.tell(1);
        assertThat(sequence(subscription.next(LONG))).isEqualTo(1);
    }

    @Test
    void anInterruptedWaitFailsAndLosesNothing() {
        Subscription subscription = Subscription.start(port, WATCH);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> subscription.next(LONG)).isInstanceOf(SpaceException.class);
        assertThat(Thread.interrupted()).isTrue();
        port.tell(1);
        assertThat(sequence(subscription.next(LONG))).isEqualTo(1);
    }

    @Test
    void closingEndsTheWatchAndWhoWaits() throws InterruptedException {
        SynchronousQueue<Optional<Event>> got = new SynchronousQueue<>();
        Subscription subscription = Subscription.start(port, WATCH);
        Thread.ofVirtual().start(() -> {
            try {
                got.put(subscription.next(LONG));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        subscription.close();
        subscription.close();
        assertThat(got.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isEmpty();
        assertThat(port.closed).isEqualTo(1);
        port.tell(1);
        assertThat(subscription.poll()).isEmpty();
    }

    @Test
    void aConsumerThatThrowsEndsTheWatch() throws InterruptedException {
        CompletableFuture<Void> threw = new CompletableFuture<>();
        Subscription subscription = Subscription.start(port, WATCH, _ -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> threw.complete(null));
            throw new IllegalStateException("as the test wants");
        });
        port.tell(1);
        assertThat(threw).succeedsWithin(LONG);
        assertThat(port.closed).isEqualTo(1);
        assertThat(subscription.next(LONG)).isEmpty();
    }

    @Test
    void cancellingAPendingRequestCancelsItsSource() {
        CompletableFuture<Answer> source = new CompletableFuture<>();
        Pending<Receipt> pending = Pending.of(source, Answer::receipt);
        assertThat(pending.cancel(true)).isTrue();
        assertThat(source).isCancelled();
        assertThat(pending).isCancelled();
    }

    @Test
    void anAnswerThatIsThereCantBeCancelledAway() {
        CompletableFuture<Answer> source = new CompletableFuture<>();
        Pending<Receipt> pending = Pending.of(source, Answer::receipt);
        source.complete(new Answer.Done(new Receipt(1, 2, 0)));
        assertThat(pending.cancel(true)).isFalse();
        assertThat(pending).isCompletedWithValue(new Receipt(1, 2, 0));
    }

    private static long sequence(Optional<Event> event) {
        return event.orElseThrow().receipt().sequence();
    }

    private static final class FakePort implements SpacePort {
        private Consumer<Event> events = _ -> {};
        private int closed;

        void tell(long sequence) {
            events.accept(new Event(EventKind.WRITTEN, "jobs", new Receipt(1, sequence, 0), null));
        }

        @Override
        public Answer call(Request request) {
            throw new AssertionError("nothing is asked here");
        }

        @Override
        public CompletableFuture<Answer> send(Request request) {
            throw new AssertionError("nothing is asked here");
        }

        @Override
        public Watch watch(Operation.Watch watch, Consumer<Event> consumer) {
            events = consumer;
            return new Watch() {
                @Override
                public Receipt since() {
                    return new Receipt(1, 0, 0);
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }

        @Override
        public void close() {}
    }
}
