package io.tupelo.reliability.history;

import static io.tupelo.coordinator.Coordinators.fifo;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Pick;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import io.tupelo.reliability.history.Call.End;
import io.tupelo.reliability.model.Patience;
import io.tupelo.space.SpacePort;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Has clients call a space at once, each from a thread and over a session of its own, and records what each asked and
/// was answered, and when, by a count they share. The requests follow from a seed; how they meet does not.
///
/// A history ends when each client has made its calls or waits without end. Not thread-safe; owns its threads.
public final class HistoryRecorder implements AutoCloseable {
    private static final int GIVES_WAY_EVERY = 3;

    private final List<SpacePort> ports;
    private final ExecutorService threads;

    /// Makes a recorder whose clients use `ports`, one each. They stay the caller's to close.
    public HistoryRecorder(List<SpacePort> ports) {
        this.ports = List.copyOf(ports);
        this.threads = Executors.newFixedThreadPool(ports.size());
    }

    /// Records a history of the first `clients` clients. Its last calls read what is left. The containers are made for
    /// it, and dropped afterwards.
    ///
    /// @throws AssertionError if a request throws, which none should, or the containers can't be made or dropped
    public History record(Workload workload, int clients, long seed) {
        workload.containers().forEach(spec -> ask(new Operation.CreateContainer(spec, false)));
        Run run = new Run(ports.subList(0, clients), workload, seed);
        History history = run.record();
        workload.containers().forEach(spec -> ask(new Operation.DropContainer(spec.name())));
        return history;
    }

    private void ask(Operation operation) {
        if (ports.getFirst().call(Request.of(operation)) instanceof Answer.Failed failed) {
            throw new AssertionError(operation + ": " + failed.message());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /// The recording of one history.
    private final class Run {
        private final List<SpacePort> clients;
        private final Workload workload;
        private final long seed;
        private final AtomicLong clock = new AtomicLong();
        private final AtomicInteger ready = new AtomicInteger();
        private final Stillness stillness;

        Run(List<SpacePort> clients, Workload workload, long seed) {
            this.clients = clients;
            this.workload = workload;
            this.seed = seed;
            this.stillness = new Stillness(clients.size(), this::roundTrips);
        }

        History record() {
            List<Future<Client>> running = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++) {
                Client client = new Client(this, i);
                running.add(threads.submit(client::run, client));
            }
            List<Call> calls = new ArrayList<>();
            List<CompletableFuture<Answer>> open = new ArrayList<>();
            for (Future<Client> future : running) {
                Client client = joined(future);
                calls.addAll(client.calls);
                open.addAll(client.open);
            }
            List<Tuple> left = new ArrayList<>();
            for (ContainerSpec spec : workload.containers()) {
                Operation all = new Operation.Get(Pick.READ, spec.name(), fifo().all(), Wait.NOW);
                long invoked = clock.incrementAndGet();
                Answer answer = clients.getFirst().call(Request.of(all));
                calls.add(Call.answered(0, Request.of(all), invoked, clock.incrementAndGet(), answer));
                if (answer instanceof Answer.Found found) {
                    found.entries().forEach(entry -> left.add(entry.tuple()));
                }
            }
            open.forEach(future -> future.cancel(true));
            return new History(workload.containers(), calls, left);
        }

        private static Client joined(Future<Client> future) {
            try {
                return future.get();
            } catch (ExecutionException failed) {
                throw new AssertionError("a client failed: " + failed.getCause(), failed.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }

        /// Futures of one session are completed in order: with the last one, those that were answered before are.
        private void roundTrips() {
            clients.forEach(port -> port.send(Request.of(new Operation.Inspect(Operation.Subject.STATS))).join());
        }
    }

    /// One client while it runs.
    private static final class Client {
        private final Run run;
        private final int number;
        private final SpacePort port;
        private final Random random;
        private final RandomClient requests;
        private final List<Call> calls = new ArrayList<>();
        /// Answers that nobody waits for any more.
        private final List<CompletableFuture<Answer>> open = new ArrayList<>();

        Client(Run run, int number) {
            this.run = run;
            this.number = number;
            this.port = run.clients.get(number);
            this.random = new Random(31 * run.seed + number);
            this.requests = new RandomClient(random, run.workload.containers(), number);
        }

        void run() {
            try {
                lineUp();
                for (int i = 0; i < run.workload.callsMax() && !run.stillness.isReached(); i++) {
                    perform(requests.next());
                }
                for (var end = requests.end(); end.isPresent(); end = requests.end()) {
                    perform(end.get());
                }
                if (run.workload.abandoning() && !run.stillness.isReached() && random.nextBoolean()) {
                    abandon();
                }
                run.stillness.leave(number);
            } catch (RuntimeException | AssertionError failed) {
                run.stillness.fail(failed);
                throw failed;
            }
        }

        /// Waits for the others awake: who had to be woken would come too late to race.
        @SuppressWarnings("ThreadPriorityCheck") // gives way to the others, and relies on nothing
        private void lineUp() {
            run.ready.incrementAndGet();
            while (run.ready.get() < run.clients.size()) {
                Thread.yield();
            }
        }

        /// Gives way to the others now and then: on a few processors they would else take turns of many calls each.
        @SuppressWarnings("ThreadPriorityCheck") // it helps them to meet, and nothing depends on it
        private void giveWay() {
            if (random.nextInt(GIVES_WAY_EVERY) == 0) {
                Thread.yield();
            }
        }

        private void perform(Request request) {
            giveWay();
            Wait patience = Patience.of(request.operation());
            boolean endless = patience != null
                    && (patience.kind() == Wait.Kind.FOREVER || patience.kind() == Wait.Kind.UNLESS_LOCKED);
            Call call = endless ? awaited(request) : answered(request);
            if (call.answer() != null) {
                requests.learn(call.answer());
            }
            calls.add(call);
        }

        private Call answered(Request request) {
            long invoked = run.clock.incrementAndGet();
            giveWay();
            Answer answer = port.call(request);
            giveWay();
            return Call.answered(number, request, invoked, run.clock.incrementAndGet(), answer);
        }

        private Call awaited(Request request) {
            long invoked = run.clock.incrementAndGet();
            giveWay();
            CompletableFuture<Answer> future = port.send(request);
            @Nullable Answer answer = future.isDone() ? future.join() : run.stillness.await(number, future);
            if (answer != null) {
                return Call.answered(number, request, invoked, run.clock.incrementAndGet(), answer);
            }
            open.add(future);
            return Call.unanswered(number, request, invoked, End.WAITING);
        }

        private void abandon() {
            Request request = requests.next();
            switch (request.operation()) {
                case Operation.Begin _, Operation.Claim _ -> {}
                default -> {
                    long invoked = run.clock.incrementAndGet();
                    open.add(port.send(request));
                    calls.add(Call.unanswered(number, request, invoked, End.UNKNOWN));
                }
            }
        }
    }
}
