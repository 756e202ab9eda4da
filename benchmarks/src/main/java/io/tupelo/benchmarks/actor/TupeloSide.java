package io.tupelo.benchmarks.actor;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.ChildSpec;
import io.tupelo.actor.Context;
import io.tupelo.actor.Supervisor;
import io.tupelo.actor.SupervisorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Actors of ours.
public final class TupeloSide implements ActorSide {
    private static final Duration PATIENCE = Duration.ofSeconds(PATIENCE_SECONDS);
    private static final ChildSpec.Rule RULE = ChildSpec.Rule.WORKER;

    private final ActorHost host = ActorHost.open();

    /// Starts none yet.
    public TupeloSide() {}

    // ---- messages to one ----

    private static final class Receiver implements Behavior<Message> {
        private final List<ActorRef<Message>> senders = new ArrayList<>();
        private int[] received = {};
        private int left;
        private @Nullable CountDownLatch done;

        @Override
        public Behavior<Message> receive(Context<Message> context, Message message) {
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
            return this;
        }
    }

    private static final class Sender implements Behavior<Message> {
        private final int number;
        private final ActorRef<Message> receiver;
        private int left;

        Sender(int number, ActorRef<Message> receiver) {
            this.number = number;
            this.receiver = receiver;
        }

        @Override
        public Behavior<Message> receive(Context<Message> context, Message message) {
            if (message instanceof Message.Received) {
                send(ITEMS_ACKNOWLEDGED);
            } else if (message instanceof Message.Send(int items)) {
                left = items;
                send(ITEMS_AHEAD);
            }
            return this;
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
        ActorRef<Message> to = host.spawn(ActorSpec.always(receiver));
        for (int i = 0; i < senders; i++) {
            receiver.senders.add(host.spawn(ActorSpec.always(new Sender(i, to))));
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

    private static final class Member implements Behavior<Message.Token> {
        private @Nullable ActorRef<Message.Token> next;

        @Override
        public Behavior<Message.Token> receive(Context<Message.Token> context, Message.Token token) {
            if (token.left() == 0) {
                token.done().countDown();
            } else if (next != null) {
                next.tell(new Message.Token(token.left() - 1, token.done()));
            }
            return this;
        }
    }

    @Override
    public Load rings(int rings, int actors, int tokens) {
        List<ActorRef<Message.Token>> starts = new ArrayList<>();
        for (int i = 0; i < rings; i++) {
            Member last = new Member();
            ActorRef<Message.Token> next = host.spawn(ActorSpec.always(last));
            starts.add(next);
            for (int member = 1; member < actors; member++) {
                Member made = new Member();
                made.next = next;
                next = host.spawn(ActorSpec.always(made));
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

    private static final class Account implements Behavior<Order> {
        private long count;

        @Override
        public Behavior<Order> receive(Context<Order> context, Order order) {
            switch (order) {
                case Order.Get(var replyTo) -> replyTo.tell(++count);
                case Order.Crash() -> throw new IllegalStateException("told to");
            }
            return this;
        }
    }

    private static void ask(ActorRef<Order> account) {
        var _ = account.<Long>ask(Order.Get::new, PATIENCE);
    }

    @Override
    public Timed askedByThread() {
        ActorRef<Order> account = host.spawn(ActorSpec.of(_ -> new Account()));
        return (times, nanos) -> Waiting.timed(times, nanos, () -> ask(account));
    }

    private sealed interface Inquiry {
        record Begin(int times, Histogram nanos, CompletableFuture<Integer> done) implements Inquiry {}

        record Answer(@Nullable Long value, @Nullable Throwable failure) implements Inquiry {}
    }

    private static final class Inquirer implements Behavior<Inquiry> {
        private final ActorRef<Order> account;
        private Inquiry.@Nullable Begin task;
        private int left;
        private long began;

        Inquirer(ActorRef<Order> account) {
            this.account = account;
        }

        @Override
        public Behavior<Inquiry> receive(Context<Inquiry> context, Inquiry inquiry) {
            Inquiry.Begin now = task;
            if (inquiry instanceof Inquiry.Begin begin) {
                task = begin;
                left = begin.times();
                ask(context);
            } else if (inquiry instanceof Inquiry.Answer answer && now != null) {
                now.nanos().recordValue(System.nanoTime() - began);
                if (answer.failure() != null) {
                    now.done().completeExceptionally(answer.failure());
                } else if (--left == 0) {
                    now.done().complete(now.times());
                } else {
                    ask(context);
                }
            }
            return this;
        }

        private void ask(Context<Inquiry> context) {
            began = System.nanoTime();
            context.<Order, Long>ask(account, Order.Get::new, PATIENCE, Inquiry.Answer::new);
        }
    }

    @Override
    public Timed askedByActor() {
        ActorRef<Order> account = host.spawn(ActorSpec.of(_ -> new Account()));
        ActorRef<Inquiry> inquirer = host.spawn(ActorSpec.of(_ -> new Inquirer(account)));
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
            ActorRef<Supervisor.Command> supervisor =
                    host.spawn(SupervisorSpec.dynamic(RULE).allowing(times, Duration.ofHours(1)).actor());
            ActorRef<Order> account = start(supervisor, ActorSpec.of(_ -> new Account()));
            Waiting.timed(times, nanos, () -> {
                account.tell(new Order.Crash());
                ask(account);
            });
        };
    }

    @SuppressWarnings("unchecked") // it is what was to be started
    private static <M> ActorRef<M> start(ActorRef<Supervisor.Command> supervisor, ActorSpec<M> spec) {
        Supervisor.Result result = supervisor.ask(replyTo -> new Supervisor.Command.StartOne(spec, replyTo), PATIENCE);
        if (result instanceof Supervisor.Result.Done(@Nullable ActorRef<?> child) && child != null) {
            return (ActorRef<M>) child;
        }
        throw new IllegalStateException(result.toString());
    }

    /// Has a supervisor start actors, some at a time.
    private static final class Starter implements Behavior<Supervisor.Result> {
        private final ActorRef<Supervisor.Command> supervisor;
        private final int actors;
        private final CompletableFuture<Integer> done;
        private int asked;
        private int started;

        Starter(ActorRef<Supervisor.Command> supervisor, int actors, CompletableFuture<Integer> done) {
            this.supervisor = supervisor;
            this.actors = actors;
            this.done = done;
        }

        Behavior<Supervisor.Result> begin(Context<Supervisor.Result> context) {
            for (int i = 0; i < STARTS_AHEAD; i++) {
                startNext(context);
            }
            return this;
        }

        private void startNext(Context<Supervisor.Result> context) {
            if (asked < actors) {
                ActorSpec<Order> account = ActorSpec.<Order>of(_ -> new Account()).named("account-" + asked++);
                supervisor.tell(new Supervisor.Command.StartOne(account, context.self()));
            }
        }

        @Override
        public Behavior<Supervisor.Result> receive(Context<Supervisor.Result> context, Supervisor.Result result) {
            if (!(result instanceof Supervisor.Result.Done)) {
                done.completeExceptionally(new IllegalStateException(result.toString()));
                return Behavior.stop();
            }
            startNext(context);
            if (++started == actors) {
                done.complete(started);
                return Behavior.stop();
            }
            return this;
        }
    }

    @Override
    public void spawn(int actors) throws Exception {
        ActorRef<Supervisor.Command> supervisor = host.spawn(SupervisorSpec.dynamic(RULE).actor());
        CompletableFuture<Integer> done = new CompletableFuture<>();
        var _ = host.spawn(ActorSpec.<Supervisor.Result>of(context -> new Starter(supervisor, actors, done).begin(context)));
        var _ = Waiting.await(done);
    }

    @Override
    public void close() {
        host.close();
    }
}
