package io.tupelo.actor.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private static final VarHandle NEXT = handle("next", Runnable.class);
    private static final VarHandle TURNS = handle("turns", long.class);
    private static final VarHandle CURRENT = handle("current", Runnable.class);
    private static final VarHandle AWAKE = handle("awake", boolean.class);

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(Worker.class, MethodHandles.lookup()).findVarHandle(Worker.class, field, type);
        } catch (ReflectiveOperationException absent) {
            throw new ExceptionInInitializerError(absent);
        }
    }

    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final String name;
    /// Those who run turns, and those who were given up and haven't come back yet. Replaced when one is given up, or comes back.
    private volatile Worker[] workers;
    /// How long to look for something before resting: not at all where others need the only processor to bring it.
    private final long spinNanos;
    /// How many look for something to run without having found anything.
    private final AtomicInteger searching = new AtomicInteger();
    /// How many have nothing to run.
    private final AtomicInteger resting = new AtomicInteger();
    /// The one of them who looks now and then whether somebody's turn takes long.
    private final AtomicReference<@Nullable Worker> watcher = new AtomicReference<>();
    private volatile boolean closed;
    private int replaced;

    WorkerPool(String name, int threads) {
        this.name = name;
        Worker[] all = new Worker[threads];
        spinNanos = threads > 1 ? SPIN_NANOS : 0;
        for (int i = 0; i < threads; i++) {
            all[i] = new Worker(name + "-" + i);
        }
        workers = all;
        for (Worker worker : all) {
            worker.start();
        }
    }

    /// Returns what each worker runs just now, about. What one that was given up brings about still, others run.
    List<Dispatcher.Running> running() {
        List<Dispatcher.Running> all = new ArrayList<>();
        for (Worker worker : workers) {
            long turn = worker.turns;
            Runnable runs = (Runnable) CURRENT.getOpaque(worker);
            if (worker.givenUp) {
                worker.passOn();
            } else if (worker.awake && runs != null) {
                all.add(new Dispatcher.Running(worker, runs, turn));
            }
        }
        return all;
    }

    /// Another thread takes the place of one that doesn't come back. That one ends if it does.
    synchronized void replace(Thread lost) {
        if (closed || !(lost instanceof Worker worker) || worker.pool() != this || worker.givenUp) {
            return;
        }
        worker.givenUp = true;
        Worker[] all = Arrays.copyOf(workers, workers.length + 1);
        Worker successor = new Worker(name + "-r" + ++replaced);
        all[workers.length] = successor;
        workers = all;
        successor.start();
        worker.passOn();
    }

    @SuppressWarnings("ReferenceEquality") // a worker is itself only
    private synchronized void remove(Worker worker) {
        workers = Arrays.stream(workers).filter(other -> other != worker).toArray(Worker[]::new);
    }

    void execute(Runnable turn) {
        if (Thread.currentThread() instanceof Worker worker && worker.pool() == this) {
            worker.runNext(turn);
        } else {
            share(turn);
        }
    }

    /// Says whether this is a worker that nobody needs for a while, about: nothing waits to be run, and another one runs what comes.
    boolean isSpare() {
        return Thread.currentThread() instanceof Worker worker
                && worker.pool() == this
                && worker.next == null
                && queue.isEmpty()
                && resting.get() + searching.get() > 0;
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
        /// What it runs, or ran last: for those who look for turns that take long.
        @SuppressWarnings("UnusedVariable") // by its handle
        private @Nullable Runnable current;
        /// Whether another one has its place.
        private volatile boolean givenUp;
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
            if (givenUp) {
                share(turn);
            } else if (next == null) {
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
            while (!closed && !givenUp) {
                Runnable turn = find();
                if (turn == null) {
                    turn = search();
                }
                if (turn != null) {
                    TURNS.setOpaque(this, turns + 1);
                    CURRENT.setOpaque(this, turn);
                    turn.run();
                    // What was meant for that turn.
                    var _ = Thread.interrupted();
                } else {
                    CURRENT.setOpaque(this, null);
                    rest();
                }
            }
            if (givenUp) {
                // It has come back, and isn't needed any more.
                remove(this);
                passOn();
            }
        }

        private void passOn() {
            Runnable mine = takeNext();
            if (mine != null) {
                share(mine);
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
            while (found == null && System.nanoTime() - began < spinNanos) {
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
                // Who is interrupted doesn't park.
                var _ = Thread.interrupted();
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
                if (worker != this && worker.awake && !worker.givenUp) {
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
            Worker[] all = workers;
            long[] before = new long[all.length];
            for (int i = 0; i < before.length; i++) {
                before[i] = all[i].turns;
            }
            LockSupport.parkNanos(this, LONG_TURN_NANOS);
            boolean taken = false;
            for (int i = 0; i < before.length; i++) {
                Worker worker = all[i];
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
