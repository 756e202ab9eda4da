package io.tupelo.client;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.ProtocolLimits;
import io.tupelo.space.SpaceException;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The daemon of a session: reads while nobody else does, completes futures, tells watches, acknowledges when it is quiet,
/// and connects again. Owns its thread.
final class ReaderLoop implements Sending.Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderLoop.class);
    private static final long QUIET_MILLIS = 50;
    private static final long IDLE_MILLIS = 1_000;
    private static final long TICK_MILLIS = 50;
    private static final long BACKOFF_MILLIS_LEAST = 5;
    private static final long BACKOFF_MILLIS_MOST = 500;
    private static final long FAREWELL_MILLIS = 2_000;

    private final RemotePort port;
    private final SpaceAddress address;
    private final ClientConfig config;
    private final Thread thread;
    private final Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
    /// Futures that are not completed.
    private final AtomicInteger awaited = new AtomicInteger();
    private volatile boolean closing;
    private volatile @Nullable IOException lastCause;
    private final CompletableFuture<@Nullable SpaceException> connected = new CompletableFuture<>();
    private final Future<?> ticks;
    private boolean inCallbacks;
    private long ledAt;
    private long session;
    private long secret;
    private boolean hasSession;

    ReaderLoop(RemotePort port, SpaceAddress address, ClientConfig config) {
        this.port = port;
        this.address = address;
        this.config = config;
        thread = Thread.ofPlatform().daemon().name("tupelo-client-" + address.space()).unstarted(this::run);
        ticks = Ticker.every(TICK_MILLIS, this::tick);
    }

    private void tick() {
        port.watchLeader();
        port.sending().acknowledgeIfQuiet();
    }

    // ---- told by other threads ----

    /// One more waits that needs the daemon.
    void asked() {
        awaited.incrementAndGet();
        wake();
    }

    /// One less waits.
    void answered() {
        awaited.decrementAndGet();
    }

    void arrived(PendingAnswer future, Answer answer) {
        callbacks.add(() -> {
            awaited.decrementAndGet();
            future.arrived(answer);
        });
        wake();
    }

    void happened(RemoteWatch watch, Event event) {
        callbacks.add(() -> watch.deliver(event));
        wake();
    }

    /// A watch that a new connection needs again has its answer.
    void restarted(RemoteWatch watch, Answer answer) {
        if (answer instanceof Answer.Failed failed) {
            port.sending().forget(watch);
            callbacks.add(() -> watch.lost(failed));
        } else {
            callbacks.add(() -> watch.restarted(answer.receipt()));
        }
        wake();
    }

    void broken(Link link, IOException cause) {
        lastCause = cause;
        wake();
    }

    @Override
    public void wake() {
        if (!isCurrentThread()) {
            LockSupport.unpark(thread);
        }
    }

    boolean isNeeded() {
        return isAwaited() || !callbacks.isEmpty();
    }

    private boolean isAwaited() {
        return awaited.get() > 0 || port.sending().hasWatches();
    }

    @Override
    public boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /// Says whether this is the daemon, telling of answers: what its callbacks send is written together when it is done.
    @Override
    public boolean writesLater() {
        return isCurrentThread() && inCallbacks;
    }

    // ---- the loop ----

    private void run() {
        SpaceException failure;
        try {
            failure = connectFirst();
        } catch (RuntimeException unexpected) {
            failure = new SpaceException(ErrorCode.INTERNAL, "can't connect to " + address + ": " + unexpected, unexpected);
        }
        connected.complete(failure);
        if (failure != null) {
            ticks.cancel(false);
            return;
        }
        while (!closing) {
            runCallbacks();
            step();
        }
        farewell();
    }

    /// Reads, connects, or waits for a moment, whatever is called for. Also called by a callback that blocks.
    void step() {
        Link link = port.sending().link();
        if (link == null && port.tryLead()) {
            // As the leader, so that nobody reads from the old connection any more while the session changes.
            try {
                reconnect();
            } finally {
                port.stopLeading();
            }
        } else if (link != null && isDue() && port.tryLead()) {
            lead(link);
        } else if (link != null && port.isLeading()) {
            port.read(link);
        } else {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(link == null ? 1 : QUIET_MILLIS));
        }
    }

    /// While others may read, it reads only if futures or watches wait; otherwise after a while.
    private boolean isDue() {
        return isAwaited() || inCallbacks || System.nanoTime() - ledAt > TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS);
    }

    private void lead(Link link) {
        try {
            do {
                port.read(link);
                runCallbacks();
            } while (isAwaited() && !inCallbacks && !closing && port.sending().link() == link);
        } finally {
            ledAt = System.nanoTime();
            port.stopLeading();
        }
    }

    private void runCallbacks() {
        if (inCallbacks || callbacks.isEmpty()) {
            return;
        }
        inCallbacks = true;
        try {
            for (Runnable next = callbacks.poll(); next != null; next = callbacks.poll()) {
                next.run();
            }
        } catch (RuntimeException failed) {
            LOG.error("a callback failed", failed);
        } finally {
            inCallbacks = false;
            port.sending().flushGathered();
        }
    }

    // ---- connecting ----

    /// Connects for the first time, and returns once it has.
    void start() {
        thread.start();
        SpaceException failure = connected.join();
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable SpaceException connectFirst() {
        long deadline = deadline();
        long backoff = BACKOFF_MILLIS_LEAST;
        SpaceException failure = null;
        while (failure == null || !pastDeadline(deadline)) {
            try {
                connect(deadline);
                return null;
            } catch (Link.RefusedException refused) {
                failure = new SpaceException(refused.code(), address + " refuses: " + refused.getMessage(), refused);
                if (!isPassing(refused.code())) {
                    return failure;
                }
            } catch (IOException cause) {
                // A refusal says more than that there was no time for another try.
                if (failure == null || failure.code() == ErrorCode.UNREACHABLE) {
                    failure = new SpaceException(ErrorCode.UNREACHABLE, address.unreachable(cause), cause);
                }
            }
            backoff = pause(backoff);
        }
        return failure;
    }

    private long deadline() {
        return System.nanoTime() + config.connectTimeout().toNanos();
    }

    private static boolean pastDeadline(long deadline) {
        return System.nanoTime() - deadline >= 0;
    }

    private long pause(long backoff) {
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(backoff));
        return Math.min(2 * backoff, BACKOFF_MILLIS_MOST);
    }

    /// A server that is full, just stopping, or without a disk may welcome us later.
    private static boolean isPassing(ErrorCode code) {
        return code == ErrorCode.OVERLOADED || code == ErrorCode.CLOSED || code == ErrorCode.DEGRADED;
    }

    /// Tries to get the connection back until it succeeds or its time is up. Without a session, and nobody who waits,
    /// there is no hurry.
    private void reconnect() {
        Link.RefusedException refusal = lastCause instanceof Link.RefusedException refused ? refused : null;
        if (refusal != null && !isPassing(refusal.code())) {
            lose(refusal.code(), String.valueOf(refusal.getMessage()));
            refusal = null;
        }
        lastCause = null;
        if (!hasSession && !isWanted()) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS));
            return;
        }
        long deadline = deadline();
        long backoff = BACKOFF_MILLIS_LEAST;
        while (!closing) {
            try {
                connect(deadline);
                return;
            } catch (Link.RefusedException refused) {
                refusal = refused;
                if (!isPassing(refused.code()) || pastDeadline(deadline)) {
                    lose(refused.code(), String.valueOf(refused.getMessage()));
                    return;
                }
            } catch (IOException cause) {
                if (pastDeadline(deadline)) {
                    // A refusal says more than that there was no time for another try.
                    lose(
                            refusal == null ? ErrorCode.UNREACHABLE : refusal.code(),
                            refusal == null ? address.unreachable(cause) : String.valueOf(refusal.getMessage()));
                    return;
                }
            }
            backoff = pause(backoff);
        }
    }

    private boolean isWanted() {
        return port.sending().hasSlots() || port.sending().hasWatches();
    }

    private void connect(long deadline) throws IOException {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        Frame first = hasSession
                ? new Frame.Resume(ProtocolLimits.VERSION, address.space(), session, secret, port.sending().received())
                : new Frame.Hello(ProtocolLimits.VERSION, address.space(), config.lease().toMillis());
        var _ = Link.open(address.resolve(), first, millis, this::answered);
    }

    private void answered(Link link, Frame answer) throws IOException {
        switch (answer) {
            case Frame.Welcome welcome -> {
                session = welcome.session();
                secret = welcome.secret();
                hasSession = true;
                port.sending().link(link, welcome.lastNumber());
                port.followers().wakeAll();
            }
            case Frame.Refused refused -> throw new Link.RefusedException(refused);
            case Frame other -> throw new IOException("the server answered with " + other);
        }
    }

    /// The session is gone, or given up: what waits fails, and the next connection opens another session. A refusal says
    /// nothing of what had been sent before, so the code is one that says so, too.
    private void lose(ErrorCode code, String why) {
        hasSession = false;
        List<Slot> lost = port.sending().reset();
        if (code.outcome() == ErrorCode.Outcome.UNKNOWN && !isPassing(code)) {
            fail(lost, code, why);
        } else {
            ErrorCode unknown = isPassing(code) ? ErrorCode.UNREACHABLE : ErrorCode.SESSION_EXPIRED;
            fail(lost, unknown, address + " refuses: " + code + ": " + why);
        }
    }

    private void fail(List<Slot> slots, ErrorCode code, String why) {
        Answer failed = Sending.failed(code, why);
        for (Slot slot : slots) {
            port.deliver(slot, failed);
        }
    }

    // ---- closing ----

    void close() {
        if (closing) {
            return;
        }
        closing = true;
        port.sending().close();
        closeSoon(port.sending().link());
        port.sending().part();
        wake();
        if (!isCurrentThread()) {
            joinQuietly();
        }
    }

    private static void closeSoon(@Nullable Link link) {
        if (link != null) {
            var _ = Ticker.after(FAREWELL_MILLIS, link::close);
        }
    }

    private void joinQuietly() {
        try {
            thread.join(2 * FAREWELL_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Fails what waits, and sees to it that the server hears the goodbye, and with it which answers have been received.
    private void farewell() {
        port.sending().close();
        fail(port.sending().abandon(), ErrorCode.CLOSED, "the session is closed");
        runCallbacks();
        readToTheEnd();
        if (hasSession && !port.sending().hasParted()) {
            returnToPart();
            readToTheEnd();
        }
        ticks.cancel(false);
        takeLead();
        runCallbacks();
    }

    private void readToTheEnd() {
        Link link = port.sending().link();
        while (link != null && port.sending().link() == link) {
            takeLead();
            try {
                port.read(link);
            } finally {
                port.stopLeading();
            }
        }
    }

    /// Waits until nobody else reads, or hands out what was read.
    private void takeLead() {
        while (!port.tryLead()) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /// Connects once more: the connection broke before the server had confirmed the goodbye.
    private void returnToPart() {
        takeLead();
        try {
            connect(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MILLIS));
            closeSoon(port.sending().link());
        } catch (IOException gone) {
            LOG.debug("{} can't be reached for a goodbye; a session it still has ends with its lease", address, gone);
        } finally {
            port.stopLeading();
        }
    }
}
