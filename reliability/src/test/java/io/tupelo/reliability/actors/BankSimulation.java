package io.tupelo.reliability.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.Retries;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.otp.Call;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A bank of durable actors on hosts that die, stop for longer than their lease, and come back. In the end money, messages and reminders
/// are counted.
public final class BankSimulation {
    private static final int ACCOUNTS = 5;
    private static final int HOSTS = 3;
    private static final long FIRST = 100;
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final int TROUBLE_EVERY = 80;
    /// Of so many questions of a host one is its last.
    private static final int DEATH_EVERY = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /// @param amount the money
    /// @param handled how many orders it has handled, but reminders
    /// @param sent how many orders it has sent
    /// @param set how many reminders it has set
    /// @param fired how many have come
    /// @param last the number of the last order of the client that numbers them
    /// @param disorders how many of those came in the wrong order
    /// @param answered the numbers of the questions it has answered
    record Account(
            long amount, long handled, long sent, long set, long fired, long last, long disorders, List<?> answered) {}

    sealed interface Order {
        record Deposit(long amount) implements Order {}

        record Ask(long number) implements Order, Call<Long> {}

        record Transfer(String to, long amount) implements Order {}

        record Remind(long millis) implements Order {}

        record Fired() implements Order {}

        record Numbered(long number) implements Order {}
    }

    private static final class Clerk implements DurableActor<Order, Account> {
        private final Random random;

        Clerk(Random random) {
            this.random = random;
        }

        @Override
        public Account begin(String key) {
            return new Account(FIRST, 0, 0, 0, 0, 0, 0, List.of());
        }

        @Override
        public Account receive(StepContext<Order> step, Account a, Order order) {
            long handled = a.handled + 1;
            Account after = switch (order) {
                case Order.Deposit(long amount) ->
                    new Account(a.amount + amount, handled, a.sent, a.set, a.fired, a.last, a.disorders, a.answered);
                case Order.Ask(long number) -> {
                    step.reply(number);
                    List<Object> answered = new ArrayList<>(a.answered);
                    answered.add(number);
                    yield new Account(a.amount, handled, a.sent, a.set, a.fired, a.last, a.disorders, answered);
                }
                case Order.Transfer(String to, long amount) when a.amount >= amount -> {
                    step.tell(step.ref(TYPE, to), new Order.Deposit(amount));
                    yield new Account(a.amount - amount, handled, a.sent + 1, a.set, a.fired, a.last, a.disorders, a.answered);
                }
                case Order.Transfer _ -> new Account(a.amount, handled, a.sent, a.set, a.fired, a.last, a.disorders, a.answered);
                case Order.Remind(long millis) -> {
                    step.remind("r" + a.set, Duration.ofMillis(millis), new Order.Fired());
                    yield new Account(a.amount, handled, a.sent, a.set + 1, a.fired, a.last, a.disorders, a.answered);
                }
                case Order.Fired() -> new Account(a.amount, a.handled, a.sent, a.set, a.fired + 1, a.last, a.disorders, a.answered);
                case Order.Numbered(long number) -> new Account(
                        a.amount, handled, a.sent, a.set, a.fired, number, a.disorders + (number == a.last + 1 ? 0 : 1), a.answered);
            };
            if (random.nextInt(50) == 0) {
                throw new IllegalStateException("a bad day");
            }
            return after;
        }
    }

    private static final ActorType<Order, Account> TYPE = type(new Random(0));

    private static ActorType<Order, Account> type(Random random) {
        return ActorType.of("account", Order.class, Account.class, new Clerk(random))
                .retrying(new Retries(1_000, Duration.ofMillis(5), Duration.ofMillis(100)))
                .passivatedAfter(Duration.ofSeconds(3));
    }

    private final Random random;
    private final SimulatedSpace space = new SimulatedSpace();
    private final List<Host> hosts = new ArrayList<>();
    private final SimulatedSpace.Port client = space.connect();
    private final SpaceActors outside;
    private final HostDispatcher clients;
    private final ActorType<Order, Account> type;
    private long sent;
    private long numbered;
    private long asked;
    private final Set<Object> answers = new HashSet<>();
    private int deaths;
    private int pauses;
    private int done;

    private static final class Host {
        private final SimulatedSpace.Port port;
        private final HostDispatcher dispatcher;
        private final SpaceActors actors;
        private long pausedUntil;

        Host(SimulatedSpace.Port port, HostDispatcher dispatcher, SpaceActors actors) {
            this.port = port;
            this.dispatcher = dispatcher;
            this.actors = actors;
        }
    }

    /// What a run came to; the same for the same seed.
    public record Report(long sent, long handled, long fired, long asked, long answered, int deaths, int pauses, long end) {}

    private BankSimulation(long seed) {
        random = new Random(seed);
        type = type(random);
        clients = new HostDispatcher(random, space);
        outside = SpaceActors.open(Space.over(client), ActorHost.open(clients, _ -> {}), (_, _) -> {});
    }

    /// Runs it.
    ///
    /// @throws AssertionError with the seed, where something is wrong
    public static Report run(long seed, int steps) {
        BankSimulation simulation = new BankSimulation(seed);
        try {
            return simulation.run(steps);
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError("tupelo.seed=" + seed + ", step " + simulation.done + ": " + failed, failed);
        }
    }

