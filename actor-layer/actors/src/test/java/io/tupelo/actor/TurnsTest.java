package io.tupelo.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.contract.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Messages that many threads send, on real threads: each is handled once, in its sender's order, one at a time.
class TurnsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SENDERS = 4;
    private static final int EACH = 20_000;

    private final Random random = Seed.random("TurnsTest");
    private final ActorHost host = ActorHost.open();

    @AfterEach
    void closeTheHost() {
        host.close();
    }

    private sealed interface Note {
        record Told(int sender, int number) implements Note {}

        record Asked(int sender, int number, ActorRef<Integer> replyTo) implements Note {}

        record Total(ActorRef<Integer> replyTo) implements Note {}
    }

    private static final class Reader implements Behavior<Note> {
        private final int[] last = new int[SENDERS];
        private final CompletableFuture<String> wrong;
        private int total;
        private boolean busy;

        Reader(CompletableFuture<String> wrong) {
            this.wrong = wrong;
        }

        @Override
        public Behavior<Note> receive(Context<Note> context, Note note) {
            if (busy) {
                wrong.complete("two at a time");
            }
            busy = true;
            switch (note) {
                case Note.Told(int sender, int number) -> count(sender, number);
                case Note.Asked(int sender, int number, var replyTo) -> {
                    count(sender, number);
                    replyTo.tell(number);
                }
                case Note.Total(var replyTo) -> replyTo.tell(total);
            }
            busy = false;
            return this;
        }

        private void count(int sender, int number) {
            if (number != last[sender] + 1) {
                wrong.complete("sender " + sender + ": " + number + " behind " + last[sender]);
            }
            last[sender] = number;
            total++;
        }
    }

    private void eachIsHandledOnceAndInOrder(UnaryOperator<ActorSpec<Note>> as) throws Exception {
        CompletableFuture<String> wrong = new CompletableFuture<>();
        ActorRef<Note> reader = host.spawn(as.apply(ActorSpec.of(_ -> new Reader(wrong))));
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            Random own = new Random(random.nextLong());
            Runnable sends = () -> {
                for (int number = 1; number <= EACH; number++) {
                    send(reader, sender, number, own, wrong);
                }
            };
            senders.add(i % 2 == 0 ? Thread.startVirtualThread(sends) : Thread.ofPlatform().start(sends));
        }
        for (Thread sender : senders) {
            assertThat(sender.join(PATIENCE)).as("each has sent all").isTrue();
        }
        int total = reader.ask(Note.Total::new, PATIENCE);
        assertThat(wrong.getNow("nothing wrong")).isEqualTo("nothing wrong");
        assertThat(total).isEqualTo(SENDERS * EACH);
    }

    private static void send(ActorRef<Note> reader, int sender, int number, Random random, CompletableFuture<String> wrong) {
        if (random.nextInt(20) > 0) {
            reader.tell(new Note.Told(sender, number));
            return;
        }
        int reply = reader.ask(replyTo -> new Note.Asked(sender, number, replyTo), PATIENCE);
        if (reply != number) {
            wrong.complete("asked " + number + " and heard " + reply);
        }
        if (random.nextInt(10) == 0) {
            LockSupport.parkNanos(random.nextInt(80_000));
        }
    }

    @Test
    void eachMessageIsHandledOnceAndInOrder() throws Exception {
        eachIsHandledOnceAndInOrder(spec -> spec);
    }

    @Test
    void soItIsWithABoundedMailbox() throws Exception {
        eachIsHandledOnceAndInOrder(spec -> spec.bounded(7, ActorSpec.Overflow.WAIT));
    }

    @Test
    void soItIsOnVirtualThreads() throws Exception {
        eachIsHandledOnceAndInOrder(ActorSpec::blockingly);
    }

    private record Crash(int number, ActorRef<Integer> replyTo) {}

    /// Every third message crashes it; none of those behind is lost, and a restarted one answers.
    @Test
    void whatWaitsForOneThatCrashesIsHandledOnceItRunsAgain() throws Exception {
        int messages = 3_000;
        List<Integer> handled = new ArrayList<>();
        ActorSpec<Crash> spec = ActorSpec.of(_ -> new Behavior<>() {
            @Override
            public Behavior<Crash> receive(Context<Crash> context, Crash message) {
                handled.add(message.number);
                if (message.number % 3 == 0 && message.number < messages) {
                    throw new IllegalStateException("told to");
                }
                message.replyTo.tell(message.number);
                return this;
            }
        });
        ActorRef<Supervisor.Command> supervisor = host.spawn(SupervisorSpec.dynamic(ChildSpec.Rule.WORKER)
                .allowing(messages, Duration.ofHours(1))
                .actor());
        Supervisor.Result started = supervisor.ask(to -> new Supervisor.Command.StartOne(spec, to), PATIENCE);
        @SuppressWarnings("unchecked")
        ActorRef<Crash> child = (ActorRef<Crash>) ((Supervisor.Result.Done) started).child();
        CompletableFuture<Integer> last = new CompletableFuture<>();
        ActorRef<Integer> replies = host.spawn(ActorSpec.<Integer>of(_ -> new Behavior<>() {
            @Override
            public Behavior<Integer> receive(Context<Integer> context, Integer number) {
                if (number == messages) {
                    last.complete(number);
                }
                return this;
            }
        }));
        for (int number = 1; number <= messages; number++) {
            child.tell(new Crash(number, replies));
        }
        assertThat(last.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(messages);
        assertThat(handled).hasSize(messages).isSorted();
    }
}
