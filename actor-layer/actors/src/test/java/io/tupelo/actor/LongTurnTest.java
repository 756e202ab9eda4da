package io.tupelo.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost.DeadLetter;
import io.tupelo.actor.ActorHost.Ending;
import io.tupelo.actor.ChildSpec.Restart;
import io.tupelo.actor.SupervisorSpec.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Handlers that don't return are seen, and stopped; the others go on.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongTurnTest {
    private static final Duration BOUND = Duration.ofMillis(80);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final BlockingQueue<LongTurn> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<DeadLetter> dead = new LinkedBlockingQueue<>();
    private final ActorHost host = ActorHost.open(dead::add, BOUND, told::add);
    /// Lets those go on that don't listen to interrupts.
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch back = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    sealed interface Order {
        /// Waits until it is interrupted.
        record Wait() implements Order {}

        /// Waits, and doesn't listen to interrupts; then does as its actor.
        record Hang() implements Order {}

        /// Answers.
        record Ping(ActorRef<String> replyTo) implements Order {}

        /// Asks what it hangs on.
        record Ask(ActorRef<String> replyTo) implements Order {}
    }

    @AfterEach
    void close() {
        release.countDown();
        host.close();
    }

    private ActorSpec<Order> worker() {
        return ActorSpec.of(_ -> {
            int number = begun.incrementAndGet();
            return new Behavior<>() {
                @Override
                public Behavior<Order> receive(Context<Order> context, Order order) throws Exception {
                    switch (order) {
                        case Order.Wait() -> new CountDownLatch(1).await();
                        case Order.Hang(), Order.Ask(var _) -> hang(context);
                        case Order.Ping(var replyTo) -> replyTo.tell("pong of " + number);
                    }
                    return this;
                }
            };
        });
    }

    private void hang(Context<Order> context) {
        while (release.getCount() > 0) {
            Thread.onSpinWait();
        }
        try {
            context.startTimer("late", Duration.ofNanos(1));
        } finally {
            back.countDown();
        }
    }

    private static String ping(ActorRef<Order> actor) {
        return actor.ask(Order.Ping::new, LONG);
    }

    /// One that notes how others end.
    private BlockingQueue<ExitReason> ends(ActorRef<?> of) {
        BlockingQueue<ExitReason> ends = new LinkedBlockingQueue<>();
        ActorRef<Object> watcher = host.spawn(ActorSpec.of(context -> {
            context.monitor(of);
            return new Behavior<>() {
                @Override
                public Behavior<Object> receive(Context<Object> ignored, Object message) {
                    return this;
                }

                @Override
                public Behavior<Object> signal(Context<Object> ignored, Signal signal) {
                    if (signal instanceof Signal.Down down) {
                        ends.add(down.reason());
                    }
                    return this;
                }
            };
        }));
        assertThat(watcher).isNotNull();
        return ends;
    }

    /// Returns the next turn that is long by what it was told to do: others may be slow as well.
    private LongTurn nextTold() throws InterruptedException {
        LongTurn turn = next(told);
        while (!turn.message().contains("Order$") || turn.message().endsWith("Ping")) {
            turn = next(told);
        }
        return turn;
    }

    private List<String> longTurns() {
        return host.longTurns().stream()
                .filter(turn -> turn.message().equals(Order.Hang.class.getName()))
                .map(LongTurn::name)
                .toList();
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(60, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private ActorRef<Order> supervised(ActorSpec<Order> child, Restart restart) {
        CompletableFuture<ActorRef<Order>> made = new CompletableFuture<>();
        ActorSpec<Order> plain = ActorSpec.of(context -> {
            made.complete(context.self());
            return child.setup().start(context);
        });
        ActorSpec<Order> telling = child.blocking() ? plain.blockingly() : plain;
        host.spawn(SupervisorSpec.of(Strategy.ONE_FOR_ONE).with(ChildSpec.of("worker", telling).restarting(restart)).actor());
        return made.join();
    }

    @Test
    void aLongTurnIsToldOnceWithItsStack() throws Exception {
        ActorRef<Order> actor = host.spawn(worker().named("worker"));
        actor.tell(new Order.Hang());
        LongTurn turn = nextTold();
        assertThat(turn.actor()).isEqualTo(actor);
        assertThat(turn.name()).isEqualTo("worker");
        assertThat(turn.message()).isEqualTo(Order.Hang.class.getName());
        assertThat(turn.time()).isGreaterThanOrEqualTo(BOUND);
        assertThat(turn.stack()).anyMatch(frame -> frame.getMethodName().equals("hang"));
        assertThat(turn.toString()).contains("Hang").contains("at io.tupelo.actor.LongTurnTest.hang");
        assertThat(longTurns()).containsExactly("worker");
        ActorRef<Order> second = host.spawn(worker().named("second").blockingly());
        second.tell(new Order.Hang());
        assertThat(nextTold().name()).as("the first is told once").isEqualTo("second");
        assertThat(longTurns()).containsExactly("worker", "second");
    }

    @Test
    void whoListensToInterruptsEndsAndItsThreadGoesOn() throws Exception {
        ActorRef<Order> actor = host.spawn(worker());
        BlockingQueue<ExitReason> ends = ends(actor);
        actor.tell(new Order.Wait());
        nextTold();
        Ending ending = host.stop(actor).get(60, TimeUnit.SECONDS);
        if (ending == Ending.ENDED) {
            assertThat(next(ends)).isInstanceOfSatisfying(
                    ExitReason.Failed.class, why -> assertThat(why.cause()).isInstanceOf(InterruptedException.class));
        } else {
            // Its thread didn't run for a second.
            assertThat(next(ends)).isEqualTo(ExitReason.KILLED);
        }
        for (int i = 0; i < 100; i++) {
            ActorRef<Order> other = host.spawn(worker());
            other.tell(new Order.Ping(new ReplySlot<>()));
            assertThat(ping(other)).startsWith("pong");
        }
    }

    @Test
    void whoDoesNotIsGivenUpAndItsThreadReplaced() throws Exception {
        List<ActorRef<Order>> all = new ArrayList<>();
        List<BlockingQueue<ExitReason>> ends = new ArrayList<>();
        // On every thread there is.
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            ActorRef<Order> actor = host.spawn(worker());
            all.add(actor);
            ends.add(ends(actor));
            actor.tell(new Order.Hang());
            nextTold();
            actor.tell(new Order.Wait());
        }
        for (ActorRef<Order> actor : all) {
            assertThat(host.stop(actor).get(60, TimeUnit.SECONDS)).isEqualTo(Ending.GIVEN_UP);
            assertThat(next(ends.removeFirst())).isEqualTo(ExitReason.KILLED);
            assertThat(next(dead)).isEqualTo(new DeadLetter(actor, new Order.Hang(), ExitReason.KILLED));
            assertThat(next(dead)).isEqualTo(new DeadLetter(actor, new Order.Wait(), ExitReason.KILLED));
            assertThatThrownBy(() -> ping(actor)).isInstanceOf(AskException.class);
        }
        assertThat(longTurns()).isEmpty();
        for (int i = 0; i < 100; i++) {
            assertThat(ping(host.spawn(worker().blockingly()))).startsWith("pong");
            CompletableFuture<String> pong = new CompletableFuture<>();
            ActorRef<String> telling = host.spawn(ActorSpec.always((_, text) -> {
                pong.complete(text);
                return Behavior.stop();
            }));
            host.spawn(worker()).tell(new Order.Ping(telling));
            assertThat(pong.get(60, TimeUnit.SECONDS)).startsWith("pong");
        }
    }

    @Test
    void whoAsksIsToldAndWhoComesBackTooLateDoesNothing() throws Exception {
        ActorRef<Order> actor = supervised(worker().blockingly(), Restart.PERMANENT);
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                actor.ask(Order.Ask::new, LONG);
            } catch (AskException why) {
                failed.complete(why);
            }
        });
        nextTold();
        CompletableFuture<Ending> ending = host.restart(actor);
        CompletableFuture<String> waits = new CompletableFuture<>();
        Thread.startVirtualThread(() -> waits.complete(ping(actor)));
        assertThat(ending.get(60, TimeUnit.SECONDS)).isEqualTo(Ending.GIVEN_UP);
        assertThat(failed.get(60, TimeUnit.SECONDS)).hasMessageContaining("Killed");
        assertThat(waits.get(60, TimeUnit.SECONDS)).as("what waits is kept for the next beginning").isEqualTo("pong of 2");
        release.countDown();
        back.await();
        assertThat(ping(actor)).isEqualTo("pong of 2");
    }

    @Test
    void whoIsAskedOnTheAskersThreadIsSeenToo() throws Exception {
        ActorRef<Order> actor = host.spawn(worker());
        Thread.startVirtualThread(() -> assertThatThrownBy(() -> actor.ask(Order.Ask::new, LONG)).hasMessageContaining("Killed"));
        assertThat(nextTold().message()).isEqualTo(Order.Ask.class.getName());
        assertThat(host.stop(actor).get(60, TimeUnit.SECONDS)).isEqualTo(Ending.GIVEN_UP);
        release.countDown();
        back.await();
        assertThatThrownBy(() -> ping(actor)).isInstanceOf(AskException.class);
    }

    @Test
    void whoIsIdleEndsInGoodOrder() throws Exception {
        ActorRef<Order> actor = host.spawn(worker());
        BlockingQueue<ExitReason> ends = ends(actor);
        assertThat(host.stop(actor).get(60, TimeUnit.SECONDS)).isEqualTo(Ending.ENDED);
        assertThat(next(ends)).isEqualTo(ExitReason.SHUTDOWN);
        assertThatThrownBy(() -> host.restart(actor)).isInstanceOf(IllegalArgumentException.class);
        ActorRef<Order> child = supervised(worker(), Restart.TRANSIENT);
        assertThat(ping(child)).isEqualTo("pong of 2");
        assertThat(host.restart(child).get(60, TimeUnit.SECONDS)).isEqualTo(Ending.ENDED);
        assertThat(ping(child)).isEqualTo("pong of 3");
    }

    @Test
    void whoTakesDeadLettersMayFail() throws Exception {
        try (ActorHost other = ActorHost.open(
                letter -> {
                    throw new IllegalStateException("no room for " + letter);
                },
                LONG,
                _ -> {})) {
            ActorRef<Order> ended = other.spawn(worker());
            other.stop(ended).get(60, TimeUnit.SECONDS);
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                ended.tell(new Order.Wait());
                assertThat(ping(other.spawn(worker().blockingly()))).startsWith("pong");
            }
            CompletableFuture<String> runs = new CompletableFuture<>();
            other.spawn(ActorSpec.<String>always((_, text) -> {
                        runs.complete(text);
                        return Behavior.stop();
                    }))
                    .tell("goes on");
            assertThat(runs.get(60, TimeUnit.SECONDS)).isEqualTo("goes on");
        }
    }

    @Test
    void whoBlocksCantWaitForRoomInItsOwnMailbox() throws Exception {
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        ActorRef<String> actor = host.spawn(ActorSpec.<String>of(context -> (_, text) -> {
                    try {
                        context.self().tell(text);
                        context.self().tell(text);
                    } catch (MailboxFullException full) {
                        refused.complete(full);
                    }
                    return Behavior.stop();
                })
                .blockingly()
                .bounded(1, ActorSpec.Overflow.WAIT));
        actor.tell("again");
        assertThat(refused.get(60, TimeUnit.SECONDS)).isInstanceOf(MailboxFullException.class);
    }
}
