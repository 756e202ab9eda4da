package io.tupelo.reliability.crash;

import io.tupelo.client.ClientConfig;
import io.tupelo.client.SpaceClient;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation.Subject;
import io.tupelo.space.Space;
import io.tupelo.space.SpaceException;
import io.tupelo.space.contract.OpensSpaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Clients at work on one server's space, each on a thread of its own, while somebody kills the server and starts it again.
final class Siege {
    static final int CLIENTS = 8;
    private static final int IMPATIENT = 2;
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final ClientConfig PATIENT_CONFIG =
            ClientConfig.DEFAULT.withConnectTimeout(Duration.ofMinutes(2)).withLease(Duration.ofMinutes(10));
    private static final ClientConfig IMPATIENT_CONFIG =
            ClientConfig.DEFAULT.withConnectTimeout(Duration.ofMillis(200)).withLease(Duration.ofSeconds(1));

    private final String address;
    private final List<JobClient> clients = new ArrayList<>();
    private final List<ImpatientClient> impatient = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean ending;

    /// Connects to a server that runs, and begins.
    Siege(int port, Random random) {
        address = "tupelo://127.0.0.1:" + port;
        try (Space space = SpaceClient.connect(address)) {
            Containers.create(space);
        }
        for (int i = 0; i < CLIENTS; i++) {
            Space space = SpaceClient.connect(address, PATIENT_CONFIG);
            JobClient client = new JobClient(i, CLIENTS, space, new Random(random.nextLong()));
            clients.add(client);
            client.begin();
            run(client.toString(), client::step, client::end);
        }
        for (int i = CLIENTS; i < CLIENTS + IMPATIENT; i++) {
            Space space = connectImpatiently();
            ImpatientClient client = new ImpatientClient(i, space, new Random(random.nextLong()));
            impatient.add(client);
            run(client.toString(), client::step, client::end);
        }
    }

    /// The others are at work already: a machine that does other things as well may not answer in the time that it has patience.
    private Space connectImpatiently() {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            try {
                return SpaceClient.connect(address, IMPATIENT_CONFIG);
            } catch (SpaceException late) {
                if (late.code() != ErrorCode.UNREACHABLE || System.nanoTime() - end > 0) {
                    throw late;
                }
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, it is reported
    private void run(String name, Runnable step, Runnable end) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                while (!ending) {
                    step.run();
                    steps.incrementAndGet();
                }
                end.run();
            } catch (Exception | AssertionError failed) {
                failure.compareAndSet(null, failed);
            }
        }));
    }

    /// Waits until so many things more were done and answered, or `server` has ended.
    void awaitSteps(long more, ServerProcess server) {
        long enough = steps.get() + more;
        await(more + " steps", () -> steps.get() >= enough || !server.isAlive());
    }

    /// Waits for a condition.
    ///
    /// @throws AssertionError if a client has failed, or it takes too long
    void await(String what, BooleanSupplier isThere) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!isThere.getAsBoolean()) {
            check();
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain for " + what + ": " + clients);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /// Throws what a client has failed with.
    void check() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("a client failed: " + failed, failed);
        }
    }

    /// Lets the clients end, and waits for it. The server has to run.
    void end() {
        ending = true;
        await("the clients' end", () -> threads.stream().noneMatch(Thread::isAlive));
        check();
    }

    /// Compares what is there with what clients were told.
    ///
    /// @return what came of it, in words
    String compare() {
        Ledger all = new Ledger();
        clients.forEach(client -> all.add(client.ledger()));
        impatient.forEach(client -> all.add(client.ledger()));
        try (Space space = SpaceClient.connect(address)) {
            // Sessions that were given up end, and what they took comes back.
            OpensSpaces.await(DEADLINE, "one session", () -> space.inspect(Subject.SESSIONS).rows().size() == 1);
            List<Long> left = Containers.jobs(space);
            all.check(left);
            int lost = impatient.stream().mapToInt(ImpatientClient::lost).sum();
            return all + ", " + left.size() + " left, " + lost + " answers never came";
        }
    }
}
