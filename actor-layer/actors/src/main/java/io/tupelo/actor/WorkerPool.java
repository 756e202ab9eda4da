package io.tupelo.actor;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs turns on a few threads. What a turn brings about runs next on the same thread, as long as that isn't for too long: it is in the
/// cache, and who asked waits. Another thread takes it over if the turn itself takes long. Nothing runs while there is nothing to run.
final class WorkerPool {
    private static final int SLOT_RUNS_MAX = 64;
    private static final long SPIN_NANOS = 30_000;
    private static final int SPINS_BETWEEN_LOOKS = 32;
    /// So long a turn may take until what it has brought about is taken over by another thread, about.
    private static final long LONG_TURN_NANOS = 500_000;

    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final Worker[] workers;
    /// How many look for something to run without having found anything.
    private final AtomicInteger searching = new AtomicInteger();
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
            Runnable displaced = worker.next.getAndSet(turn);
            if (displaced == null) {
                wakeWatcher();
                return;
            }
            queue.add(displaced);
        } else {
            queue.add(turn);
        }
        if (searching.get() == 0) {
            wakeOne();
        }
    }

    private void wakeOne() {
        for (Worker worker : workers) {
            if (worker.doing != Doing.AWAKE) {
                LockSupport.unpark(worker);
                return;
            }
        }
    }

    /// Sees to it that somebody looks whether turns take long.
    private void wakeWatcher() {
        for (Worker worker : workers) {
            if (worker.doing == Doing.PARKED) {
                LockSupport.unpark(worker);
                return;
            }
        }
    }

    void close() {
        closed = true;
        for (Worker worker : workers) {
            LockSupport.unpark(worker);
        }
    }

    private enum Doing {
        /// Runs a turn, or looks for one.
        AWAKE,
        /// Has nothing to run, and looks now and then whether somebody's turn takes long.
        WATCHING,
        /// Nobody has anything to run.
        PARKED
    }

    final class Worker extends Thread {
        private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();
        private volatile Doing doing = Doing.AWAKE;
        private volatile long turns;
        private int slotRuns;

        Worker(String name) {
            super(name);
            setDaemon(true);
        }

        WorkerPool pool() {
            return WorkerPool.this;
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
            if (slotRuns < SLOT_RUNS_MAX && next.getPlain() != null) {
                Runnable mine = next.getAndSet(null);
                if (mine != null) {
                    slotRuns++;
                    return mine;
                }
            }
            slotRuns = 0;
            Runnable shared = queue.poll();
            return shared != null ? shared : next.getAndSet(null);
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
            searching.decrementAndGet();
            return found;
        }

        /// Waits for something to run; while others do, looks after them.
        private void rest() {
            long[] before = turnsOfAll();
            boolean watching = isAnyoneAwake();
            doing = watching ? Doing.WATCHING : Doing.PARKED;
            if (queue.isEmpty() && !closed) {
                if (watching) {
                    LockSupport.parkNanos(this, LONG_TURN_NANOS);
                } else {
                    LockSupport.park(this);
                }
            }
            doing = Doing.AWAKE;
            if (watching) {
                takeOverFrom(before);
            }
        }

        private boolean isAnyoneAwake() {
            for (Worker worker : workers) {
                if (worker != this && worker.doing == Doing.AWAKE) {
                    return true;
                }
            }
            return false;
        }

        private long[] turnsOfAll() {
            long[] all = new long[workers.length];
            for (int i = 0; i < all.length; i++) {
                all[i] = workers[i].turns;
            }
            return all;
        }

        private void takeOverFrom(long[] before) {
            for (int i = 0; i < before.length; i++) {
                Worker worker = workers[i];
                if (worker.turns == before[i] && worker.next.get() != null) {
                    Runnable waits = worker.next.getAndSet(null);
                    if (waits != null) {
                        queue.add(waits);
                    }
                }
            }
        }
    }

    private static final java.lang.invoke.VarHandle TURNS = Mailbox.handle(Worker.class, "turns", long.class);
}
