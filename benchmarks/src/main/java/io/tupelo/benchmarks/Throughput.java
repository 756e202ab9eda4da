package io.tupelo.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/// Loops that count.
final class Throughput {
    private static final int CHUNK = 64;

    private Throughput() {}

    /// Repeats `action` on this thread, for what is too short to be timed one by one.
    static Sample of(Duration time, Action action) throws Exception {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long count = 0;
        long now;
        do {
            for (int i = 0; i < CHUNK; i++) {
                action.run();
            }
            count += CHUNK;
            now = System.nanoTime();
        } while (now < end);
        return new Sample(count * 1e9 / (now - begin), Double.NaN);
    }

    /// Repeats each action on a platform thread of its own and times every single one.
    static Sample ofClients(Duration time, List<Action> actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.size() + 1);
        Histogram all = new Histogram(3);
        long begin;
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("client-", 0).factory())) {
            List<Future<Histogram>> running = new ArrayList<>();
            for (Action action : actions) {
                Callable<Histogram> client = () -> {
                    start.await();
                    return timed(time, action);
                };
                running.add(threads.submit(client));
            }
            start.await();
            begin = System.nanoTime();
            for (Future<Histogram> client : running) {
                all.add(client.get());
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return Sample.of(all, seconds);
    }

    private static Histogram timed(Duration time, Action action) throws Exception {
        Histogram histogram = new Histogram(3);
        long last = System.nanoTime();
        long end = last + time.toNanos();
        while (last < end) {
            action.run();
            long now = System.nanoTime();
            histogram.recordValue(now - last);
            last = now;
        }
        return histogram;
    }
}
