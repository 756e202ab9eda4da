package io.tupelo.reliability.restart;

import io.tupelo.change.Change;
import io.tupelo.change.SpaceImage;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.operation.WriteOptions;
import io.tupelo.reliability.model.RandomRequests;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A random history of one space with clients that come, go, take, claim, wait and acknowledge, all from one seed. After each
/// step what was recorded is compared with what is there; now and then the space is started again from it.
public final class RestartHistory {
    private static final int STORY_LINES = Integer.getInteger("tupelo.restart.story", 40);
    private static final int CLIENTS = 3;
    private static final int STEPS_UNTIL_SAVED = 7;
    private static final long LEASE_MILLIS = 150;
    private static final long SECRET = 7;
    private static final List<ContainerSpec> CONTAINERS = RandomRequests.CONTAINERS_OF_BOTH_KINDS;
    private static final ContainerSpec VECTOR = ContainerSpec.named("vector").with("vector").withOptional("key");

    private final Random random;
    private final RandomRequests requests;
    private final List<Client> clients = new ArrayList<>();
    private final List<Long> claims = new ArrayList<>();
    private final List<Long> entries = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final Watcher watcher;
    private final @Nullable SavedPayloads payloads;
    private RecordedKernel recorded;
    private long now;

    /// What a client knows.
    private static final class Client {
        private long session;
        private boolean attached = true;
        private long number;
        private long received;
        private final Map<Long, Request> unanswered = new HashMap<>();
        private final List<Long> transactions = new ArrayList<>();
    }

    /// Who looks on.
    @FunctionalInterface
    public interface Watcher {
        /// Sees what was recorded in a step, and what all adds up to.
        void recorded(List<Change> changes, SpaceImage image);
    }

    private RestartHistory(long seed, Watcher watcher, @Nullable SavedPayloads payloads) {
        random = new Random(seed);
        requests = new RandomRequests(random, CONTAINERS, 0);
        this.watcher = watcher;
        this.payloads = payloads;
        recorded = new RecordedKernel(new SpaceImage(), 0, this::answered, watcher, payloads);
        for (int i = 0; i < CLIENTS; i++) {
            Client client = new Client();
            open(client);
            clients.add(client);
        }
        for (ContainerSpec spec : CONTAINERS) {
            submit(clients.getFirst(), Request.of(new Operation.CreateContainer(spec, false)));
        }
        submit(clients.getFirst(), Request.of(new Operation.CreateContainer(VECTOR, false)));
    }

    /// Runs one.
    ///
    /// @throws AssertionError with the seed and the last steps, where something differs
    public static void run(long seed, int steps) {
        run(seed, steps, (_, _) -> {});
    }

    /// Runs one that somebody watches.
    ///
    /// @throws AssertionError with the seed and the last steps, where something differs, or the watcher fails
    public static void run(long seed, int steps, Watcher watcher) {
        run(seed, steps, watcher, null);
    }

    /// Runs one whose state is saved now and then, and which keeps nothing in memory afterwards that can be read back.
    ///
    /// @return how often something was
    /// @throws AssertionError with the seed and the last steps, where something differs
    public static long runCold(long seed, int steps) {
        SavedPayloads payloads = new SavedPayloads();
        run(seed, steps, (_, _) -> {}, payloads);
        return payloads.reads();
    }

    private static void run(long seed, int steps, Watcher watcher, @Nullable SavedPayloads payloads) {
        RestartHistory history = new RestartHistory(seed, watcher, payloads);
        for (int step = 0; step < steps; step++) {
            try {
                history.step();
                history.recorded.check();
                history.save(step);
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError(
                        "tupelo.seed=" + seed + ", step " + step + ": " + failed.getMessage() + "\n" + history.story(), failed);
            }
        }
    }

    private String story() {
        return String.join("\n", trace.subList(Math.max(0, trace.size() - STORY_LINES), trace.size()));
    }

    private void step() {
        now = requests.nextTime();
        Client client = clients.get(random.nextInt(CLIENTS));
        if (!recorded.kernel().isOpen(client.session, SECRET)) {
            trace.add("at " + now + ": open");
            open(client);
        } else if (!client.attached) {
            trace.add("at " + now + ": attach " + client.session + ", received " + client.received);
            attach(client);
        } else {
            act(client);
        }
    }

    private void act(Client client) {
        switch (random.nextInt(40)) {
            case 0 -> restart();
            case 1 -> {
                trace.add("at " + now + ": detach " + client.session);
                client.attached = false;
                recorded.kernel().detach(client.session, now);
            }
            case 2 -> {
                trace.add("at " + now + ": close " + client.session);
                recorded.kernel().close(client.session, "it is closed", now);
            }
            case 3, 4, 5, 6 -> {
                trace.add("at " + now + ": acknowledge " + client.session + " " + client.received);
                recorded.kernel().acknowledge(client.session, client.received, false);
            }
            case 7 -> submit(client, Request.of(drop()));
            case 8, 9 -> submit(client, Request.of(vector()));
            case 10 -> submit(client, Request.of(endOfClaim()));
            case 11, 12 -> endTransaction(client);
            case 13 -> submit(client, Request.of(single()));
            case 14 -> submit(client, Request.of(batch()));
            case 15 -> {
                trace.add("at " + now + ": tick");
                recorded.kernel().tick(now);
            }
            default -> {
                long transaction = client.transactions.isEmpty() || random.nextBoolean()
                        ? 0
                        : client.transactions.get(random.nextInt(client.transactions.size()));
                Operation operation = requests.operation(transaction != 0);
                submit(client, new Request(operation, transaction, random.nextInt(8) == 0, null));
            }
        }
    }

