package io.tupelo.benchmarks.actor;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/// Actors of Apache Pekko, typed, with what it is delivered with, but for the number of threads and the log.
public final class PekkoSide implements ActorSide {
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);
    private static final Config CONFIG = ConfigFactory.parseString("""
            pekko.loglevel = OFF
            pekko.stdout-loglevel = OFF
            pekko.use-slf4j = off
            pekko.actor.default-dispatcher.fork-join-executor.parallelism-min = %1$d
            pekko.actor.default-dispatcher.fork-join-executor.parallelism-max = %1$d
            """.formatted(Runtime.getRuntime().availableProcessors())).withFallback(ConfigFactory.load());

    private final ActorSystem<SpawnProtocol.Command> system = ActorSystem.create(SpawnProtocol.create(), "peer", CONFIG);

    /// Starts none yet.
    public PekkoSide() {}

    private <M> ActorRef<M> spawn(Behavior<M> behavior) {
        return AskPattern.<SpawnProtocol.Command, ActorRef<M>>ask(
                        system,
                        replyTo -> new SpawnProtocol.Spawn<>(behavior, "", Props.empty(), replyTo),
                        PATIENCE,
                        system.scheduler())
                .toCompletableFuture()
                .join();
    }

    // ---- messages to one ----

    private static final class Receiver {
        private final List<ActorRef<Message>> senders = new ArrayList<>();
        private int[] received = {};
        private int left;
        private @Nullable CountDownLatch done;

        Behavior<Message> receive(Message message) {
            if (message instanceof Message.Item(int sender)) {
                if (++received[sender] % ITEMS_ACKNOWLEDGED == 0) {
                    senders.get(sender).tell(new Message.Received());
                }
                if (--left == 0 && done != null) {
                    done.countDown();
                }
            } else if (message instanceof Message.Expect expect) {
                received = new int[senders.size()];
                left = expect.items();
                done = expect.done();
            }
            return Behaviors.same();
        }
    }

    private static final class Sender {
        private final int number;
        private final ActorRef<Message> receiver;
        private int left;

        Sender(int number, ActorRef<Message> receiver) {
            this.number = number;
            this.receiver = receiver;
        }

        Behavior<Message> receive(Message message) {
            if (message instanceof Message.Received) {
                send(ITEMS_ACKNOWLEDGED);
            } else if (message instanceof Message.Send(int items)) {
                left = items;
                send(ITEMS_AHEAD);
            }
            return Behaviors.same();
        }

        private void send(int most) {
            int now = Math.min(left, most);
            left -= now;
            for (int i = 0; i < now; i++) {
                receiver.tell(new Message.Item(number));
            }
        }
    }

    @Override
    public Load flood(int senders) {
        Receiver receiver = new Receiver();
        ActorRef<Message> to = spawn(Behaviors.receiveMessage(receiver::receive));
        for (int i = 0; i < senders; i++) {
            receiver.senders.add(spawn(Behaviors.receiveMessage(new Sender(i, to)::receive)));
        }
        return messages -> {
            int each = Math.max(1, messages / senders);
            CountDownLatch done = new CountDownLatch(1);
            to.tell(new Message.Expect(each * senders, done));
            receiver.senders.forEach(sender -> sender.tell(new Message.Send(each)));
            Waiting.await(done);
        };
    }

    // ---- rings ----

    private static final class Member {
        private @Nullable ActorRef<Message.Token> next;

        Behavior<Message.Token> receive(Message.Token token) {
            if (token.left() == 0) {
                token.done().countDown();
            } else if (next != null) {
                next.tell(new Message.Token(token.left() - 1, token.done()));
            }
            return Behaviors.same();
        }
    }

    @Override
    public Load rings(int rings, int actors, int tokens) {
        List<ActorRef<Message.Token>> starts = new ArrayList<>();
        for (int i = 0; i < rings; i++) {
            Member last = new Member();
            ActorRef<Message.Token> next = spawn(Behaviors.receiveMessage(last::receive));
            starts.add(next);
            for (int member = 1; member < actors; member++) {
                Member made = new Member();
                made.next = next;
                next = spawn(Behaviors.receiveMessage(made::receive));
                if (member % Math.max(1, actors / tokens) == 0 && starts.size() < rings * tokens) {
                    starts.add(next);
                }
            }
            last.next = next;
        }
        return messages -> {
            CountDownLatch done = new CountDownLatch(starts.size());
            starts.forEach(start -> start.tell(new Message.Token(messages / starts.size(), done)));
            Waiting.await(done);
        };
    }

    // ---- questions ----

    private sealed interface Order {
        record Get(ActorRef<Long> replyTo) implements Order {}

        record Crash() implements Order {}
    }

    private static final class Account {
        private long count;

        Behavior<Order> receive(Order order) {
            switch (order) {
                case Order.Get(var replyTo) -> replyTo.tell(++count);
                case Order.Crash() -> throw new IllegalStateException("told to");
            }
            return Behaviors.same();
        }
    }

    private static Behavior<Order> account() {
        return Behaviors.setup(_ -> Behaviors.receiveMessage(new Account()::receive));
    }

    private static Behavior<Order> restarting() {
        return Behaviors.supervise(account())
                .onFailure(IllegalStateException.class, SupervisorStrategy.restart().withLoggingEnabled(false));
    }

    private void ask(ActorRef<Order> account) {
        var _ = AskPattern.<Order, Long>ask(account, Order.Get::new, PATIENCE, system.scheduler())
                .toCompletableFuture()
                .join();
    }

    @Override
    public Timed askedByThread() {
        ActorRef<Order> account = spawn(account());
        return (times, nanos) -> Waiting.timed(times, nanos, () -> ask(account));
    }

    private sealed interface Inquiry {
        record Begin(int times, Histogram nanos, CompletableFuture<Integer> done) implements Inquiry {}

        record Answer(@Nullable Long value, @Nullable Throwable failure) implements Inquiry {}
    }

    private static final class Inquirer {
        private final ActorContext<Inquiry> context;
        private final ActorRef<Order> account;
        private Inquiry.@Nullable Begin task;
        private int left;
        private long began;

        Inquirer(ActorContext<Inquiry> context, ActorRef<Order> account) {
            this.context = context;
            this.account = account;
        }

        Behavior<Inquiry> receive(Inquiry inquiry) {
            Inquiry.Begin now = task;
            if (inquiry instanceof Inquiry.Begin begin) {
                task = begin;
                left = begin.times();
                ask();
            } else if (inquiry instanceof Inquiry.Answer answer && now != null) {
                now.nanos().recordValue(System.nanoTime() - began);
                if (answer.failure() != null) {
                    now.done().completeExceptionally(answer.failure());
                } else if (--left == 0) {
                    now.done().complete(now.times());
                } else {
                    ask();
                }
            }
            return Behaviors.same();
        }

        private void ask() {
            began = System.nanoTime();
            context.ask(Long.class, account, PATIENCE, Order.Get::new, Inquiry.Answer::new);
        }
    }

    @Override
    public Timed askedByActor() {
        ActorRef<Order> account = spawn(account());
        ActorRef<Inquiry> inquirer =
                spawn(Behaviors.setup(context -> Behaviors.receiveMessage(new Inquirer(context, account)::receive)));
        return (times, nanos) -> {
            CompletableFuture<Integer> done = new CompletableFuture<>();
            inquirer.tell(new Inquiry.Begin(times, nanos, done));
            var _ = Waiting.await(done);
        };
    }

    // ---- supervision ----

    @Override
    public Timed restarted() {
        return (times, nanos) -> {
            ActorRef<Order> account = spawn(restarting());
            Waiting.timed(times, nanos, () -> {
                account.tell(new Order.Crash());
                ask(account);
            });
        };
    }

    /// Has the guardian start actors, some at a time.
    private static final class Starter {
        private final ActorContext<ActorRef<Order>> context;
        private final ActorRef<SpawnProtocol.Command> guardian;
        private final int actors;
        private final CompletableFuture<Integer> done;
        private final Behavior<Order> account = restarting();
        private int asked;
        private int started;

        Starter(
                ActorContext<ActorRef<Order>> context,
                ActorRef<SpawnProtocol.Command> guardian,
                int actors,
                CompletableFuture<Integer> done) {
            this.context = context;
            this.guardian = guardian;
            this.actors = actors;
            this.done = done;
        }

        Behavior<ActorRef<Order>> begin() {
            for (int i = 0; i < STARTS_AHEAD; i++) {
                startNext();
            }
            return Behaviors.receiveMessage(_ -> receive());
        }

        private void startNext() {
            if (asked < actors) {
                guardian.tell(new SpawnProtocol.Spawn<>(account, "account-" + asked++, Props.empty(), context.getSelf()));
            }
        }

        private Behavior<ActorRef<Order>> receive() {
            startNext();
            if (++started == actors) {
                done.complete(started);
                return Behaviors.stopped();
            }
            return Behaviors.same();
        }
    }

    @Override
    public void spawn(int actors) throws Exception {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        var _ = this.<ActorRef<Order>>spawn(Behaviors.setup(context -> new Starter(context, system, actors, done).begin()));
        var _ = Waiting.await(done);
    }

    @Override
    public void close() {
        system.terminate();
        var _ = system.getWhenTerminated().toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
