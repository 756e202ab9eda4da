package io.tupelo.actor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tupelo.coordinator.contract.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every turn runs, whoever asks for it and whatever the others do. A wake-up that is lost shows as a turn that never runs.
class WorkerPoolTest {
    private static final int ROUNDS = 60;
    private static final int PATIENCE_SECONDS = 30;
    private static final int LONG_NANOS = 700_000;
    /// Around the time for which a worker looks for something to run before it parks.
    private static final int PAUSE_NANOS_MAX = 80_000;

    private final Random random = Seed.random("WorkerPoolTest");
    private final List<WorkerPool> pools = new ArrayList<>();

    @AfterEach
    void closeThePools() {
        pools.forEach(WorkerPool::close);
    }

    private WorkerPool pool(int threads) {
        WorkerPool pool = new WorkerPool("test", threads);
        pools.add(pool);
        return pool;
    }

    private static void await(CountDownLatch done, String what) throws InterruptedException {
        assertThat(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(what).isTrue();
    }

    private static void pause(Random random) {
        switch (random.nextInt(3)) {
            case 0 -> LockSupport.parkNanos(random.nextInt(PAUSE_NANOS_MAX));
            case 1 -> spin(random.nextInt(PAUSE_NANOS_MAX));
            default -> {}
        }
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    /// A turn that brings about as many others as are left, some by some.
    private static final class Tree implements Runnable {
        private final WorkerPool pool;
        private final Random random;
        private final int offspring;
        private final AtomicInteger ran;
        private final CountDownLatch done;

        Tree(WorkerPool pool, long seed, int offspring, AtomicInteger ran, CountDownLatch done) {
            this.pool = pool;
            this.random = new Random(seed);
            this.offspring = offspring;
            this.ran = ran;
            this.done = done;
        }

        @Override
        public void run() {
            for (int left = offspring; left > 0; ) {
                int mine = 1 + random.nextInt(left);
                pool.execute(new Tree(pool, random.nextLong(), mine - 1, ran, done));
                left -= mine;
            }
            if (random.nextInt(200) == 0) {
                spin(LONG_NANOS);
            }
            ran.incrementAndGet();
            done.countDown();
        }
    }

    @Test
    void everyTurnRunsOnce() throws Exception {
        for (int threads = 1; threads <= 4; threads++) {
            WorkerPool pool = pool(threads);
            for (int round = 0; round < ROUNDS; round++) {
                runTrees(pool, 1 + random.nextInt(3), 1 + random.nextInt(6), random.nextInt(30));
            }
        }
    }

    private void runTrees(WorkerPool pool, int submitters, int trees, int offspring) throws Exception {
        int all = submitters * trees * (1 + offspring);
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(all);
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < submitters; i++) {
            Random own = new Random(random.nextLong());
            running.add(Thread.startVirtualThread(() -> {
                for (int tree = 0; tree < trees; tree++) {
                    pool.execute(new Tree(pool, own.nextLong(), offspring, ran, done));
                    pause(own);
                }
            }));
        }
        await(done, "all of " + all + " turns have run");
        for (Thread thread : running) {
            thread.join();
        }
        assertThat(ran).hasValue(all);
    }

    /// Each waits for the next, which therefore has to be run by another thread.
    private static void waitForNext(WorkerPool pool, int more, CountDownLatch done) {
        CountDownLatch next = new CountDownLatch(1);
        if (more > 0) {
            pool.execute(() -> {
                waitForNext(pool, more - 1, done);
                next.countDown();
            });
            while (next.getCount() > 0) {
                Thread.onSpinWait();
            }
        }
        done.countDown();
    }

    @Test
    void whatALongTurnHasBroughtAboutIsTakenOver() throws Exception {
        for (int threads = 2; threads <= 4; threads++) {
            WorkerPool pool = pool(threads);
            for (int round = 0; round < ROUNDS / 4; round++) {
                CountDownLatch done = new CountDownLatch(threads);
                int more = threads - 1;
                pool.execute(() -> waitForNext(pool, more, done));
                await(done, "each of " + threads + " has run on a thread of its own");
                pause(random);
            }
        }
    }

    @Test
    void turnsThatWaitForEachOtherGetAThreadEach() throws Exception {
        for (int threads = 2; threads <= 4; threads++) {
            WorkerPool pool = pool(threads);
            for (int round = 0; round < ROUNDS; round++) {
                CountDownLatch together = new CountDownLatch(threads);
                for (int i = 0; i < threads; i++) {
                    pool.execute(() -> {
                        together.countDown();
                        while (together.getCount() > 0) {
                            Thread.onSpinWait();
                        }
                    });
                }
                await(together, "all of " + threads + " run at once");
                pause(random);
            }
        }
    }

    @Test
    void aWorkerIsSpareWhileAnotherOneRunsWhatComes() throws InterruptedException {
        WorkerPool pool = pool(2);
        CountDownLatch rests = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(2);
        AtomicInteger spare = new AtomicInteger();
        pool.execute(() -> {
            // The other one begins, and finds nothing.
            while (!pool.isSpare()) {
                Thread.onSpinWait();
            }
            rests.countDown();
            Runnable waits = () -> {
                spare.addAndGet(pool.isSpare() ? 1 : 0);
                done.countDown();
                awaitQuietly(done);
            };
            pool.execute(waits);
            spare.addAndGet(pool.isSpare() ? 100 : 0);
            pool.execute(waits);
        });
        await(rests, "a worker that rests");
        await(done, "turns on both workers");
        assertThat(spare).as("none while something waits to be run, nor while the other one is at a turn").hasValueLessThan(2);
        assertThat(pool.isSpare()).as("a thread that is no worker").isFalse();
    }

    @Test
    void theOnlyWorkerIsNeverSpare() throws InterruptedException {
        WorkerPool pool = pool(1);
        AtomicInteger spare = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        pool.execute(() -> {
            spare.addAndGet(pool.isSpare() ? 1 : 0);
            done.countDown();
        });
        await(done, "a turn");
        assertThat(spare).hasValue(0);
    }

    private static void awaitQuietly(CountDownLatch done) {
        try {
            await(done, "the other turn");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