    private void open(Client client) {
        client.session = recorded.kernel().open(SECRET, LEASE_MILLIS, now);
        client.attached = true;
        client.number = 0;
        client.received = 0;
        client.unanswered.clear();
        client.transactions.clear();
    }

    private void attach(Client client) {
        client.attached = true;
        recorded.kernel().attach(client.session, client.received, now);
        long seen = recorded.kernel().lastNumber(client.session);
        List<Long> again = new ArrayList<>(client.unanswered.keySet());
        again.removeIf(number -> number <= seen);
        again.sort(null);
        for (long number : again) {
            Request request = client.unanswered.get(number);
            if (request != null) {
                recorded.kernel().submit(client.session, number, request, now);
            }
        }
    }

    private void restart() {
        trace.add("at " + now + ": restart");
        recorded.check();
        recorded = new RecordedKernel(recorded.image(), now, this::answered, watcher, payloads);
        for (Client client : clients) {
            client.attached = false;
            client.transactions.clear();
        }
    }

    /// Saves the state now and then, and some steps later lets the kernel rely on it.
    private void save(int step) {
        if (payloads == null) {
            return;
        }
        if (step % STEPS_UNTIL_SAVED == 0) {
            payloads.beginSaving(recorded.image());
        }
        if (step % STEPS_UNTIL_SAVED == STEPS_UNTIL_SAVED - 2) {
            recorded.kernel().beginCooling(payloads.endSaving());
            while (recorded.kernel().cool()) {
                recorded.kernel().checkInvariants();
            }
            recorded.kernel().checkInvariants();
        }
    }

    private void submit(Client client, Request request) {
        client.number++;
        client.unanswered.put(client.number, request);
        trace.add("at " + now + ": " + client.session + "." + client.number + " tx " + request.transaction() + " "
                + request.operation());
        recorded.kernel().submit(client.session, client.number, request, now);
    }

    private void answered(long session, long number, long answerNumber, Answer answer) {
        trace.add("  " + session + "." + number + ": " + answer);
        for (Client client : clients) {
            if (client.session == session && client.attached && answerNumber > client.received) {
                client.received = answerNumber;
                client.unanswered.remove(number);
            }
        }
        switch (answer) {
            case Answer.Begun begun -> clients.get(random.nextInt(CLIENTS)).transactions.add(begun.transaction());
            case Answer.Claimed claimed -> claims.add(claimed.token());
            case Answer.Written written -> entries.addAll(written.ids());
            default -> {}
        }
    }

    private Operation drop() {
        if (random.nextInt(4) == 0) {
            return new Operation.DropContainer("vector");
        }
        return new Operation.CreateContainer(VECTOR, true);
    }

    private Operation vector() {
        if (random.nextInt(3) == 0) {
            return new Operation.Get(Operation.Pick.TAKE, "vector", new Selector("vector", null), Wait.NOW);
        }
        List<Selector> place = random.nextBoolean()
                ? List.of()
                : List.of(new Selector("vector", (long) random.nextInt(4)));
        WriteOptions options = new WriteOptions(
                random.nextInt(3) == 0 ? 1 + random.nextInt(200) : 0,
                random.nextInt(3) == 0 ? 1 + random.nextInt(100) : 0,
                random.nextInt(4) == 0);
        return new Operation.Write(
                "vector", List.of(new Draft(Tuple.tuple("v", random.nextInt(100)), place, options)), Wait.NOW);
    }

    private Operation endOfClaim() {
        return claims.isEmpty()
                ? new Operation.ExtendClaim(0, 10)
                : switch (random.nextInt(3)) {
                    case 0 -> new Operation.ExtendClaim(claims.getLast(), 1 + random.nextInt(300));
                    default -> requests.endOfClaim(claims.removeLast());
                };
    }

    private Operation single() {
        long entry = entries.isEmpty() ? 0 : entries.get(random.nextInt(entries.size()));
        String container = CONTAINERS.get(random.nextInt(CONTAINERS.size())).name();
        return random.nextBoolean()
                ? new Operation.Renew(container, entry, random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(300))
                : new Operation.Cancel(container, entry);
    }

    private Operation batch() {
        List<Operation> parts = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        while (parts.size() < count) {
            Operation part = requests.operation(true);
            if (!(part instanceof Operation.Begin)) {
                parts.add(part);
            }
        }
        return new Operation.Batch(List.of(), parts);
    }

    private void endTransaction(Client client) {
        if (!client.transactions.isEmpty()) {
            long id = client.transactions.removeLast();
            submit(client, Request.of(random.nextInt(3) == 0 ? new Operation.Abort(id) : new Operation.Commit(id)));
        }
    }
}
