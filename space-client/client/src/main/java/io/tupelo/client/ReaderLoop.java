package io.tupelo.client;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.ProtocolLimits;
import io.tupelo.space.SpaceException;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The daemon of a session: reads while nobody else does, completes futures, tells watches, acknowledges when it is quiet,
/// and connects again. Owns its thread.
final class ReaderLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderLoop.class);
    private static final long QUIET_MILLIS = 50;
    private static final long IDLE_MILLIS = 1_000;
    private static final long BACKOFF_MILLIS_LEAST = 5;
    private static final long BACKOFF_MILLIS_MOST = 500;
    private static final long FAREWELL_MILLIS = 1_000;

    private final RemotePort port;
    private final SpaceAddress address;
    private final ClientConfig config;
    private final Thread thread;
    private final Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
    /// Futures that are not completed.
    private final AtomicInteger awaited = new AtomicInteger();
    private volatile boolean closing;
    private volatile @Nullable IOException lastCause;
    private boolean inCallbacks;
    private long ledAt;
    private long acknowledgedAt;
    private long session;
    private long secret;
    private boolean hasSession;

    ReaderLoop(RemotePort port, SpaceAddress address, ClientConfig config) {
        this.port = port;
        this.address = address;
        this.config = config;
        thread = Thread.ofPlatform().daemon().name("tupelo-client-" + address.space()).unstarted(this::run);
    }

    // ---- told by other threads ----

    /// A future more waits.
    void asked() {
        awaited.incrementAndGet();
        wake();
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

    void broken(Link link, IOException cause) {
        lastCause = cause;
        wake();
    }

    void wake() {
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

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /// Says whether this is the daemon, telling of answers: what its callbacks send is written together when it is done.
    boolean writesLater() {
        return isCurrentThread() && inCallbacks;
    }

    // ---- the loop ----

    private void run() {
        while (!closing) {
            runCallbacks();
            step();
            acknowledgeIfQuiet();
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
            port.read(link, QUIET_MILLIS);
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
                port.read(link, port.sending().hasUnacknowledged() ? QUIET_MILLIS : IDLE_MILLIS);
                runCallbacks();
            } while (isAwaited() && !inCallbacks && !closing && port.sending().link() == link);
        } finally {
            ledAt = System.nanoTime();
            port.stopLeading();
        }
    }

    private void acknowledgeIfQuiet() {
        if (!port.sending().hasUnacknowledged()) {
            return;
        }
        long now = System.nanoTime();
        if (now - acknowledgedAt > TimeUnit.MILLISECONDS.toNanos(QUIET_MILLIS)) {
            acknowledgedAt = now;
            port.sending().acknowledge();
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

    /// Connects for the first time, on the caller's thread.
    void connectFirst() {
        long deadline = deadline();
        long backoff = BACKOFF_MILLIS_LEAST;
        SpaceException failure = null;
        while (failure == null || !pastDeadline(deadline)) {
            try {
                connect(deadline);
                thread.start();
                return;
            } catch (Link.RefusedException refused) {
                failure = new SpaceException(refused.code(), address + " refuses: " + refused.getMessage(), refused);
                if (!isPassing(refused.code())) {
                    throw failure;
                }
            } catch (IOException cause) {
                // A refusal says more than that there was no time for another try.
                if (failure == null || failure.code() == ErrorCode.UNREACHABLE) {
                    failure = new SpaceException(ErrorCode.UNREACHABLE, "can't reach " + address + ": " + cause, cause);
                }
            }
            backoff = pause(backoff);
        }
        throw failure;
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

    /// A server that is full or just stopping may welcome us later.
    private static boolean isPassing(ErrorCode code) {
        return code == ErrorCode.OVERLOADED || code == ErrorCode.CLOSED;
    }

    /// Tries to get the connection back until it succeeds or its time is up. Without a session, and nobody who waits,
    /// there is no hurry.
    private void reconnect() {
        if (lastCause instanceof Link.RefusedException refused && !isPassing(refused.code())) {
            lose(refused.code(), String.valueOf(refused.getMessage()));
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
                if (!isPassing(refused.code()) || pastDeadline(deadline)) {
                    lose(refused.code(), String.valueOf(refused.getMessage()));
                    return;
                }
            } catch (IOException cause) {
                if (pastDeadline(deadline)) {
                    lose(ErrorCode.UNREACHABLE, "can't reach " + address + ": " + cause);
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
        Link link = new Link(SocketWire.connect(address.resolve(), millis));
        boolean isLinked = false;
        try {
            Frame first = hasSession
                    ? new Frame.Resume(
                            ProtocolLimits.VERSION, address.space(), session, secret, port.sending().received())
                    : new Frame.Hello(ProtocolLimits.VERSION, address.space(), config.lease().toMillis());
            switch (link.ask(first, millis)) {
                case Frame.Welcome welcome -> {
                    session = welcome.session();
                    secret = welcome.secret();
                    hasSession = true;
                    isLinked = true;
                    port.sending().link(link, welcome.lastNumber());
                    port.followers().wakeAll();
                }
                case Frame.Refused refused -> throw new Link.RefusedException(refused);
                case Frame other -> throw new IOException("the server answered " + first + " with " + other);
            }
        } finally {
            if (!isLinked) {
                link.close();
            }
        }
    }

    /// The session is gone, or given up: what waits fails, and the next connection opens another session.
    private void lose(ErrorCode code, String why) {
        hasSession = false;
        Answer failed = Sending.failed(code, why);
        for (Slot slot : port.sending().reset()) {
            port.deliver(slot, failed);
        }
    }

    // ---- closing ----

    void close() {
        if (closing) {
            return;
        }
        port.sending().say(new Frame.Goodbye());
        port.sending().close();
        closing = true;
        Link link = port.sending().link();
        if (link != null) {
            link.wire().wakeUp();
        }
        wake();
        if (!isCurrentThread()) {
            joinQuietly();
        }
    }

    private void joinQuietly() {
        try {
            thread.join(2 * FAREWELL_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Fails what waits, and gives the server a moment to close the connection, so that the goodbye arrives.
    private void farewell() {
        lose(ErrorCode.CLOSED, "the session is closed");
        Link link = port.sending().link();
        if (link != null) {
            link.wire().wakeUp();
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MILLIS);
        while (link != null && port.sending().link() == link && !pastDeadline(deadline)) {
            if (port.tryLead() || port.isLeading()) {
                port.read(link, QUIET_MILLIS);
            } else {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        if (link != null) {
            port.sending().unlink(link);
        }
        lose(ErrorCode.CLOSED, "the session is closed");
        runCallbacks();
    }
}
