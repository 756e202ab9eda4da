package io.tupelo.runtime;

import io.tupelo.journal.Disk;
import io.tupelo.journal.FileDisk;
import io.tupelo.kernel.Kernel;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Limits;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Request;
import io.tupelo.space.AsyncProcedure;
import io.tupelo.space.SpaceException;
import io.tupelo.space.SpacePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
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

    /// Where what is refused has happened.
    static final Receipt NOWHERE = new Receipt(0, 0, 0);

    private final String name;
    private final ReentrantLock lock = new SpinningLock();
    private final LongSupplier clock;
    private final ClockLoop ticker;
    private final Procedures procedures;
    private final Receivers receivers = new Receivers();
    /// One resumption at a time: two would each open the journal, and what the later one leaves behind would be damage.
    private final ReentrantLock resuming = new ReentrantLock();
    private final SpaceConfig config;
    /// Where a durable space is kept.
    private final @Nullable Disk disk;
    /// All that follows is under the lock.
    private Kernel kernel;
    /// Where that has what it doesn't keep in memory.
    private ColdPayloads payloads = new ColdPayloads(0, null);
    /// What keeps a durable space, unless it is degraded.
    private @Nullable Store store;
    /// What is to be done once the lock is released.
    private List<Runnable> afterwards = new ArrayList<>();
    /// The record that must be safe before the last command may be known of.
    private long recorded;
    /// Why nothing can be kept any more; null if it can.
    private @Nullable String degraded;
    /// Whether what is safe can be read in spite of that.
    private boolean readable;
    /// Is done once the files are given up that the space was kept in before it was degraded.
    private CompletableFuture<?> degrading = CompletableFuture.completedFuture(null);
    private boolean closed;

    private SpaceRuntime(String name, SpaceConfig config) {
        this.name = name;
        this.config = config;
        this.clock = config.clock();
        this.disk = null;
        this.kernel = new Kernel(name, config.limits(), Math.max(1, clock.getAsLong()), new Router(this, null));
        this.procedures = new Procedures(this);
        this.ticker = new ClockLoop(this);
        ticker.start();
    }

    private SpaceRuntime(String name, SpaceConfig config, Disk disk) throws IOException {
        this.name = name;
        this.config = config;
        this.clock = config.clock();
        this.disk = disk;
        this.procedures = new Procedures(this);
        this.ticker = new ClockLoop(this);
        Store opened = Store.open(this, disk, config);
        this.store = opened;
        this.payloads = opened.payloads();
        this.kernel = opened.makeKernel(this);
        opened.start();
        ticker.start();
    }

    /// Opens the space that is kept in `folder`, or makes one there. The folder is the space's until that is closed.
    ///
    /// @param name its name
    /// @throws io.tupelo.journal.JournalException.Damaged if what is there can't be read to its end
    /// @throws IOException if the folder can't be used, or is in use
    /// @throws SpaceException with `INTERNAL` if what is there can't be made a space of: a coordinator is missing, or fails
    public static SpaceRuntime open(String name, Path folder, SpaceConfig config) throws IOException {
        FileDisk disk = FileDisk.in(folder);
        try {
            return open(name, disk, config);
        } catch (IOException | RuntimeException failed) {
            disk.close();
            throw failed;
        }
    }

    /// Opens the space that is kept on `disk`, or makes one there. Checkpoints are written if it is a [FileDisk], which is closed
    /// with the space.
    ///
    /// @param name its name
    /// @throws io.tupelo.journal.JournalException.Damaged if what is there can't be read to its end
    /// @throws IOException if the disk fails
    public static SpaceRuntime open(String name, Disk disk, SpaceConfig config) throws IOException {
        return new SpaceRuntime(name, config, disk);
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
        return new SpaceRuntime(name, SpaceConfig.DEFAULT.withLimits(limits).withClock(clock));
    }

    /// Writes a checkpoint of all that is safe now; otherwise one is written when the journal has grown by
    /// [SpaceConfig#checkpointEveryBytes]. Blocks on the disk; the space serves meanwhile.
    ///
    /// @throws IOException if it can't be written; the journal has everything still
    /// @throws IllegalStateException if the space is not kept in a folder, or is degraded
    public void checkpoint() throws IOException {
        Store keeper = keeper();
        if (keeper == null) {
            throw new IllegalStateException("space " + name + " is not kept, or is degraded");
        }
        keeper.checkpoint();
    }

    /// Returns the space's name.
    public String name() {
        return name;
    }

    /// Opens a session of this process. It lives until the port is closed.
    public SpacePort port() {
        return new LocalPort(this);
    }

    /// Lets sessions execute a procedure that is not on the class path, from now on.
    ///
    /// @throws IllegalArgumentException if there is one of its name
    public void offer(AsyncProcedure procedure) {
        procedures.offer(procedure);
    }

    /// Opens a session for a client elsewhere.
    ///
    /// @param secret what the client has to know to resume it
    /// @param leaseMillis how long it lives without a connection, in milliseconds, at least 1
    /// @param sink where its answers go
    /// @throws SpaceException with `DEGRADED` if nothing can be read just now
    public RemoteSession open(long secret, long leaseMillis, SessionSink sink) {
        return RuntimeSession.open(this, secret, leaseMillis, sink);
    }

    /// Resumes a session over a new connection; its kept answers after `receivedAnswers` are sent again.
    ///
    /// @return the session, or null if it has ended or `secret` is not its secret
    /// @throws SpaceException with `DEGRADED` if nothing can be read just now
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
        Store keeper;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            run(command);
            todo = finishCommand();
            keeper = store;
        } finally {
            lock.unlock();
        }
        release(todo, keeper);
        return true;
    }

    /// Does as [#command], but in a durable space leaves what it brought about for others to [#endRound].
    void commandOfRound(Command command) {
        List<Runnable> todo;
        lock.lock();
        try {
            if (closed) {
                throw new SpaceException(ErrorCode.CLOSED, "the space " + name + " is closed");
            }
            run(command);
            todo = finishCommand();
        } finally {
            lock.unlock();
        }
        // Empty if the space is kept.
        runAll(todo);
    }

    /// Ends a round of requests of [RemoteSession]s: lets what they brought about leave once it is safe. To be called by who has
    /// passed them on, after one or several; nothing has to leave before.
    ///
    /// @param alone whether they came together, from one session. Then this may block on the disk, which serves a single session sooner
    public void endRound(boolean alone) {
        Store keeper = keeper();
        if (keeper != null) {
            keeper.endRound(alone);
        }
    }

    /// Returns what keeps the space just now, or null if nothing does. Without the lock.
    private @Nullable Store keeper() {
        lock.lock();
        try {
            return store;
        } finally {
            lock.unlock();
        }
    }

    private void run(Command command) {
        try {
            command.run(kernel, now());
        } catch (SpaceException refused) {
            throw refused;
        } catch (RuntimeException | Error failed) {
            throw new SpaceException(ErrorCode.DEGRADED, defect(failed), failed);
        }
    }

    /// Something done with the kernel at a time.
    interface Command {
        void run(Kernel kernel, long now);
    }

    /// Ends a command under the lock; what it returns is for [#release] after the lock is released.
    List<Runnable> finishCommand() {
        ticker.dueAt(kernel.nextDue());
        List<Runnable> todo = List.of();
        if (!afterwards.isEmpty()) {
            todo = afterwards;
            afterwards = new ArrayList<>(4);
        }
        if (store != null) {
            recorded = store.commit(todo);
            return List.of();
        }
        return todo;
    }

    /// Says whether what happens here outlives the process, as long as the space isn't degraded.
    public boolean isDurable() {
        return disk != null;
    }

    /// Returns what keeps the space, or null if nothing does. Under the lock.
    @Nullable Store store() {
        return store;
    }

    /// Returns the record that must be safe before the command that was just finished may be known of. Under the lock.
    long recorded() {
        return recorded;
    }

    /// Does what a command brought about for others: now, or soon if it has to be safe first. Without the lock.
    ///
    /// @param keeper what kept the space when the command was finished
    static void release(List<Runnable> todo, @Nullable Store keeper) {
        release(todo, keeper, false);
    }

    /// @param alone whether this may block on the disk, where that is quicker
    static void release(List<Runnable> todo, @Nullable Store keeper, boolean alone) {
        if (keeper == null) {
            runAll(todo);
        } else {
            keeper.endRound(alone);
        }
    }

    /// Returns what is answered to a request that isn't served now, or null if it is. Under the lock.
    Answer.@Nullable Failed refusal(Request request) {
        if (degraded != null && !(readable && Reading.is(request))) {
            return new Answer.Failed(NOWHERE, ErrorCode.DEGRADED, degraded);
        }
        if (store != null && DiskGauge.grows(request.operation()) && store.isLow()) {
            return new Answer.Failed(
                    NOWHERE, ErrorCode.OVERLOADED, "the disk of space " + name + " is nearly full: take or delete something, or free it");
        }
        return null;
    }

    /// Returns why nothing at all is served, or null. Under the lock.
    @Nullable String unreadable() {
        return readable ? null : degraded;
    }

    /// The kernel has failed in the middle of a command: what it is now can't be relied upon. Under the lock.
    ///
    /// @return what is to be said of it
    String defect(Throwable failed) {
        if (store != null) {
            store.discard();
        }
        if (degraded == null && !closed) {
            stopServing(store, failed);
        }
        readable = false;
        return degraded == null ? "the space " + name + " failed while it was closed: " + failed : degraded;
    }

    /// A write or a sync has failed: nothing more is acknowledged.
    @SuppressWarnings("ReferenceEquality") // a store is itself only
    void degrade(Store broken, Exception cause) {
        lock.lock();
        try {
            if (store == broken && !closed) {
                stopServing(broken, cause);
            }
        } finally {
            lock.unlock();
        }
    }

    private void stopServing(@Nullable Store broken, Throwable cause) {
        LOG.error("space {} is degraded, and acknowledges nothing until it is resumed", name, cause);
        degraded = "space " + name + " is degraded: " + cause.getMessage()
                + (broken == null ? "; it is in memory only, so what it had is lost" : "; mend that, then `resume`");
        readable = false;
        store = null;
        afterwards.clear();
        receivers.interrupt(ErrorCode.DEGRADED, degraded);
        List<Runnable> todo = afterwards;
        afterwards = new ArrayList<>(4);
        degrading = CompletableFuture.runAsync(() -> {
            runAll(todo);
            if (broken != null) {
                readOnly(broken);
            }
        }, task -> Thread.ofPlatform().daemon().name("tupelo-degraded-" + name).start(task));
    }

    /// Serves what is safe to who only reads.
    private void readOnly(Store broken) {
        long safe = broken.synced();
        close(broken);
        if (!(disk instanceof FileDisk files)) {
            return;
        }
        try {
            FrozenKernel frozen = FrozenKernel.read(this, config, files.folder(), safe);
            lock.lock();
            try {
                if (degraded != null && !closed) {
                    moveTo(frozen.kernel(), frozen.payloads());
                    kernel.report(degraded);
                    readable = true;
                } else {
                    frozen.close();
                }
            } finally {
                lock.unlock();
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.error("nothing of space {} can be read until it is resumed", name, unreadable);
        }
    }

    private void moveTo(Kernel other, ColdPayloads its) {
        kernel = other;
        payloads.close();
        payloads = its;
        receivers.move(other, now());
    }

    /// Lets a degraded space go on: reads its files anew, and serves what they say. Sessions of clients go on as after a restart.
    /// Does nothing if it isn't degraded.
    ///
    /// @throws IOException if they can't be read or written still; it stays degraded then
    public void resume() throws IOException {
        resume(() -> {});
    }

    /// Does as [#resume()], and runs `whenRead` when nothing can fail any more, before the space goes on.
    void resume(Runnable whenRead) throws IOException {
        resuming.lock();
        try {
            CompletableFuture<?> givenUp = degrading();
            if (givenUp == null) {
                whenRead.run();
                return;
            }
            givenUp.join();
            if (disk == null) {
                throw new IOException("it is in memory only, and has nothing to go back to");
            }
            Store opened = Store.open(this, disk, config);
            Kernel made = opened.makeKernel(this);
            whenRead.run();
            goOn(opened, made);
        } finally {
            resuming.unlock();
        }
    }

    /// Returns what is done once the files of a degraded space are given up; null if there is nothing to resume.
    private @Nullable CompletableFuture<?> degrading() {
        lock.lock();
        try {
            return degraded == null || closed ? null : degrading;
        } finally {
            lock.unlock();
        }
    }

    private void goOn(Store opened, Kernel made) {
        List<Runnable> todo;
        lock.lock();
        try {
            if (closed) {
                opened.payloads().close();
                close(opened);
                return;
            }
            receivers.interrupt(ErrorCode.CLOSED, "the space was resumed; what was asked before is to be asked again");
            degraded = null;
            store = opened;
            moveTo(made, opened.payloads());
            todo = afterwards;
            afterwards = new ArrayList<>(4);
            opened.commit(List.of());
            ticker.wake();
        } finally {
            lock.unlock();
        }
        runAll(todo);
        opened.start();
        LOG.info("space {} was resumed", name);
    }

    private void close(Store unused) {
        try {
            unused.close();
        } catch (IOException failed) {
            LOG.error("space {} could not write all it had; what was not acknowledged may be lost", name, failed);
        }
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

    /// Returns the time. It stands still while the space is degraded.
    long now() {
        return degraded == null ? clock.getAsLong() : 0;
    }

    boolean isClosed() {
        return closed;
    }

    /// Returns who is told what follows. To be used under the lock.
    Receivers receivers() {
        return receivers;
    }

    Procedures procedures() {
        return procedures;
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

    /// Lets happen what is due; by the clock's thread, under the lock, which it gives back for what that brings about for others.
    ///
    /// @return when the next thing is due; [Long#MAX_VALUE] for never
    long tick() {
        long now = clock.getAsLong();
        while (!closed && degraded == null && kernel.nextDue() <= now) {
            tick(now);
            List<Runnable> todo = finishCommand();
            Store keeper = store;
            lock.unlock();
            try {
                release(todo, keeper);
            } finally {
                lock.lock();
            }
        }
        return degraded == null ? kernel.nextDue() : Long.MAX_VALUE;
    }

    /// A failure degrades the space, and doesn't end the clock.
    private void tick(long now) {
        try {
            run((kernel, _) -> kernel.tick(now));
        } catch (SpaceException failed) {
            LOG.debug("what was due could not happen", failed);
        }
    }

    /// Ends the sessions of this process, and in a space in memory all; requests that come later fail with `CLOSED`. A
    /// durable space has everything on its disk afterwards.
    @Override
    public void close() {
        List<Runnable> todo;
        Store keeper;
        CompletableFuture<?> givenUp;
        long last;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            receivers.close(kernel, now());
            closed = true;
            todo = finishCommand();
            keeper = store;
            givenUp = degrading;
            last = recorded;
            ticker.wake();
        } finally {
            lock.unlock();
        }
        if (keeper == null) {
            runAll(todo);
        } else {
            var _ = keeper.await(last);
            close(keeper);
        }
        givenUp.join();
        payloads.close();
        giveUpFolder();
    }

    /// Not while a resumption reads it, which ends once it sees that the space is closed.
    private void giveUpFolder() {
        resuming.lock();
        try {
            if (disk instanceof FileDisk files) {
                files.close();
            }
        } catch (IOException failed) {
            LOG.warn("space {} can't give up its folder", name, failed);
        } finally {
            resuming.unlock();
        }
    }
}
