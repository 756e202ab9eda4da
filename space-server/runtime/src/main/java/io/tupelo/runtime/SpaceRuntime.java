package io.tupelo.runtime;

import io.tupelo.change.Change;
import io.tupelo.kernel.Effects;
import io.tupelo.journal.Disk;
import io.tupelo.journal.JournalException;
import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Receipt;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpacePort;
import io.tupelo.tuple.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One live space: a kernel, the lock that serializes it, and a clock.
///
/// Whoever calls applies the command itself, under the lock; what follows for others (waking a thread, writing to a
/// connection, running a procedure) is done by the same thread after it has released the lock. One daemon thread waits
/// for what is due. A durable space does it once what it shows is on the disk. Thread-safe; [#close] ends every session of
/// this process.
public final class SpaceRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceRuntime.class);

    private final String name;
    private final ReentrantLock lock = new SpinningLock();
    private final Condition clockSet = lock.newCondition();
    private final LongSupplier clock;
    private final Kernel kernel;
    private final Procedures procedures;
    private final Map<Long, Receiver> receivers = new HashMap<>();
    /// What is to be done once the lock is released.
    private List<Runnable> afterwards = new ArrayList<>();
    private long timerSleepsUntil = Long.MAX_VALUE;
    private boolean closed;
    /// What keeps a durable space.
    private final @Nullable SpaceLog log;
    private final @Nullable ReleaseLoop releases;
    /// The record that must be safe before the last command may be known of.
    private long recorded;
    private @Nullable String degraded;

    /// Who is told what follows for one session. Called under the lock; it may ask for [#afterwards].
    interface Receiver {
        void answered(long number, long answerNumber, Answer answer);

        void event(long number, Event event);

        void ended(String why);

        /// The space can't keep anything any more. Under the lock.
        void degraded(String why);

        /// The space goes away, and its sessions with it or not. Under the lock.
        void closed(Kernel kernel, long now);
    }

    private SpaceRuntime(String name, Limits limits, LongSupplier clock) {
        this.name = name;
        this.clock = clock;
        this.log = null;
        this.releases = null;
        this.kernel = new Kernel(name, limits, 1, new Router());
        this.procedures = new Procedures(this);
        startClock();
    }

    private SpaceRuntime(String name, SpaceConfig config, SpaceLog log) {
        this.name = name;
        this.clock = config.clock();
        this.log = log;
        this.releases = new ReleaseLoop(name, log, config.flushEveryMillis(), this::degrade);
        this.kernel = new Kernel(
                name, config.limits(), log.image(), clock.getAsLong(), config.graceMillis(), new Router());
        this.procedures = new Procedures(this);
        recorded = log.commit();
        releases.start();
        startClock();
    }

    private void startClock() {
        Thread.ofPlatform().daemon().name("tupelo-clock-" + name).start(this::runClock);
    }

    /// Opens the space that is kept on `disk`, or makes one there.
    ///
    /// @param name its name
    /// @throws io.tupelo.journal.JournalException.Damaged if what is there can't be read to its end
    /// @throws IOException if the disk fails
    public static SpaceRuntime open(String name, Disk disk, SpaceConfig config) throws IOException {
        SpaceLog log = SpaceLog.open(disk, config.journal(), config.clock().getAsLong());
        SpaceRuntime space = new SpaceRuntime(name, config, log);
        log.sync(log.last());
        return space;
    }

    /// Makes an empty space in memory, with the default limits and the system's clock.
    public static SpaceRuntime create(String name) {
        return create(name, Limits.DEFAULT, System::currentTimeMillis);
    }

    /// Makes an empty space in memory.
    ///
    /// @param name its name
    /// @param limits what it refuses to exceed
    /// @param clock the time, in milliseconds since 1970
    public static SpaceRuntime create(String name, Limits limits, LongSupplier clock) {
        return new SpaceRuntime(name, limits, clock);
    }

    /// Returns the space's name.
    public String name() {
        return name;
    }

    /// Opens a session of this process. It lives until the port is closed.
    public SpacePort port() {
        return new LocalPort(this);
    }

    /// Opens a session for a client elsewhere.
    ///
    /// @param secret what the client has to know to resume it
    /// @param leaseMillis how long it lives without a connection, in milliseconds, at least 1
    /// @param sink where its answers go
    public RemoteSession open(long secret, long leaseMillis, SessionSink sink) {
        return RuntimeSession.open(this, secret, leaseMillis, sink);
    }

    /// Resumes a session over a new connection; its kept answers after `receivedAnswers` are sent again.
    ///
    /// @return the session, or null if it has ended or `secret` is not its secret
    public @Nullable RemoteSession resume(long id, long secret, long receivedAnswers, SessionSink sink) {
        return RuntimeSession.resume(this, id, secret, receivedAnswers, sink);
    }

    /// Runs `command` under the lock with the time, and afterwards what it brought about for others.
    void command(Command command) {
        if (!commandUnlessClosed(command)) {
            throw new SpaceException(ErrorCode.CLOSED, "the space " + name + " is closed");
        }
    }

    /// Does as [#command], or nothing once the space is closed; says whether it did.
    boolean commandUnlessClosed(Command command) {
        List<Runnable> todo;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            command.run(kernel, clock.getAsLong());
            todo = finishCommand();
        } finally {
            lock.unlock();
        }
        release(todo);
        return true;
    }

    /// Does as [#command], but in a durable space leaves what it brought about for others to [#endRound].
    void commandOfRound(Command command) {
        if (releases == null) {
            command(command);
            return;
        }
        lock.lock();
        try {
            if (closed) {
                throw new SpaceException(ErrorCode.CLOSED, "the space " + name + " is closed");
            }
            command.run(kernel, clock.getAsLong());
            var _ = finishCommand();
        } finally {
            lock.unlock();
        }
    }

    /// Ends a round of requests of [RemoteSession]s: lets what they brought about leave once it is safe. To be called by who has
    /// passed them on, after one or several; nothing has to leave before.
    ///
    /// @param alone whether they came together, from one session. Then this may block on the disk, which serves a single session sooner
    public void endRound(boolean alone) {
        if (releases != null) {
            releases.endRound(alone);
        }
    }

    /// Something done with the kernel at a time.
    interface Command {
        void run(Kernel kernel, long now);
    }

    /// Ends a command under the lock; what it returns is for [#release] after the lock is released.
    List<Runnable> finishCommand() {
        if (kernel.nextDue() < timerSleepsUntil) {
            clockSet.signal();
        }
        if (log != null) {
            recorded = log.commit();
        }
        if (afterwards.isEmpty()) {
            return List.of();
        }
        List<Runnable> todo = afterwards;
        afterwards = new ArrayList<>(4);
        if (releases != null) {
            releases.add(recorded, todo);
            return List.of();
        }
        return todo;
    }

    /// Returns the record that must be safe before the command that was just finished may be known of. Under the lock.
    long recorded() {
        return recorded;
    }

    /// Does what a command brought about for others: now, or soon if it has to be safe first. Without the lock.
    void release(List<Runnable> todo) {
        if (releases == null) {
            runAll(todo);
        } else {
            releases.nudge();
        }
    }

    /// Does as [#release], and waits until record `sequence` is safe.
    ///
    /// @return whether it is; otherwise the space is degraded
    boolean await(List<Runnable> todo, long sequence) {
        if (releases == null) {
            runAll(todo);
            return true;
        }
        return releases.await(sequence);
    }

    /// Says whether what happens here outlives the process.
    public boolean isDurable() {
        return log != null;
    }

    /// Has a session flush once all that is safe was enqueued. For who is run by [#release].
    void flushLater(RuntimeSession session) {
        if (releases != null) {
            releases.flushLater(session);
        }
    }

    /// Returns why nothing can be kept any more, or null. Under the lock.
    @Nullable String degraded() {
        return degraded;
    }

    /// A write or a sync has failed: nothing more is acknowledged.
    private void degrade(JournalException.Failed cause) {
        List<Runnable> todo;
        lock.lock();
        try {
            if (degraded != null || closed) {
                return;
            }
            degraded = String.valueOf(cause.getMessage());
            LOG.error("space {} is degraded, and acknowledges nothing any more", name, cause);
            afterwards.clear();
            List.copyOf(receivers.values()).forEach(receiver -> receiver.degraded(degraded));
            todo = afterwards;
            afterwards = new ArrayList<>(4);
        } finally {
            lock.unlock();
        }
        runAll(todo);
    }

    static void runAll(List<Runnable> todo) {
        for (int i = 0; i < todo.size(); i++) {
            todo.get(i).run();
        }
    }

    /// Has `action` run by this thread once it has released the lock. To be called under the lock.
    void afterwards(Runnable action) {
        afterwards.add(action);
    }

    ReentrantLock lock() {
        return lock;
    }

    Kernel kernel() {
        return kernel;
    }

    long now() {
        return clock.getAsLong();
    }

    boolean isClosed() {
        return closed;
    }

    void register(long session, Receiver receiver) {
        receivers.put(session, receiver);
    }

    /// Makes `receiver` the one for a session, and returns the one that was. Under the lock.
    @Nullable Receiver takeOver(long session, Receiver receiver) {
        Receiver before = receivers.put(session, receiver);
        if (before != null) {
            before.ended("another connection has taken the session over");
        }
        return before;
    }

    /// Says whether `receiver` is the one for that session still. Under the lock.
    @SuppressWarnings("ReferenceEquality") // a receiver is the object itself
    boolean isReceiver(long session, Receiver receiver) {
        return receivers.get(session) == receiver;
    }

    /// Checks the invariants of the space's whole state; for tests.
    public void checkInvariants() {
        lock.lock();
        try {
            kernel.checkInvariants();
        } finally {
            lock.unlock();
        }
    }

    private void runClock() {
        lock.lock();
        try {
            while (!closed && degraded == null) {
                long due = kernel.nextDue();
                long now = clock.getAsLong();
                if (due > now) {
                    sleepUntil(due, now);
                } else {
                    kernel.tick(now);
                    List<Runnable> todo = finishCommand();
                    lock.unlock();
                    try {
                        release(todo);
                    } finally {
                        lock.lock();
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops, and looks what is due each time
    private void sleepUntil(long due, long now) throws InterruptedException {
        timerSleepsUntil = due;
        if (due == Long.MAX_VALUE) {
            clockSet.await();
        } else {
            var _ = clockSet.await(due - now, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        timerSleepsUntil = 0;
    }

    /// Ends the sessions of this process, and in a space in memory all; requests that come later fail with `CLOSED`. A
    /// durable space has everything on its disk afterwards.
    @Override
    public void close() {
        List<Runnable> todo;
        long last;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            for (Receiver receiver : new ArrayList<>(receivers.values())) {
                receiver.closed(kernel, clock.getAsLong());
            }
            closed = true;
            todo = finishCommand();
            last = recorded;
            clockSet.signal();
        } finally {
            lock.unlock();
        }
        var _ = await(todo, last);
        if (log != null && releases != null) {
            releases.close();
            close(log);
        }
    }

    private void close(SpaceLog open) {
        try {
            open.close();
        } catch (IOException failed) {
            LOG.error("space {} could not write all it had; what was not acknowledged may be lost", name, failed);
        }
    }

    private final class Router implements Effects {
        @Override
        public void answered(long session, long number, long answerNumber, Answer answer) {
            Receiver receiver = receivers.get(session);
            if (receiver != null) {
                receiver.answered(number, answerNumber, answer);
            }
        }

        @Override
        public void event(long session, long number, Event event) {
            Receiver receiver = receivers.get(session);
            if (receiver != null) {
                receiver.event(number, event);
            }
        }

        @Override
        public void ended(long session, String why) {
            Receiver receiver = receivers.remove(session);
            if (receiver != null) {
                receiver.ended(why);
            }
        }

        @Override
        public void changed(Change change) {
            java.util.Objects.requireNonNull(log, "a space in memory records nothing").add(change);
        }

        @Override
        public void run(long session, long number, String procedure, Tuple arguments) {
            Receipt receipt = kernel.receipt();
            Consumer<Answer> finish =
                    answer -> command((kernel, now) -> kernel.finish(session, number, answer, now));
            afterwards(() -> procedures.start(procedure, arguments, receipt, finish));
        }
    }
}
