package io.tupelo.runtime;

import io.tupelo.journal.JournalException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Holds back what commands bring about for others until it is safe, and lets it happen in the order of the commands: one
/// command's after another's, on whichever thread finds it safe. Owns a thread that syncs for those who don't wait for it
/// themselves; while it does, what they append gathers for its next go.
final class ReleaseLoop implements AutoCloseable {
    private final SpaceLog log;
    private final long flushEveryNanos;
    private final Consumer<Exception> failed;
    private final ConcurrentLinkedQueue<Release> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drains = new AtomicInteger();
    private final Thread thread;
    /// Sessions that something was enqueued for. Whoever drains has it.
    private final Set<RuntimeSession> dirty = new LinkedHashSet<>();
    /// Up to which record it is to sync. What is behind that belongs to a round that goes on: it is synced with the rest of its round,
    /// so that one sync carries more.
    private final AtomicLong wanted = new AtomicLong();
    private volatile boolean idle;
    private volatile boolean closed;

    /// What is to be done once a record is safe.
    private record Release(long sequence, List<Runnable> todo) {}

    /// @param flushEveryMillis how long what is shown may be unsafe, in milliseconds; 0 if it never may
    /// @param failed who is told that nothing becomes safe any more
    ReleaseLoop(String name, SpaceLog log, long flushEveryMillis, Consumer<Exception> failed) {
        this.log = log;
        this.flushEveryNanos = flushEveryMillis * 1_000_000;
        this.failed = failed;
        thread = Thread.ofPlatform().daemon().name("tupelo-sync-" + name).unstarted(this::run);
    }

    void start() {
        wanted.set(log.last());
        thread.start();
    }

    /// Says whether answers may leave before they are safe.
    boolean isRelaxed() {
        return flushEveryNanos > 0;
    }

    /// Has `todo` done once record `sequence` is safe. Under the space's lock.
    void add(long sequence, List<Runnable> todo) {
        queue.add(new Release(isRelaxed() ? 0 : sequence, todo));
    }

    /// Sees to it that what was added happens. Doesn't wait for it.
    void nudge() {
        Release first = queue.peek();
        if (first != null && log.isSafe(first.sequence)) {
            drain();
        }
        long last = log.last();
        if (!log.isSafe(last)) {
            wanted.accumulateAndGet(last, Math::max);
            if (idle) {
                LockSupport.unpark(thread);
            }
        }
    }

    /// Does as [#nudge], but if nobody syncs just now, and `alone` is set, by syncing on this thread. What a single one waits for
    /// comes sooner by two hand-overs then; where there are more, they go on while another thread syncs for them.
    void endRound(boolean alone) {
        if (alone && idle && !isRelaxed()) {
            var _ = await(log.last());
        } else {
            nudge();
        }
    }

    /// Waits until record `sequence` is safe, and does what was held back for it.
    ///
    /// @return whether it is
    boolean await(long sequence) {
        boolean isSafe = isRelaxed() || sync(sequence);
        if (isSafe && !queue.isEmpty()) {
            drain();
        }
        return isSafe;
    }

    private boolean sync(long sequence) {
        try {
            log.sync(sequence);
            return true;
        } catch (JournalException.Failed cause) {
            failed.accept(cause);
            return false;
        }
    }

    /// Notes that a session has something to flush; it is once everything that is safe was enqueued. For whoever drains.
    void flushLater(RuntimeSession session) {
        dirty.add(session);
    }

    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            for (Release next = queue.peek(); next != null && log.isSafe(next.sequence); next = queue.peek()) {
                queue.remove();
                next.todo.forEach(action -> Guarded.tell(Runnable::run, action));
            }
            if (!dirty.isEmpty()) {
                List<RuntimeSession> sessions = new ArrayList<>(dirty);
                dirty.clear();
                sessions.forEach(session -> Guarded.tell(RuntimeSession::flush, session));
            }
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }

    private void run() {
        boolean goesOn = true;
        while (!closed && goesOn) {
            if (log.isSafe(wanted.get())) {
                idle = true;
                if (log.isSafe(wanted.get()) && !closed) {
                    LockSupport.park(this);
                }
                idle = false;
            } else {
                if (isRelaxed()) {
                    LockSupport.parkNanos(this, flushEveryNanos);
                }
                goesOn = sync(log.last());
                drain();
            }
        }
    }

    /// Stops the thread; whoever has to wait does so itself.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
