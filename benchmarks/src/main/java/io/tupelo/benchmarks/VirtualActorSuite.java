package io.tupelo.benchmarks;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.benchmarks.actor.Counters;
import io.tupelo.client.SpaceClient;
import io.tupelo.node.ServerMain;
import io.tupelo.space.Space;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Many virtual actors that a space knows, of which a host has a few in memory.
final class VirtualActorSuite implements Suite {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// One of so many is active.
    private static final int KNOWN_FOR_ONE = 100;
    private static final int ASKED_AT_ONCE = 256;
    private static final double MEMORY_MOST = 1.1;

    @Override
    public String name() {
        return "actors-virtual";
    }

    @Override
    public String description() {
        return "the heap of a host with a hundredth of many virtual actors active, beside that with no others known";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        int active = settings.many() / KNOWN_FOR_ONE;
        List<Double> many = new ArrayList<>();
        List<Double> few = new ArrayList<>();
        // A round is a server of its own; the first one loads classes, and isn't counted.
        for (int round = 0; round <= settings.rounds(); round++) {
            double all = bytesOfOne(settings, settings.many(), active);
            double some = bytesOfOne(settings, active, active);
            if (round > 0) {
                many.add(all);
                few.add(some);
            }
        }
        String label = "%,d known, %,d active".formatted(settings.many(), active);
        return List.of(Row.compared(name(), label, "bytes of heap/active actor", Sample.middle(many), "%,d known".formatted(active), Sample.middle(few))
                .ratioAtMost(MEMORY_MOST));
    }

    /// Has a server know so many actors, and a host in this process activate some of them.
    private static double bytesOfOne(Settings settings, int known, int active) throws Exception {
        try (Scratch folder = Scratch.make();
                ServerProcess server = ServerProcess.java(
                        settings, ServerMain.class, "--port", "0", "--data", folder.path("data").toString());
                ActorHost threads = ActorHost.open();
                Space space = SpaceClient.connect("tupelo://127.0.0.1:" + server.port());
                SpaceActors actors =
                        SpaceActors.open(space, threads, (actor, why) -> System.err.println(actor + ": " + why))) {
            actors.host("bench", SpaceActors.LEASE, Counters.COUNTER);
            Counters.keep(space, "", known);
            ask(actors, List.of("none"));
            long before = MemorySuite.used();
            ask(actors, keys(known, active));
            return (MemorySuite.used() - before) / (double) active;
        }
    }

    private static List<String> keys(int known, int active) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < active; i++) {
            keys.add(Integer.toString(i * (known / active)));
        }
        return keys;
    }

    private static void ask(SpaceActors actors, List<String> keys) throws InterruptedException, IOException {
        Semaphore room = new Semaphore(ASKED_AT_ONCE);
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        for (String key : keys) {
            room.acquire();
            var _ = actors.ref(Counters.COUNTER, key).askAsync(new Counters.Add(1), PATIENCE).whenComplete((sum, failure) -> {
                boolean isItsOwn = key.equals("none") || failure != null || sum == 2;
                failed.compareAndSet(null, isItsOwn ? failure : new IllegalStateException(key + " has counted " + sum));
                room.release();
            });
        }
        room.acquire(ASKED_AT_ONCE);
        Throwable why = failed.get();
        if (why != null) {
            throw new IOException("an actor didn't answer", why);
        }
    }
}
