package io.tupelo.reliability.actors;

import static io.tupelo.coordinator.Coordinators.key;
import static io.tupelo.coordinator.Coordinators.label;
import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.node.ServerMain;
import io.tupelo.reliability.actors.Counters.Command;
import io.tupelo.reliability.crash.ServerProcess;
import io.tupelo.space.Batch;
import io.tupelo.space.BatchOutcome;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The host of two durable accounts is killed (`kill -9`) at each boundary of a transfer between them, where it stands still (see
/// [FrozenPort]), and another host goes on. The money is counted from outside: by a client that hosts nothing, at one place in the space's
/// order. `-Dtupelo.actors.transfers=200` kills that often amid many transfers.
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class TransferKillTest {
    private static final int KILLS = Integer.getInteger("tupelo.actors.transfers", 4);
    private static final int ACCOUNTS = 8;
    private static final int TRANSFERS_A_KILL = 30;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long PAUSE_NANOS = 1_000_000;
    /// All there are: what the host does for a transfer passes each once.
    private static final Set<String> BOUNDARIES = boundaries();

    private final Random random = Seed.random("TransferKillTest");
    @TempDir
    private Path folder;
    private int port;
    private ServerProcess node;
    private ActorHost threads;
    private Space space;
    private SpaceActors actors;
    private int hosts;
    private ServerProcess host;

    @BeforeEach
    void open() throws IOException {
        port = ServerProcess.freePort(random);
        node = ServerProcess.start(List.of(), ServerMain.class, "--port", Integer.toString(port), "--data", folder.toString());
        assertThat(node.awaitReady()).as("the server serves").isTrue();
        threads = ActorHost.open();
        space = SpaceClient.connect("tupelo://127.0.0.1:" + port);
        actors = SpaceActors.open(space, threads, (_, _) -> {});
    }

    @AfterEach
    void close() throws InterruptedException {
        space.close();
        threads.close();
        if (host != null) {
            host.kill();
        }
        node.kill();
    }

    /// Starts a host, and waits until it has all shards.
    private void start(FrozenPort.Place place) throws IOException {
        await("the last host's shards are free", () -> space.container("actors.shards").describe().entries() == 0);
        host = HostProcess.startFreezing(port, "host-" + hosts++, place);
        await("the other process hosts, or stands still", () -> host.isReady() || where().isPresent());
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the time when " + what).isLessThan(end);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void transfer(String from, String to, long amount) {
        actors.ref(Counters.COUNTER, from).send(new Command.Move(to, amount)).join();
    }

    /// What an outsider sees of some accounts.
    ///
    /// @param balances what each one has
    /// @param mail the messages that wait
    private record Books(List<Long> balances, List<Tuple> mail) {
        long total() {
            long onItsWay = mail.stream()
                    .filter(message -> message.string(0).equals("Add"))
                    .mapToLong(message -> message.integer(1))
                    .sum();
            return onItsWay + balances.stream().mapToLong(Long::longValue).sum();
        }
    }

    private Books books(List<String> accounts) {
        Batch batch = space.batch();
        for (String account : accounts) {
            batch.read("actors.state", key("counter/" + account).available());
            batch.read("actors.mail", label("counter/" + account).available());
        }
        if (!(batch.run() instanceof BatchOutcome.Applied seen)) {
            throw new AssertionError("the books can't be read");
        }
        List<Long> balances = new ArrayList<>();
        List<Tuple> mail = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            balances.add(seen.outcome(2 * i).tuple().map(state -> state.integer(1)).orElse(0L));
            seen.outcome(2 * i + 1).tuples().forEach(one -> mail.add(one.typed(1, Tuple.class)));
        }
        return new Books(balances, mail);
    }

    /// Waits until the host stands still, or will no more; returns where.
    private Optional<String> awaitStandstill(List<String> accounts) {
        await("the host stands still or has done everything", () -> where().isPresent() || isDone(accounts));
        return where();
    }

    private Optional<String> where() {
        return said(FrozenPort.STANDS).map(line -> line.substring(FrozenPort.STANDS.length())).findFirst();
    }

    /// Says whether all mail is handled, and the host knows it: its steps were answered.
    private boolean isDone(List<String> accounts) {
        return books(accounts).mail.isEmpty() && passed("before the step").size() == passed("answered the step").size();
    }

    private List<String> passed(String boundary) {
        return said(FrozenPort.PASSES + boundary).map(line -> line.substring(FrozenPort.PASSES.length())).toList();
    }

    private Stream<String> said(String beginning) {
        return host.said().stream().filter(line -> line.startsWith(beginning));
    }

    // ---- one transfer ----

    private static Set<String> boundaries() {
        Set<String> all = new LinkedHashSet<>();
        for (String whose : List.of("from", "to")) {
            all.add("before the mail of " + whose);
            for (String what : List.of("the reading of ", "the step of ")) {
                List.of("before ", "sent ", "answered ").forEach(moment -> all.add(moment + what + whose));
            }
        }
        return all;
    }

    private static List<String> pair(int number) {
        return List.of("from-" + number + '-', "to-" + number + '-');
    }

    @Test
    void aTransferIsWholeWhereverItsHostIsKilled() throws Exception {
        int number = 0;
        for (String boundary : BOUNDARIES) {
            number++;
            List<String> pair = pair(number);
            start(new FrozenPort.Place("-" + number + '-', boundary, 1));
            // What the one before has left is finished by this one, which stands still at its own accounts alone.
            checkDone(number - 1);
            transfer(pair.getFirst(), pair.getLast(), number);
            await("the host stands still", () -> where().isPresent());
            assertThat(where()).contains(boundary);
            checkPart(number, boundary);
            host.killAlive();
            checkPart(number, "the death at " + boundary);
        }
        start(new FrozenPort.Place("-0-", "", 0));
        checkDone(number);
        transfer(pair(0).getFirst(), pair(0).getLast(), 0);
        checkDone(0);
        await("the host has passed all boundaries", () -> passed("").size() >= BOUNDARIES.size());
        assertThat(passed("")).containsExactlyInAnyOrderElementsOf(BOUNDARIES);
    }

    /// Of the first step, all has happened or nothing; and of the second.
    private void checkPart(int amount, String where) {
        Books seen = books(pair(amount));
        assertThat(seen)
                .as(where)
                .isIn(
                        new Books(List.of(0L, 0L), List.of(Tuple.tuple("Move", "to-" + amount + '-', amount))),
                        new Books(List.of((long) -amount, 0L), List.of(Tuple.tuple("Add", amount))),
                        new Books(List.of((long) -amount, (long) amount), List.of()));
    }

    private void checkDone(int amount) {
        List<String> pair = pair(amount);
        await("transfer " + amount + " is done", () -> books(pair).mail.isEmpty());
        assertThat(books(pair).balances).containsExactly((long) -amount, (long) amount);
    }

    // ---- many ----

    @Test
    void moneyIsConservedWhereverItsHostIsKilled() throws Exception {
        List<String> accounts = IntStream.range(0, ACCOUNTS).mapToObj(i -> "many-" + i).toList();
        long[] expected = new long[ACCOUNTS];
        Map<String, Integer> boundaries = new TreeMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            start(new FrozenPort.Place("counter/many", "", 1 + random.nextInt(2 * TRANSFERS_A_KILL)));
            for (int i = 0; i < TRANSFERS_A_KILL; i++) {
                int from = random.nextInt(ACCOUNTS);
                int to = random.nextInt(ACCOUNTS);
                int amount = 1 + random.nextInt(100);
                transfer(accounts.get(from), accounts.get(to), amount);
                expected[from] -= amount;
                expected[to] += amount;
            }
            String where = awaitStandstill(accounts).orElse("the end");
            boundaries.merge(where, 1, Integer::sum);
            assertThat(books(accounts).total()).as(where).isZero();
            host.killAlive();
            assertThat(books(accounts).total()).as("the death at " + where).isZero();
        }
        start(new FrozenPort.Place("counter/many", "", 0));
        await("all transfers are done", () -> books(accounts).mail.isEmpty());
        assertThat(books(accounts).balances).containsExactlyElementsOf(IntStream.range(0, ACCOUNTS).mapToObj(i -> expected[i]).toList());
        System.out.println("killed at: " + boundaries);
    }
}
