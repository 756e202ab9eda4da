package io.tupelo.benchmarks;

import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.runtime.EmbeddedSpace;
import io.tupelo.space.Space;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// A blocking round trip of two virtual threads.
final class HandoffSuite implements Suite {
    private static final int CHUNK = 256;

    @Override
    public String name() {
        return "space-handoff";
    }

    @Override
    public String description() {
        return "a blocking round trip of two virtual threads, beside two LinkedTransferQueues";
    }

    @Override
    public List<Row> run(Settings settings) throws Exception {
        try (Space space = EmbeddedSpace.open()) {
            Way there = Way.through(space, "there");
            Way back = Way.through(space, "back");
            Way queueThere = Way.throughQueue();
            Way queueBack = Way.throughQueue();
            Map<String, Sample> medians = new Rounds(settings)
                    .add("ours", time -> pingPong(time, there, back))
                    .add("queue", time -> pingPong(time, queueThere, queueBack))
                    .run();
            double ours = 1e9 / Objects.requireNonNull(medians.get("ours")).perSecond();
            double queue = 1e9 / Objects.requireNonNull(medians.get("queue")).perSecond();
            return List.of(Row.compared(name(), "round trip", "ns", ours, "LinkedTransferQueue", queue)
                    .ratioAtMost(6));
        }
    }

    private static Sample pingPong(Duration time, Way there, Way back) throws Exception {
        Tuple ball = tuple("ball");
        Tuple last = tuple("last");
        Thread partner = Thread.startVirtualThread(() -> reply(there, back, last));
        CompletableFuture<Sample> reached = new CompletableFuture<>();
        var _ = Thread.startVirtualThread(() -> {
            try {
                reached.complete(play(time, there, back, ball));
            } catch (RuntimeException failed) {
                reached.completeExceptionally(failed);
            } finally {
                there.give(last);
            }
        });
        Sample sample = reached.get();
        partner.join();
        return sample;
    }

    private static Sample play(Duration time, Way there, Way back, Tuple ball) {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long trips = 0;
        long now;
        do {
            for (int i = 0; i < CHUNK; i++) {
                there.give(ball);
                var _ = back.get();
            }
            trips += CHUNK;
            now = System.nanoTime();
        } while (now < end);
        return new Sample(trips * 1e9 / (now - begin), Double.NaN);
    }

    private static void reply(Way there, Way back, Tuple last) {
        for (Tuple got = there.get(); !got.equals(last); got = there.get()) {
            back.give(got);
        }
    }
}
