package io.tupelo.reliability.simulation;

import io.tupelo.change.Change;
import io.tupelo.change.SpaceImage;
import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.journal.FaultyDisk;
import io.tupelo.journal.JournalConfig;
import io.tupelo.journal.SimulatedDisk;
import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.reliability.model.RandomRequests;
import io.tupelo.reliability.model.Unheard;
import io.tupelo.runtime.RecordLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A durable space with clients that come and go, on a disk that loses in crashes what it may: all in one thread, from one
/// seed. Whatever happens, what clients have been told is so after the crash, and what is there then is what was there
/// after one of the calls of the kernel, not before the last one that was safe.
public final class SpaceSimulation extends Unheard {
    private static final Limits LIMITS = Limits.DEFAULT.withWaitersMax(Integer.MAX_VALUE);
    private static final JournalConfig JOURNAL =
            JournalConfig.DEFAULT.withSegmentBytes(8 << 10).withPreparing(Runnable::run);
    private static final List<ContainerSpec> CONTAINERS = RandomRequests.CONTAINERS_OF_BOTH_KINDS;
    private static final int CLIENTS = 4;
    private static final long SECRET = 7;
    private static final long LEASE_MILLIS = 150;
    private static final int STEPS_PER_CRASH = 100;
    private static final int STEPS_PER_SYNC = 4;
    private static final int FAULTY_CALLS_MAX = 80;
    private static final int STORY_LINES = 60;
    private static final Request NONE = Request.of(new Operation.Commit(0));

    private final Random random;
    private final SplittableRandom losses;
    private final RandomRequests requests;
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private final List<Sent> answers = new ArrayList<>();
    private final List<Long> entries = new ArrayList<>();
    private final List<Long> claims = new ArrayList<>();
    /// What was there after the calls of the kernel that were looked at.
    private final TreeMap<Long, SpaceImage> looked = new TreeMap<>();
    private final @Nullable List<String> story;
    private final long graceMillis;
    private SimulatedDisk disk = new SimulatedDisk();
    private RecordLog log;
    private Kernel kernel;
    private long now;
    private long trace = 1;
    private int crashes;

    /// An answer on its way.
    private record Sent(long record, SimulatedClient to, long connection, long session, long number, long answerNumber, Answer answer) {}

    /// What a simulation was.
    ///
    /// @param trace tells it from others: the same seed has the same
    public record Report(long trace, int crashes) {}