    private Report run(int steps) {
        for (int i = 0; i < HOSTS; i++) {
            join();
        }
        for (done = 0; done < steps; done++) {
            if (random.nextInt(5) == 0) {
                order();
            }
            if (random.nextInt(TROUBLE_EVERY) == 0) {
                trouble();
            }
            if (random.nextInt(4) == 0) {
                space.pass(random.nextInt(80));
            }
            var _ = step();
        }
        hosts.forEach(host -> host.pausedUntil = 0);
        long quiet = 0;
        for (int i = 0; quiet < 60_000; i++) {
            if (!step()) {
                space.pass(100);
                quiet = isDone() ? quiet + 100 : 0;
            }
            assertThat(i).as("steps until everything is handled").isLessThan(3_000_000);
        }
        space.checkInvariants();
        return check();
    }

    private void join() {
        SimulatedSpace.Port port = space.connect();
        HostDispatcher dispatcher = new HostDispatcher(random, space);
        SpaceActors actors = SpaceActors.open(Space.over(port), ActorHost.open(dispatcher, _ -> {}), (_, _) -> {});
        actors.host("host" + (HOSTS + deaths + hosts.size()), LEASE, type);
        hosts.add(new Host(port, dispatcher, actors));
    }

    /// One thing happens, somewhere; says whether anything could.
    private boolean step() {
        List<Host> awake = hosts.stream().filter(host -> host.pausedUntil <= space.now()).toList();
        int first = random.nextInt(3 * (hosts.size() + 1));
        for (int i = 0; i < 3 * (hosts.size() + 1); i++) {
            int one = (first + i) % (3 * (hosts.size() + 1));
            Host host = one / 3 < hosts.size() ? hosts.get(one / 3) : null;
            SimulatedSpace.Port port = host == null ? client : host.port;
            HostDispatcher dispatcher = host == null ? clients : host.dispatcher;
            boolean mayRun = host == null || awake.contains(host);
            boolean done = switch (one % 3) {
                case 0 -> port.arriveThere();
                case 1 -> mayRun && port.arriveHere();
                default -> mayRun && dispatcher.step();
            };
            if (done) {
                return true;
            }
        }
        return false;
    }

    private String anyone() {
        return "a" + random.nextInt(ACCOUNTS);
    }

    private void order() {
        String to = anyone();
        switch (random.nextInt(7)) {
            case 0, 1 -> {
                sent++;
                outside.ref(type, to).tell(new Order.Transfer(anyone(), random.nextInt(30)));
            }
            case 2 -> {
                sent++;
                outside.ref(type, to).tell(new Order.Remind(1 + random.nextInt(8_000)));
            }
            case 3 -> {
                sent++;
                outside.ref(type, "a0").tell(new Order.Numbered(++numbered));
            }
            default -> ask(to);
        }
    }

    private void ask(String to) {
        List<Host> awake = hosts.stream().filter(host -> host.pausedUntil <= space.now()).toList();
        Host host = awake.isEmpty() || random.nextInt(4) == 0 ? null : awake.get(random.nextInt(awake.size()));
        SpaceActors from = host == null ? outside : host.actors;
        CompletableFuture<Long> answer = from.ref(type, to).askAsync(new Order.Ask(++asked), TIMEOUT);
        var _ = answer.thenAccept(answers::add);
        if (host != null && random.nextInt(DEATH_EVERY) == 0) {
            // It may have answered by then; nothing of what it has sent since arrives.
            for (int i = random.nextInt(20); i > 0; i--) {
                var _ = host.dispatcher.step();
            }
            die(host, random.nextInt(2));
        }
    }

    private void trouble() {
        Host host = hosts.get(random.nextInt(hosts.size()));
        if (random.nextBoolean()) {
            pauses++;
            host.pausedUntil = space.now() + random.nextInt(3 * (int) LEASE.toMillis());
        } else {
            die(host, random.nextInt(4));
        }
    }

    /// @param arrive how many requests arrive still that were on their way
    private void die(Host host, int arrive) {
        deaths++;
        host.port.die(arrive);
        while (host.port.arriveThere()) {
            // What was on its way.
        }
        hosts.remove(host);
        join();
    }

    private boolean isDone() {
        return count("actors.mail") == 0 && count("actors.reminders") == 0;
    }

    private long count(String container) {
        return Space.over(client).container(container).describe().entries();
    }

    private Report check() {
        long amount = 0;
        long handled = 0;
        long inner = 0;
        long set = 0;
        long fired = 0;
        List<Object> answered = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            Account account = Space.over(client)
                    .container("actors.state")
                    .read(Coordinators.key("account/a" + i))
                    .tuple()
                    .map((Tuple tuple) -> tuple.as(Account.class))
                    .orElse(new Account(FIRST, 0, 0, 0, 0, 0, 0, List.of()));
            amount += account.amount;
            handled += account.handled;
            inner += account.sent;
            set += account.set;
            fired += account.fired;
            answered.addAll(account.answered);
            assertThat(account.disorders).as("orders of one client in another order").isZero();
        }
        assertThat(amount).as("money").isEqualTo(ACCOUNTS * FIRST);
        assertThat(answered).as("questions that were answered").doesNotHaveDuplicates().containsAll(answers);
        assertThat(handled).as("orders").isEqualTo(sent + inner + answered.size());
        assertThat(fired).as("reminders").isEqualTo(set);
        assertThat(count("actors.dead")).as("orders given up").isZero();
        return new Report(sent, handled, fired, asked, answers.size(), deaths, pauses, space.now());
    }
}
