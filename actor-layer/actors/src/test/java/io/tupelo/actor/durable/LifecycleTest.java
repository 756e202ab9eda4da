package io.tupelo.actor.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.AskException;
import io.tupelo.actor.otp.Call;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.Space;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What an actor has while it is in memory: an object of its own, callbacks at both ends, timers.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifecycleTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofMillis(20);

    record Sum(long amount) {}

    sealed interface Message {
        record Add(long amount) implements Message, Call<Long> {}

        /// Asks how many steps this activation has begun.
        record Steps() implements Message, Call<Long> {}

        record Fail() implements Message, Call<Long> {}

        record Start(String timer, long millis, String note, boolean fails) implements Message, Call<Long> {}

        record Cancel(String timer) implements Message, Call<Long> {}

        record Note(String text) implements Message {}
    }

    private class Counting implements DurableActor<Message, Sum> {
        private long steps;

        @Override
        public Sum begin(String key) {
            return new Sum(0);
        }

        @Override
        public Sum receive(StepContext<Message> step, Sum sum, Message message) {
            steps++;
            switch (message) {
                case Message.Add(long amount) -> {
                    step.reply(sum.amount + amount);
                    return new Sum(sum.amount + amount);
                }
                case Message.Steps() -> step.reply(steps);
                case Message.Fail() -> throw new IllegalStateException("as it was told");
                case Message.Start(String timer, long millis, String note, boolean fails) -> {
                    step.startTimer(timer, Duration.ofMillis(millis), new Message.Note(note));
                    if (fails) {
                        throw new IllegalStateException("as it was told");
                    }
                    step.reply(steps);
                }
                case Message.Cancel(String timer) -> {
                    step.cancelTimer(timer);
                    step.reply(steps);
                }
                case Message.Note(String text) when text.equals("!") -> throw new IllegalStateException("as it was told");
                case Message.Note(String text) -> {
                    news.add(text);
                    return new Sum(sum.amount + 1);
                }
            }
            return sum;
        }

        @Override
        public void activated(String key, Sum sum) throws Exception {
            news.add(key + " comes with " + sum.amount);
        }

        @Override
        public void passivated(String key, Sum sum) {
            news.add(key + " goes with " + sum.amount + " after " + steps);
        }
    }

    private final ActorHost threads = ActorHost.open();
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private final SpaceRuntime runtime = SpaceRuntime.create("lifecycle");
    private final Space space = Space.over(runtime.port());
    private final SpaceActors actors =
            SpaceActors.open(space, threads, (actor, why) -> failures.add(actor + ": " + why));

    @AfterEach
    void close() {
        actors.close();
        space.close();
        runtime.close();
        threads.close();
    }

    private VirtualRef<Message> one(Duration idle, Supplier<DurableActor<Message, Sum>> made) {
        ActorType<Message, Sum> type =
                ActorType.perActivation("count", Message.class, Sum.class, made).passivatedAfter(idle);
        actors.host("here", Duration.ofSeconds(10), type);
        // From then on questions go straight to the actor, and one that fails isn't tried again.
        long end = System.nanoTime() + LONG.toNanos();
        while (actors.ownedShards() < Names.SHARD_COUNT) {
            assertThat(System.nanoTime()).as("the time when all shards are owned").isLessThan(end);
            Thread.onSpinWait();
        }
        return actors.ref(type, "one");
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        return queue.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void eachActivationHasAnObjectOfItsOwnAndIsToldOfItsEnds() throws InterruptedException {
        VirtualRef<Message> one = one(IDLE, Counting::new);
        one.ask(new Message.Add(7), LONG);
        assertThat(next(news)).isEqualTo("one comes with 0");
        assertThat(next(news)).isEqualTo("one goes with 7 after 1");
        assertThat(one.ask(new Message.Steps(), LONG)).isEqualTo(1);
        assertThat(next(news)).isEqualTo("one comes with 7");
        assertThat(failures).isEmpty();
    }

    @Test
    void objectsOfTwoActorsAreTwo() {
        VirtualRef<Message> one = one(LONG, Counting::new);
        one.ask(new Message.Add(1), LONG);
        one.ask(new Message.Add(1), LONG);
        VirtualRef<Message> other = actors.ref(ActorType.perActivation("count", Message.class, Sum.class, Counting::new), "other");
        assertThat(other.ask(new Message.Steps(), LONG)).isEqualTo(1);
        assertThat(one.ask(new Message.Steps(), LONG)).isEqualTo(3);
    }

    @Test
    void whatAStepThatThrowsHasDoneToItsFieldsStays() {
        VirtualRef<Message> one = one(LONG, Counting::new);
        assertThatThrownBy(() -> one.ask(new Message.Fail(), LONG)).isInstanceOf(AskException.class);
        assertThat(one.ask(new Message.Steps(), LONG)).isEqualTo(2);
    }

    @Test
    void oneThatFailsWhenItIsPassivatedGoesAllTheSame() throws InterruptedException {
        VirtualRef<Message> one = one(IDLE, () -> new Counting() {
            @Override
            public void passivated(String key, Sum sum) {
                throw new IllegalStateException("won't go");
            }
        });
        one.ask(new Message.Add(7), LONG);
        assertThat(next(failures)).startsWith("count/one: ").contains("won't go");
        assertThat(one.ask(new Message.Add(1), LONG)).isEqualTo(8);
    }

    @Test
    void oneThatCantBeMadeIsTriedAgainAndItsMailWaits() throws InterruptedException {
        int[] made = {0};
        VirtualRef<Message> one = one(LONG, () -> {
            if (made[0]++ == 0) {
                throw new ExceptionInInitializerError("not yet");
            }
            return new Counting();
        });
        one.send(new Message.Add(7)).join();
        assertThat(next(failures)).contains("not yet");
        assertThat(next(news)).isEqualTo("one comes with 0");
        assertThat(one.ask(new Message.Add(1), LONG)).isEqualTo(8);
    }

    @Test
    void oneWhoseActivationFailsIsTriedAgainAndItsMailWaits() throws InterruptedException {
        int[] told = {0};
        VirtualRef<Message> one = one(LONG, () -> new Counting() {
            @Override
            public void activated(String key, Sum sum) throws Exception {
                if (told[0]++ == 0) {
                    throw new NoClassDefFoundError("Model");
                }
                super.activated(key, sum);
            }
        });
        one.send(new Message.Add(7)).join();
        assertThat(next(failures)).contains("Model");
        assertThat(next(news)).isEqualTo("one comes with 0");
        assertThat(one.ask(new Message.Add(1), LONG)).isEqualTo(8);
    }

    @Test
    void aTimerBringsItsMessageOnceAndOneThatIsReplacedOrCancelledNever() throws InterruptedException {
        VirtualRef<Message> one = one(LONG, Counting::new);
        assertThat(one.ask(new Message.Steps(), LONG)).isEqualTo(1);
        assertThat(next(news)).isEqualTo("one comes with 0");
        List<String> came = new ArrayList<>();
        int all = 0;
        boolean wasInTime = false;
        for (long millis = 60; !wasInTime; millis *= 2) {
            long began = System.nanoTime();
            one.ask(new Message.Start("gone", millis, "cancelled", false), LONG);
            one.ask(new Message.Start("tick", millis, "replaced", false), LONG);
            one.ask(new Message.Cancel("gone"), LONG);
            one.ask(new Message.Start("tick", millis, "second", false), LONG);
            // Otherwise what is cancelled may have come before: another try, with more time.
            wasInTime = System.nanoTime() - began < Duration.ofMillis(millis).toNanos();
            one.ask(new Message.Start("last", 2 * millis, "last", false), LONG);
            came.clear();
            do {
                came.add(next(news));
            } while (!"last".equals(came.getLast()));
            all += came.size();
        }
        assertThat(came).containsExactly("second", "last");
        assertThat(one.ask(new Message.Add(0), LONG)).as("what the timers have brought").isEqualTo(all);
        assertThat(space.container("actors.mail").describe().entries()).isZero();
    }

    @Test
    void aTimerOfAStepThatThrowsIsNotStartedAndOneWhoseStepThrowsIsTold() throws InterruptedException {
        VirtualRef<Message> one = one(LONG, Counting::new);
        assertThatThrownBy(() -> one.ask(new Message.Start("never", 1, "never", true), LONG))
                .isInstanceOf(AskException.class);
        one.ask(new Message.Start("fails", 10, "!", false), LONG);
        assertThat(next(failures)).isEqualTo("count/one: the step of a timer failed: java.lang.IllegalStateException: as it was told");
        one.ask(new Message.Start("last", 1, "last", false), LONG);
        assertThat(next(news)).isEqualTo("one comes with 0");
        assertThat(next(news)).isEqualTo("last");
        assertThat(space.container("actors.dead").describe().entries()).isZero();
    }

    @Test
    void aTimerEndsWithTheActivation() throws Exception {
        VirtualRef<Message> one = one(IDLE, Counting::new);
        one.ask(new Message.Start("late", 300, "late", false), LONG);
        assertThat(next(news)).isEqualTo("one comes with 0");
        String end = next(news);
        threads.dispatcher().after(Duration.ofMillis(400), () -> news.add("later")).get();
        if (!end.equals("late")) {
            assertThat(end).isEqualTo("one goes with 0 after 1");
            assertThat(news).containsExactly("later");
        }
    }
}
