package io.tupelo.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost.DeadLetter;
import io.tupelo.actor.ActorHost.Ending;
import io.tupelo.coordinator.contract.Seed;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A thread comes back from a handler just when it is given up: one of the two has happened, for everybody.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GiveUpRaceTest {
    private static final int ROUNDS = 3_000;
    private static final int PAUSE_MAX = 400;

    private final Random random = Seed.random("GiveUpRaceTest");

    private static void pause(int steps) {
        for (int i = 0; i < steps; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoComesBackWhenItIsGivenUpIsEitherBackOrGivenUp() throws Exception {
        int givenUp = 0;
        for (int i = 0; i < ROUNDS; i++) {
            if (round(random.nextInt(PAUSE_MAX), random.nextInt(PAUSE_MAX)) == Ending.GIVEN_UP) {
                givenUp++;
            }
        }
        // Both do happen, or this tests nothing.
        assertThat(givenUp).isBetween(1, ROUNDS - 1);
    }

    private static Ending round(int before, int after) throws Exception {
        Queue<DeadLetter> dead = new ConcurrentLinkedQueue<>();
        ManualDispatcher rung = new ManualDispatcher();
        try (ActorHost host = ActorHost.open(rung, dead::add)) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            ActorRef<Object> actor = host.spawn(ActorSpec.of(_ -> (context, message) -> {
                inside.countDown();
                while (release.getCount() > 0) {
                    Thread.onSpinWait();
                }
                pause(before);
                return Behavior.stop(new ExitReason.Because("at its own will"));
            }));
            CompletableFuture<ExitReason> told = new CompletableFuture<>();
            Thread asker = Thread.ofPlatform().start(() -> told.complete(ask(actor)));
            inside.await();
            actor.tell("waits");
            CompletableFuture<Ending> ending = host.stop(actor);
            // It is interrupted.
            rung.ring();
            release.countDown();
            pause(after);
            rung.ring();
            ExitReason why = told.get(60, TimeUnit.SECONDS);
            asker.join();
            rung.runTurns();
            Ending became = ending.get(60, TimeUnit.SECONDS);
            ExitReason expected =
                    became == Ending.GIVEN_UP ? ExitReason.KILLED : new ExitReason.Because("at its own will");
            assertThat(why).isEqualTo(expected);
            assertThat(dead).containsExactly(new DeadLetter(actor, "waits", expected));
            return became;
        }
    }

    /// Asks on this thread, which runs the handler. Returns why there is no reply.
    private static ExitReason ask(ActorRef<Object> actor) {
        try {
            actor.<Object>ask(replyTo -> replyTo, Duration.ofSeconds(60));
            return ExitReason.NORMAL;
        } catch (AskException failed) {
            return Thread.interrupted() ? new ExitReason.Because("interrupted for nothing") : failed.reason();
        }
    }
}
