package io.tupelo.benchmarks;

import static io.tupelo.tuple.Tuple.tuple;

import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Many virtual threads that get from one way what one virtual thread gives.
final class Crowd {
    private static final int CONSUMERS = 64;
    private static final long LAST = -1;
    private static final long PAUSE_NANOS = 100_000;

    private Crowd() {}

    /// Gives one item, pauses for a tenth of a millisecond, gives the next. The latency is from before an item is given to after it was got.
    static Sample paced(Duration time, Way way) throws Exception {
        return run(time, way, true);
    }

    /// Gives items without a pause. The rate is that of all items, up to when the last one was got.
    static Sample flooded(Duration time, Way way) throws Exception {
        return run(time, way, false);
    }

    private static Sample run(Duration time, Way way, boolean paced) throws Exception {
        Histogram all = new Histogram(3);
        long begin;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Histogram>> consumers = new ArrayList<>();
            for (int i = 0; i < CONSUMERS; i++) {
                consumers.add(threads.submit(() -> consume(way)));
            }
            begin = System.nanoTime();
            Future<?> producer = threads.submit(() -> produce(time, way, paced));
            producer.get();
            for (Future<Histogram> consumer : consumers) {
                all.add(consumer.get());
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return Sample.of(all, seconds);
    }

    private static void produce(Duration time, Way way, boolean paced) {
        long end = System.nanoTime() + time.toNanos();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            way.give(tuple(now));
            if (paced) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        for (int i = 0; i < CONSUMERS; i++) {
            way.give(tuple(LAST));
        }
    }

    private static Histogram consume(Way way) {
        Histogram histogram = new Histogram(3);
        for (Tuple got = way.get(); got.integer(0) != LAST; got = way.get()) {
            histogram.recordValue(System.nanoTime() - got.integer(0));
        }
        return histogram;
    }
}
