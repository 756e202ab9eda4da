package io.tupelo.actor;

import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs turns on a few threads. What a turn brings about runs next on the same thread, as long as that isn't for too long: it is in the
/// cache, and who asked waits. Another thread takes it over if the turn itself takes long. Nothing runs while there is nothing to run.
///
/// No turn is forgotten, since each side says what it is about to do before it looks at the other. Who shares a turn adds it to the
/// queue, then looks for somebody who searches or rests; who rests says so, then looks at the queue. Who was woken is awake, then looks
/// whether somebody rests and nobody watches; who rests says so, then looks whether somebody is awake.
final class WorkerPool {
    private static final int SLOT_RUNS_MAX = 64;
    private static final long SPIN_NANOS = 30_000;
    private static final int SPINS_BETWEEN_LOOKS = 32;
    /// So long a turn may take until what it has brought about is taken over by another thread, about.
    private static final long LONG_TURN_NANOS = 500_000;
    private static final VarHandle NEXT = Mailbox.handle(Worker.class, "next", Runnable.class);
    private static final VarHandle TURNS = Mailbox.handle(Worker.class, "turns", long.class);
    private static final VarHandle AWAKE = Mailbox.handle(Worker.class, "awake", boolean.class);

    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Worker[] workers;
    /// How many look for something to run without having found anything.
    private final AtomicInteger searching = new AtomicInteger();
    /// How many have nothing to run.
    private final AtomicInteger resting = new AtomicInteger();
    /// The one of them who looks now and then whether somebody's turn takes long.
    private final AtomicReference<@Nullable Worker> watcher = new AtomicReference<>();
    private volatile boolean closed;

    WorkerPool(String name, int threads) {
        workers = new Worker[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = new Worker(name + "-" + i);
        }
        for (Worker worker : workers) {
            worker.start();
        }
    }

    void execute(Runnable turn) {
        if (Thread.currentThread() instanceof Worker worker && worker.pool() == this) {
            worker.runNext(turn);
        } else {
            share(turn);
        }
    }

    private void share(Runnable turn) {
        queue.add(turn);
        wakeOne();
    }

    /// Sees to it that somebody looks at the queue.
    private void wakeOne() {
        if (searching.get() == 0 && resting.get() > 0) {
            Worker watching = watcher.get();
            for (Worker worker : workers) {
                if (worker != watching && worker.wake()) {
                    return;
                }
            }
            if (watching != null) {
                var _ = watching.wake();
            }
        }
    }

    /// Sees to it that somebody looks whether turns take long.
    private void wakeWatcher() {
        if (resting.get() > 0 && watcher.get() == null) {
            for (Worker worker : workers) {
                if (!worker.awake && watcher.compareAndSet(null, worker)) {
                    LockSupport.unpark(worker);
                    worker.watchNoMoreIfAwake();
                    return;
                }
            }
        }
    }

    void close() {
        closed = true;
        for (Worker worker : workers) {
            LockSupport.unpark(worker);
        }
    }

    final class Worker extends Thread {
        /// What to run next. Only this worker sets it, others may take it.
        private volatile @Nullable Runnable next;
        /// Whether it runs a turn, or looks for one.
        private volatile boolean awake = true;
        private volatile long turns;
        private int slotRuns;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        WorkerPool pool() {
            return WorkerPool.this;
        }

        private boolean wake() {
            if (awake || !AWAKE.compareAndSet(this, false, true)) {
                return false;
            }
            LockSupport.unpark(this);
            return true;
        }

        private void runNext(Runnable turn) {
            if (next == null) {
                NEXT.setRelease(this, turn);
                wakeWatcher();
            } else {
                Runnable displaced = (Runnable) NEXT.getAndSet(this, turn);
                if (displaced != null) {
                    share(displaced);
                }
            }
        }

        @Override
        public void run() {
            while (!closed) {
                Runnable turn = find();
                if (turn == null) {
                    turn = search();
                }
                if (turn != null) {
                    TURNS.setOpaque(this, turns + 1);
                    turn.run();
                } else {
                    rest();
                }
            }
        }

        private @Nullable Runnable find() {
            if (slotRuns < SLOT_RUNS_MAX) {
                Runnable mine = takeNext();
                if (mine != null) {
                    slotRuns++;
                    return mine;
                }
            }
            slotRuns = 0;
            Runnable shared = queue.poll();
            return shared != null ? shared : takeNext();
        }

        private @Nullable Runnable takeNext() {
            return next == null ? null : (Runnable) NEXT.getAndSet(this, null);
        }

        private @Nullable Runnable search() {
            searching.incrementAndGet();
            long began = System.nanoTime();
            Runnable found = null;
            while (found == null && System.nanoTime() - began < SPIN_NANOS) {
                for (int i = 0; i < SPINS_BETWEEN_LOOKS && found == null; i++) {
                    Thread.onSpinWait();
                    found = queue.poll();
                }
            }
            // Nobody was woken for what has come meanwhile.
            if (searching.decrementAndGet() == 0 && found != null && !queue.isEmpty()) {
                wakeOne();
            }
            return found;
        }

        /// Waits for something to run; while others do, one of those who wait looks after them.
        private void rest() {
            awake = false;
            resting.incrementAndGet();
            boolean watched = false;
            while (!awake && queue.isEmpty() && !closed) {
                if (isWatching()) {
                    watched = true;
                    if (watch()) {
                        break;
                    }
                } else {
                    LockSupport.park(this);
                }
            }
            awake = true;
            resting.decrementAndGet();
            watchNoMoreIfAwake();
            if (watched) {
                wakeWatcher();
            }
        }

        private boolean isWatching() {
            if (isAnyoneElseAwake()) {
                return watcher.get() == this || watcher.compareAndSet(null, this);
            }
            watcher.compareAndSet(this, null);
            return watcher.get() == null && isAnyoneElseAwake() && watcher.compareAndSet(null, this);
        }

        private boolean isAnyoneElseAwake() {
            for (Worker worker : workers) {
                if (worker != this && worker.awake) {
                    return true;
                }
            }
            return false;
        }

        private void watchNoMoreIfAwake() {
            if (awake && watcher.get() == this) {
                watcher.compareAndSet(this, null);
            }
        }

        /// Waits a while; says whether something was taken over then.
        private boolean watch() {
            long[] before = new long[workers.length];
            for (int i = 0; i < before.length; i++) {
                before[i] = workers[i].turns;
            }
            LockSupport.parkNanos(this, LONG_TURN_NANOS);
            boolean taken = false;
            for (int i = 0; i < before.length; i++) {
                Worker worker = workers[i];
                Runnable waits = worker.turns == before[i] ? worker.takeNext() : null;
                if (waits != null) {
                    queue.add(waits);
                    taken = true;
                }
            }
            return taken;
        }
    }
}
