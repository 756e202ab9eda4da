package io.tupelo.reliability.actors;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.AskException;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.client.SpaceClient;
import io.tupelo.coordinator.Coordinators;
import io.tupelo.coordinator.contract.Seed;
import io.tupelo.node.ServerMain;
import io.tupelo.reliability.actors.Counters.Command;
import io.tupelo.reliability.crash.ServerProcess;
import io.tupelo.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Actors are hosted by a server and by another process. One of the two dies as by `kill -9`, at random, under load: the other, or the
/// next one, goes on with the actors; nothing that was sent is lost or done twice, and no answer was wrong.
/// `-Dtupelo.actors.kills=200` kills that often.
class HostKillTest {
    private static final int KILLS = Integer.getInteger("tupelo.actors.kills", 6);
    private static final String GRACE_MILLIS = "500";
    private static final int WORKERS = 4;
    private static final int ACTORS = 40;
    private static final int STEPS_MAX = 400;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean stopped;
    private Path data;
    private Path jar;
    private int port;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void nothingIsLostOrDoubledHoweverOftenAHostIsKilled(@TempDir Path folder) throws Exception {
        Random random = Seed.random("HostKillTest");
        data = folder.resolve("data");
        jar = ActorJar.naming(folder, Counters.class);
        port = ServerProcess.freePort(random);
        ServerProcess node = startNode();
        ServerProcess host = HostProcess.start(port, "host-0");
        try (ActorHost threads = ActorHost.open();
                Space space = SpaceClient.connect("tupelo://127.0.0.1:" + port)) {
            assertThat(host.awaitReady()).as("the other process hosts").isTrue();
            SpaceActors actors = SpaceActors.open(space, threads, (_, _) -> {});
            List<CompletableFuture<Void>> load = load(actors, random);
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitSteps(random.nextInt(STEPS_MAX), load);
                if (random.nextInt(3) == 0) {
                    node.killAlive();
                    node = startNode();
                } else {
                    host.killAlive();
                    host = HostProcess.start(port, "host-" + kill);
                }
                awaitSteps(1, load);
            }
            stopped = true;
            for (CompletableFuture<Void> worker : load) {
                worker.get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
            check(space, actors);
        } finally {
            stopped = true;
            host.kill();
            node.kill();
        }
    }

    private ServerProcess startNode() throws IOException {
        ServerProcess node = ServerProcess.start(
                List.of(), ServerMain.class, "--port", Integer.toString(port), "--data", data.toString(), "--grace", GRACE_MILLIS, "--actors", jar.toString());
        assertThat(node.awaitReady()).as("the server serves").isTrue();
        return node;
    }

    private List<CompletableFuture<Void>> load(SpaceActors actors, Random random) {
        List<CompletableFuture<Void>> load = new ArrayList<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            Random own = new Random(random.nextLong());
            load.add(CompletableFuture.runAsync(() -> work(actors, own), task -> Thread.ofVirtual().start(task)));
        }
        return load;
    }

    private void work(SpaceActors actors, Random random) {
        while (!stopped) {
            String one = Integer.toString(random.nextInt(ACTORS));
            String other = Integer.toString(random.nextInt(ACTORS));
            if (random.nextInt(3) == 0) {
                asked.incrementAndGet();
                try {
                    actors.ref(Counters.COUNTER, "asked" + one).ask(new Command.Add(1), LONG);
                    answered.incrementAndGet();
                } catch (AskException _) {
                    // It isn't known whether it was carried out: the sum is one of a range.
                }
            } else {
                Command what = random.nextBoolean() ? new Command.Add(1) : new Command.Move("sent" + other, 1);
                actors.ref(Counters.COUNTER, "sent" + one).send(what).join();
                sent.addAndGet(what instanceof Command.Add ? 1 : 0);
            }
        }
    }

    /// Waits until so much more is done, by whoever is alive.
    private void awaitSteps(int more, List<CompletableFuture<Void>> load) throws InterruptedException, ExecutionException {
        long then = sent.get() + answered.get() + more;
        long end = System.nanoTime() + LONG.toNanos();
        while (sent.get() + answered.get() < then) {
            assertThat(System.nanoTime()).as("the time when " + more + " more steps are done").isLessThan(end);
            for (CompletableFuture<Void> worker : load) {
                if (worker.isDone()) {
                    worker.get();
                }
            }
            Thread.onSpinWait();
        }
    }

    private void check(Space space, SpaceActors actors) {
        long end = System.nanoTime() + LONG.toNanos();
        while (space.container("actors.mail").describe().entries() > 0) {
            assertThat(System.nanoTime()).as("the time when all mail is handled").isLessThan(end);
            Thread.onSpinWait();
        }
        assertThat(sum(space, "sent")).isEqualTo(sent.get());
        assertThat(sum(space, "asked")).isBetween(answered.get(), asked.get());
        assertThat(space.container("actors.dead").describe().entries()).isZero();
        assertThat(actors.ref(Counters.COUNTER, "sent0").ask(new Command.Look(), LONG).amount()).isEqualTo(amount(space, "sent0"));
        System.out.println(KILLS + " kills: " + sent + " counted by mail, " + answered + " of " + asked + " questions answered");
    }

    /// From outside: what the space has.
    private static long sum(Space space, String kind) {
        long sum = 0;
        for (int i = 0; i < ACTORS; i++) {
            sum += amount(space, kind + i);
        }
        return sum;
    }

    private static long amount(Space space, String key) {
        return space.container("actors.state")
                .read(Coordinators.key("counter/" + key).available())
                .tuple()
                .map(total -> total.integer(1))
                .orElse(0L);
    }
}
