package io.tupelo.actor.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorHost.Ending;
import io.tupelo.actor.AskException;
import io.tupelo.actor.LongTurn;
import io.tupelo.actor.otp.Call;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.operation.Entry;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Durable actors whose handlers don't return: they are seen, and stopped; no step is lost, none is applied twice, and the others go on.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StuckActorTest {
    private static final Duration BOUND = Duration.ofMillis(80);
    private static final Duration LONG = Duration.ofSeconds(60);

    record Sum(long amount) {}

    sealed interface Order {
        /// Adds.
        record Add(long amount) implements Order, Call<Long> {}

        /// Adds, once it has come back.
        record Hang(long amount) implements Order, Call<Long> {}

        /// Waits until it is interrupted, and fails.
        record Wait() implements Order {}

        /// Waits until it is interrupted, and adds.
        record Shrug(long amount) implements Order, Call<Long> {}
    }

    private static final class Adder implements DurableActor<Order, Sum> {
        private final StuckActorTest test;

        Adder(StuckActorTest test) {
            this.test = test;
        }

        @Override
        public Sum begin(String key) {
            return new Sum(0);
        }

        @Override
        public Sum receive(StepContext<Order> step, Sum sum, Order order) throws Exception {
            long amount = switch (order) {
                case Order.Add(long more) -> more;
                case Order.Hang(long more) -> {
                    test.hang();
                    yield more;
                }
                case Order.Wait() -> {
                    new CountDownLatch(1).await();
                    yield 0;
                }
                case Order.Shrug(long more) -> shrug(more);
            };
            step.reply(sum.amount + amount);
            return new Sum(sum.amount + amount);
        }

        private static long shrug(long amount) {
            try {
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException interrupted) {
                return amount;
            }
        }

        @Override
        public void passivated(String key, Sum last) {
            if (key.startsWith("bad")) {
                throw new IllegalStateException("as it was told");
            }
        }
    }

    private final ActorType<Order, Sum> adder = ActorType.of("adder", Order.class, Sum.class, new Adder(this));
    private final BlockingQueue<LongTurn> told = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final ActorHost threads = ActorHost.open(_ -> {}, BOUND, told::add);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch back = new CountDownLatch(1);
    private volatile boolean hangs = true;
    private SpaceRuntime runtime;
    private Space space;
    private SpaceActors actors;

    private void hang() {
        boolean hung = hangs;
        while (hung && release.getCount() > 0) {
            Thread.onSpinWait();
        }
        if (hung) {
            back.countDown();
        }
    }

    @BeforeEach
    void open() {
        runtime = SpaceRuntime.create("stuck");
        space = Space.over(runtime.port());
        actors = SpaceActors.open(space, threads, (actor, why) -> failures.add(actor + ": " + why));
        actors.host("here", Duration.ofSeconds(10), adder);
    }

    @AfterEach
    void close() {
        release.countDown();
        actors.close();
        space.close();
        runtime.close();
        threads.close();
    }

    /// Returns the next turn that is long by what it was told to do: others may be slow as well.
    private LongTurn nextTold() throws InterruptedException {
        LongTurn next;
        do {
            next = told.poll(60, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
        } while (!List.of("Hang", "Wait", "Shrug").contains(next.message()));
        return next;
    }

    private Ending end(CompletableFuture<Ending> ending) throws Exception {
        return ending.get(60, TimeUnit.SECONDS);
    }

    private long add(String key, long amount) {
        return actors.ref(adder, key).ask(new Order.Add(amount), LONG);
    }

    private List<Tuple> dead() {
        return space.container(Names.DEAD).read(Coordinators.fifo().available()).entries().stream()
                .map(Entry::tuple)
                .toList();
    }

    @Test
    void whatIsStoppedGoesToTheDeadAndWhatWaitsIsHandled() throws Exception {
        add("ann", 1);
        VirtualRef<Order> ann = actors.ref(adder, "ann");
        ann.send(new Order.Hang(10)).join();
        LongTurn turn = nextTold();
        assertThat(turn.name()).isEqualTo("adder/ann");
        assertThat(turn.message()).isEqualTo("Hang");
        assertThat(turn.stack()).anyMatch(frame -> frame.getMethodName().equals("hang"));
        ann.send(new Order.Add(100)).join();
        assertThat(end(actors.stop("adder/ann").orElseThrow())).isEqualTo(Ending.GIVEN_UP);
        assertThat(add("ann", 1000)).as("the message that hung isn't handled, the others are").isEqualTo(1101);
        assertThat(dead()).singleElement().satisfies(tuple -> assertThat(tuple.toString()).contains("adder/ann", "Hang", "stopped"));
        release.countDown();
        back.await();
        assertThat(add("ann", 0)).as("a step that was given up has no effect").isEqualTo(1101);
        assertThat(actors.actors().longTurns()).noneMatch(other -> other.message().equals("Hang"));
    }

    @Test
    void whatIsRestartedIsHandledAgainOnce() throws Exception {
        VirtualRef<Order> bob = actors.ref(adder, "bob");
        bob.send(new Order.Hang(10)).join();
        nextTold();
        hangs = false;
        assertThat(end(actors.restart("adder/bob").orElseThrow())).isEqualTo(Ending.GIVEN_UP);
        assertThat(add("bob", 1)).isEqualTo(11);
        release.countDown();
        back.await();
        assertThat(add("bob", 1)).isEqualTo(12);
        assertThat(dead()).isEmpty();
    }

    @Test
    void whoAskedIsToldAndMayBeAskedAgain() throws Exception {
        add("carl", 1);
        CompletableFuture<String> failed = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                actors.ref(adder, "carl").ask(new Order.Hang(10), LONG);
            } catch (AskException why) {
                failed.complete(why.getMessage());
            }
        });
        nextTold();
        assertThat(end(actors.stop("adder/carl").orElseThrow())).isEqualTo(Ending.GIVEN_UP);
        assertThat(failed.get(60, TimeUnit.SECONDS)).contains("did not come back from Hang");
        assertThat(add("carl", 2)).isEqualTo(3);
        assertThat(dead()).isEmpty();
    }

    @Test
    void whoListensToInterruptsIsNotTriedAgain() throws Exception {
        add("dora", 1);
        VirtualRef<Order> dora = actors.ref(adder, "dora");
        dora.send(new Order.Wait()).join();
        dora.send(new Order.Add(5)).join();
        nextTold();
        end(actors.stop("adder/dora").orElseThrow());
        assertThat(add("dora", 10)).isEqualTo(16);
        assertThat(dead()).singleElement().satisfies(tuple -> assertThat(tuple.toString()).contains("Wait", "stopped"));
    }

    @Test
    void whoComesBackWhileItIsStoppedIsNotHeldAgainstTheNext() throws Exception {
        VirtualRef<Order> eve = actors.ref(adder, "eve");
        eve.send(new Order.Shrug(10)).join();
        nextTold();
        eve.send(new Order.Add(5)).join();
        // It is interrupted, and comes back: unless its thread doesn't run for a second.
        boolean isBack = end(actors.stop("adder/eve").orElseThrow()) == Ending.ENDED;
        assertThat(add("eve", 1)).isEqualTo(isBack ? 16 : 6);
        assertThat(dead()).hasSize(isBack ? 0 : 1);
    }

    @Test
    void whoIsIdleLeavesTheMemoryAndComesBack() throws Exception {
        add("fred", 1);
        assertThat(end(actors.stop("adder/fred").orElseThrow())).isEqualTo(Ending.ENDED);
        assertThat(actors.stop("adder/fred")).isEmpty();
        assertThat(actors.stop("fred")).isEmpty();
        assertThat(actors.restart("nobody/fred")).isEmpty();
        assertThat(add("fred", 1)).isEqualTo(2);
    }

    @Test
    void aPassivationThatFailsDoesNotKeepTheActorAway() throws Exception {
        add("bad", 1);
        assertThat(end(actors.stop("adder/bad").orElseThrow())).isEqualTo(Ending.ENDED);
        assertThat(add("bad", 1)).isEqualTo(2);
        assertThat(failures).singleElement().asString().contains("adder/bad: it was passivated, and could not deal with that").contains("as it was told");
    }

    @Test
    void whatIsNoActorIsRefused() {
        assertThatThrownBy(() -> threads.stop(actors.ref(adder, "gus"))).isInstanceOf(IllegalArgumentException.class);
    }
}