    @SuppressWarnings("NullAway") // restart makes the log and the kernel
    private SpaceSimulation(long seed, boolean telling) throws IOException {
        random = new Random(seed);
        losses = new SplittableRandom(seed);
        requests = new RandomRequests(random, CONTAINERS, 0);
        story = telling ? new ArrayList<>() : null;
        graceMillis = random.nextInt(4) == 0 ? 100 : 0;
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new SimulatedClient(i == 0));
        }
        restart();
        for (ContainerSpec spec : CONTAINERS) {
            act(clients.getLast());
            submit(clients.getLast(), Request.of(new Operation.CreateContainer(spec, true)));
        }
    }

    /// Runs one.
    ///
    /// @throws AssertionError with the seed and the last steps, where something is wrong
    public static Report run(long seed, int steps) {
        try {
            return run(seed, steps, false);
        } catch (AssertionError | RuntimeException | IOException first) {
            try {
                run(seed, steps, true);
            } catch (IOException | RuntimeException second) {
                throw new AssertionError("tupelo.seed=" + seed + ": " + second, second);
            }
            throw new AssertionError("tupelo.seed=" + seed + ", but not a second time", first);
        }
    }

    private static Report run(long seed, int steps, boolean telling) throws IOException {
        SpaceSimulation simulation = new SpaceSimulation(seed, telling);
        for (int step = 0; step < steps; step++) {
            try {
                simulation.step();
            } catch (RuntimeException | IOException | AssertionError failed) {
                if (telling) {
                    throw new AssertionError(
                            "tupelo.seed=" + seed + ", step " + step + ": " + failed + "\n" + simulation.lastLines(), failed);
                }
                throw failed;
            }
        }
        return new Report(simulation.trace, simulation.crashes);
    }

    private String lastLines() {
        return story == null ? "" : String.join("\n", story.subList(Math.max(0, story.size() - STORY_LINES), story.size()));
    }

    private void note(String what, long... numbers) {
        for (long number : numbers) {
            trace = 31 * trace + number;
        }
        if (story != null) {
            story.add("at " + now + ": " + what + " " + java.util.Arrays.toString(numbers));
        }
    }

    // ---- the server ----

    private void restart() throws IOException {
        while (true) {
            FaultyDisk faulty = new FaultyDisk(
                    disk, losses.nextBoolean() ? losses.nextInt(FAULTY_CALLS_MAX) : Integer.MAX_VALUE);
            try {
                log = RecordLog.open(faulty, JOURNAL, now);
                break;
            } catch (IOException failed) {
                Ledger.check(faulty.hasFailed(), "it can't be opened: ", failed);
                note("can't be opened", 0);
                disk = losses.nextBoolean() ? disk.crashed(losses) : disk;
            }
        }
        long last = log.last();
        SpaceImage image = log.image();
        SpaceImage recorded = ledger.fold(last);
        Ledger.check(image.equals(recorded), "recovered is\n", image, "\nand recorded was\n", recorded);
        SpaceImage there = looked.get(last);
        Ledger.check(there == null || image.equals(there), "recovered is\n", image, "\nand there was\n", there);
        ledger.crashed(last);
        ledger.checkRecovered(clients);
        looked.clear();
        note("started", last);
        kernel = new Kernel("simulated", LIMITS, image, log.epoch(), now, graceMillis, this);
        kernel.checkInvariants();
        commit(NONE);
        clients.forEach(SimulatedClient::disconnected);
        clients.stream().filter(client -> !kernel.isOpen(client.session, SECRET)).forEach(client -> client.session = 0);
    }

    private void crash() throws IOException {
        kernel.checkInvariants();
        crashes++;
        clients.stream().filter(client -> client.isLocal).forEach(client -> client.session = 0);
        boolean ofTheMachine = losses.nextInt(4) != 0;
        note("crash", ofTheMachine ? 1 : 0);
        disk = ofTheMachine ? disk.crashed(losses) : disk;
        long safe = log.last();
        while (safe > 0 && !log.isSafe(safe)) {
            safe--;
        }
        sent.clear();
        claims.clear();
        restart();
        Ledger.check(log.last() > safe, "record ", safe, " was safe, and the last one is ", log.last() - 1);
    }

    /// Ends a call of the kernel: its answers leave when its record is safe.
    private void commit(Request request) {
        long last = log.commit();
        ledger.committed(last, request);
        for (Sent answer : answers) {
            sent.add(new Sent(last, answer.to, answer.connection, answer.session, answer.number, answer.answerNumber, answer.answer));
        }
        answers.clear();
    }

    private void sync() throws IOException {
        if (random.nextInt(8) == 0) {
            looked.put(log.last(), kernel.image());
        }
        try {
            log.sync(log.last());
        } catch (IOException failed) {
            note("the disk fails", log.last());
            crash();
            return;
        }
        if (random.nextInt(8) == 0) {
            ledger.checkRecorded(kernel, log.last());
        }
        release();
    }

    private void release() {
        while (!sent.isEmpty() && log.isSafe(sent.getFirst().record)) {
            Sent answer = sent.removeFirst();
            if (answer.to.session == answer.session && answer.to.connection == answer.connection) {
                arrived(answer);
            }
        }
    }

    // ---- the clients ----

    private void arrived(Sent answer) {
        SimulatedClient client = answer.to;
        note("  " + answer.session + "." + answer.number + ": " + answer.answer + ", answer", answer.session, answer.number,
                answer.answerNumber, answer.answer.receipt().sequence(), answer.answer.receipt().index());
        SimulatedClient.Received before = client.answers.get(answer.answerNumber);
        Request request = client.unanswered.remove(answer.number);
        if (request == null) {
            // It may come again until it is acknowledged, and then it is the same.
            Ledger.check(
                    answer.answerNumber <= client.acknowledged
                            || (before != null && before.number() == answer.number && before.answer().equals(answer.answer)),
                    "was answered ", before, " and then ", answer);
            return;
        }
        client.received = Math.max(client.received, answer.answerNumber);
        client.answers.put(answer.answerNumber, new SimulatedClient.Received(answer.number, request, answer.answer));
        ledger.told(client, request, answer.answer);
        switch (answer.answer) {
            case Answer.Begun begun -> client.transactions.add(begun.transaction());
            case Answer.Claimed claimed -> claims.add(claimed.token());
            case Answer.Written written -> entries.addAll(written.ids());
            default -> {}
        }
    }

    private void step() throws IOException {
        now = requests.nextTime();
        act(clients.get(random.nextInt(CLIENTS)));
        if (random.nextInt(STEPS_PER_CRASH) == 0) {
            crash();
        } else if (random.nextInt(STEPS_PER_SYNC) == 0) {
            sync();
        } else {
            release();
        }
    }

    private void act(SimulatedClient client) throws IOException {
        if (!client.attached) {
            connect(client);
            return;
        }
        switch (random.nextInt(40)) {
            case 0 -> {
                note("disconnect", client.session);
                client.disconnected();
                kernel.detach(client.session, now);
                commit(NONE);
            }
            case 1 -> {
                if (random.nextInt(4) == 0) {
                    note("close", client.session);
                    kernel.close(client.session, "it is closed", now);
                    commit(NONE);
                }
            }
            case 2, 3, 4, 5, 6 -> acknowledge(client, false);
            case 7 -> submit(client, Request.of(endOfClaim()));
            case 8, 9 -> endTransaction(client);
            case 10 -> submit(client, Request.of(single()));
            case 11 -> {
                kernel.tick(now);
                commit(NONE);
            }
            default -> {
                long transaction = client.transactions.isEmpty() || random.nextBoolean() ? 0 : client.transactions.getLast();
                if (random.nextInt(3) == 0) {
                    acknowledge(client, true);
                }
                submit(client, new Request(requests.operation(transaction != 0), transaction, random.nextInt(8) == 0, null));
            }
        }
    }

    private void acknowledge(SimulatedClient client, boolean follows) {
        note("acknowledge", client.session, client.received);
        client.acknowledge();
        kernel.acknowledge(client.session, client.received, follows);
        if (!follows) {
            commit(NONE);
        }
    }

    private void connect(SimulatedClient client) throws IOException {
        if (client.isLocal || !kernel.isOpen(client.session, SECRET)) {
            client.opened(kernel.open(SECRET, client.isLocal ? 0 : LEASE_MILLIS, now));
            note("open", client.session);
            commit(NONE);
            sync(); // before a client knows its session
            return;
        }
        note("attach", client.session, client.received);
        client.attached = true;
        client.connection++;
        client.transactions.clear();
        long seen = kernel.lastNumber(client.session);
        client.acknowledge();
        kernel.attach(client.session, client.received, now);
        commit(NONE);
        boolean all = random.nextInt(4) == 0;
        for (Map.Entry<Long, Request> again : List.copyOf(client.unanswered.entrySet())) {
            if (all || again.getKey() > seen) {
                note("again " + again.getValue().operation(), again.getKey());
                kernel.submit(client.session, again.getKey(), again.getValue(), now);
                commit(again.getValue());
            }
        }
    }

    private void submit(SimulatedClient client, Request request) {
        client.number++;
        client.unanswered.put(client.number, request);
        if (story != null) {
            note(request.toString());
        }
        note("request", client.session, client.number);
        kernel.submit(client.session, client.number, request, now);
        commit(request);
    }

    private Operation endOfClaim() {
        return claims.isEmpty()
                ? new Operation.ExtendClaim(0, 10)
                : random.nextInt(3) == 0
                        ? new Operation.ExtendClaim(claims.getLast(), 1 + random.nextInt(300))
                        : requests.endOfClaim(claims.removeLast());
    }

    private Operation single() {
        String container = CONTAINERS.get(random.nextInt(CONTAINERS.size())).name();
        long entry = entries.isEmpty() ? 0 : entries.get(entries.size() - 1 - random.nextInt(Math.min(20, entries.size())));
        return random.nextInt(3) != 0
                ? new Operation.Renew(container, entry, random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(300))
                : new Operation.Cancel(container, entry);
    }

    private void endTransaction(SimulatedClient client) {
        if (!client.transactions.isEmpty()) {
            long id = client.transactions.removeLast();
            submit(client, Request.of(random.nextInt(3) == 0 ? new Operation.Abort(id) : new Operation.Commit(id)));
        }
    }

    // ---- what the kernel says ----

    @Override
    public void answered(long session, long number, long answerNumber, Answer answer) {
        for (SimulatedClient client : clients) {
            if (client.session == session && client.attached) {
                answers.add(new Sent(0, client, client.connection, session, number, answerNumber, answer));
            }
        }
    }

    @Override
    public void changed(Change change) {
        log.add(change);
        ledger.changed(change);
    }

    @Override
    public void ended(long session, String why) {
        for (SimulatedClient client : clients) {
            if (client.session == session) {
                client.disconnected();
            }
        }
    }
}
