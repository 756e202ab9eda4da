package io.tupelo.examples.durableobjects;

import static io.tupelo.examples.stage.Stage.say;
import static io.tupelo.examples.stage.Stage.show;

import io.tupelo.actor.AskException;
import io.tupelo.actor.durable.VirtualRef;
import io.tupelo.examples.durableobjects.Counter.Command;
import io.tupelo.examples.stage.Server;
import io.tupelo.examples.stage.Silo;
import io.tupelo.examples.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Uses counters on a server, in which they hibernate and are killed.
public final class DurableObjects {
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 50;
    private static final int ROUNDS_KILLED = 200;
    private static final int KILLS = 3;
    private static final int ALARMS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server;
    private final Silo client;

    private DurableObjects(Server server, Silo client) {
        this.server = server;
        this.client = client;
    }

    /// Runs it, with a server of its own.
    ///
    /// @throws IllegalArgumentException if it is given the address of a server, which it would kill
    /// @throws IllegalStateException if something is lost, or there twice
    public static void main(String[] arguments) throws Exception {
        Stage.needsItsOwnServer("cloudflare-durable-objects", arguments);
        try (Server server = Server.start(Counter.Types.class)) {
            try (Silo browser = Silo.start(server.address(), "browser", Connection.TYPE)) {
                DurableObjects connected = new DurableObjects(server, browser);
                connected.inputGate();
                connected.storage();
                connected.hibernation();
            }
            try (Silo client = Silo.start(server.address(), "client")) {
                new DurableObjects(server, client).kills();
            }
        }
    }

    private VirtualRef<Command> counter(String key) {
        return client.actors().ref(Counter.TYPE, key);
    }

    /// What the space has of a counter.
    private Counter.Storage kept(String key) {
        return Objects.requireNonNull(Stage.kept(client.space(), "counter/" + key)).as(Counter.Storage.class);
    }

    /// What has come to the connection, once all has.
    private Connection.Received received() {
        Stage.awaitQuiet(client.space());
        return Objects.requireNonNull(Stage.kept(client.space(), "connection/ann")).as(Connection.Received.class);
    }

    /// Nothing comes between reading the value and writing the next one, so no value is told twice.
    private void inputGate() {
        counter("visits").ask(new Command.Connect("ann"), PATIENCE);
        Set<Long> told = ConcurrentHashMap.newKeySet();
        join(clients(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                told.add(counter("visits").ask(new Command.Increment(), PATIENCE));
            }
        }));
        show("different values told to " + CLIENTS + " clients", CLIENTS * ROUNDS, told.size());
        show("the connection has got each of them once, in order", new Connection.Received(CLIENTS * ROUNDS, 0), received());
    }

    /// What a step that throws has written and sent has not happened.
    private void storage() {
        try {
            long value = counter("visits").ask(new Command.IncrementAndThrow(), PATIENCE);
            throw new IllegalStateException("a step that threw has told " + value);
        } catch (AskException expected) {
            say("a step throws: " + expected.getMessage());
        }
        show("the value after that", (long) CLIENTS * ROUNDS, kept("visits").value());
    }

    /// An object that is out of memory knows its connections when it is back.
    private void hibernation() throws InterruptedException {
        server.awaitLine("visits hibernates at " + CLIENTS * ROUNDS);
        long value = counter("visits").ask(new Command.Increment(), PATIENCE);
        show("the connection has got what came after that", new Connection.Received(value, 0), received());
    }

    /// Whatever was told is there when the server is killed and back; whatever was sent is counted once; each alarm rings once.
    private void kills() throws Exception {
        Set<Long> told = ConcurrentHashMap.newKeySet();
        AtomicLong toldTwice = new AtomicLong();
        AtomicLong unknown = new AtomicLong();
        Semaphore answers = new Semaphore(0);
        for (int i = 0; i < ALARMS; i++) {
            counter("alarm-" + i).send(new Command.SetAlarm(PATIENCE.toMillis())).join();
            counter("alarm-" + i).send(new Command.SetAlarm(100L * i)).join();
        }
        List<CompletableFuture<Void>> clients = clients(() -> {
            for (int i = 0; i < ROUNDS_KILLED; i++) {
                counter("sent").send(new Command.Increment()).join();
                try {
                    toldTwice.addAndGet(told.add(counter("asked").ask(new Command.Increment(), PATIENCE)) ? 0 : 1);
                } catch (AskException _) {
                    // Nobody knows whether it was carried out.
                    unknown.incrementAndGet();
                }
                answers.release();
            }
        });
        for (int kill = 0; kill < KILLS; kill++) {
            if (!answers.tryAcquire(CLIENTS * ROUNDS_KILLED / (KILLS + 1), PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("nothing is answered any more");
            }
            server.killAndRestart();
        }
        join(clients);
        Stage.awaitQuiet(client.space());
        show("increments that were sent, and are counted", (long) CLIENTS * ROUNDS_KILLED, kept("sent").value());
        show("values told twice, as they would be if one was told before it was safe", 0L, toldTwice.get());
        long asked = kept("asked").value();
        boolean isRight = asked >= told.size() && asked <= told.size() + unknown.get() && told.stream().allMatch(value -> value <= asked);
        show("increments that were asked for are counted as they were told", true, isRight);
        long once = IntStream.range(0, ALARMS).filter(i -> kept("alarm-" + i).alarms() == 1).count();
        show("alarms that have rung once, of " + ALARMS, (long) ALARMS, once);
    }

    private static List<CompletableFuture<Void>> clients(Runnable work) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            all.add(CompletableFuture.runAsync(work, task -> Thread.ofVirtual().start(task)));
        }
        return all;
    }

    private static void join(List<CompletableFuture<Void>> clients) {
        clients.forEach(CompletableFuture::join);
    }
}
