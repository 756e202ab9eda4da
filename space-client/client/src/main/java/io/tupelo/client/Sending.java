package io.tupelo.client;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.ProtocolException;
import io.tupelo.protocol.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The numbered requests of a session that are not answered, and the connection they go over. Thread-safe.
///
/// One lock guards the numbers and the buffer, and is not held while bytes are written: what others add meanwhile is
/// written by the same thread in its next go.
final class Sending {
    private static final int BUFFER_BYTES = 16 << 10;
    private static final int BUFFER_BYTES_KEPT = 1 << 20;
    private static final int UNACKNOWLEDGED_MAX = 256;
    private static final int QUIET_BYTES_MAX = 64 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Map<Long, Slot> slots = new ConcurrentHashMap<>();
    private final Map<Long, RemoteWatch> watches = new ConcurrentHashMap<>();
    private final int inFlightBytesMax;

    private WireWriter gathering = new WireWriter(BUFFER_BYTES);
    private WireWriter spare = new WireWriter(BUFFER_BYTES);
    private boolean writing;
    private boolean closed;
    private volatile boolean parted;
    private long lastNumber;
    private long inFlightBytes;
    private volatile long received;
    private volatile long acknowledged;
    private volatile @Nullable Link link;

    Sending(ClientConfig config) {
        inFlightBytesMax = config.inFlightBytesMax();
    }

    /// The thread that sees to it that there is a connection.
    interface Daemon {
        boolean isCurrentThread();

        /// Says whether the current thread is the daemon and sends what gathers later, all together.
        boolean writesLater();

        void wake();
    }

    @Nullable Link link() {
        return link;
    }

    @Nullable RemoteWatch watch(long number) {
        return watches.get(number);
    }

    boolean hasWatches() {
        return !watches.isEmpty();
    }

    boolean hasSlots() {
        return !slots.isEmpty();
    }

    long received() {
        return received;
    }

    /// Numbers the request and sends it, or keeps it until there is a connection. Waits while too much is in flight.
    ///
    /// @return the failure if it is refused at once
    @Nullable Answer submit(Slot slot, Daemon daemon) {
        lock.lock();
        try {
            while (inFlightBytes > inFlightBytesMax && !closed && !daemon.isCurrentThread()) {
                room.awaitUninterruptibly();
            }
            if (closed) {
                return failed(ErrorCode.CLOSED, "the session is closed");
            }
            Answer refused = add(slot);
            if (refused == null) {
                sendSoon(daemon);
            }
            return refused;
        } finally {
            lock.unlock();
        }
    }

    /// Under the lock.
    private void sendSoon(Daemon daemon) {
        if (link == null) {
            daemon.wake();
        } else if (!daemon.writesLater()) {
            flush();
        }
    }

    /// Withdraws a request that is not answered; one whose session was lost may share its number with another by now. Doesn't
    /// wait for room: what it ends may be what takes the room.
    void withdraw(Slot unanswered, Daemon daemon) {
        lock.lock();
        try {
            if (slots.get(unanswered.number) == unanswered) {
                withdraw(unanswered.number, daemon);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends a watch, here and at the server, unless it has ended.
    void withdraw(RemoteWatch watch, Daemon daemon) {
        lock.lock();
        try {
            if (watches.remove(watch.number(), watch)) {
                withdraw(watch.number(), daemon);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Forgets a watch that the server doesn't know any more.
    void forget(RemoteWatch watch) {
        watches.remove(watch.number(), watch);
    }

    /// Under the lock.
    private void withdraw(long number, Daemon daemon) {
        if (!closed) {
            add(Slot.forNobody(Request.of(new Operation.Withdraw(number))));
            sendSoon(daemon);
        }
    }

    /// Under the lock.
    private @Nullable Answer add(Slot slot) {
        int before = gathering.size();
        try {
            long acknowledging = received;
            FrameCodec.writeRequest(gathering, acknowledging, lastNumber + 1, slot.request);
            acknowledged = acknowledging;
        } catch (ProtocolException wrong) {
            return failed(wrong.code(), String.valueOf(wrong.getMessage()));
        }
        lastNumber++;
        slot.number = lastNumber;
        slot.bytes = gathering.size() - before;
        inFlightBytes += slot.bytes;
        if (slot.watch != null) {
            slot.watch.numbered(lastNumber);
            watches.put(lastNumber, slot.watch);
        }
        slots.put(lastNumber, slot);
        if (link == null) {
            gathering.cut(before);
        }
        return null;
    }

    static Answer failed(ErrorCode code, String message) {
        return new Answer.Failed(RemotePort.NOWHERE, code, message);
    }

    /// Sends a frame that has no number, if there is a connection.
    void say(Frame frame) {
        lock.lock();
        try {
            if (link != null) {
                FrameCodec.write(gathering, frame);
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Sends what has gathered.
    void flushGathered() {
        lock.lock();
        try {
            flush();
        } finally {
            lock.unlock();
        }
    }

    /// Under the lock, which is released while bytes are written.
    private void flush() {
        if (writing) {
            return;
        }
        writing = true;
        try {
            Link to = link;
            while (to != null && gathering.size() > 0) {
                WireWriter full = gathering;
                gathering = spare;
                write(to, full);
                full.cut(0);
                spare = full.array().length > BUFFER_BYTES_KEPT ? new WireWriter(BUFFER_BYTES) : full;
                to = link;
            }
        } finally {
            writing = false;
        }
    }

    private void write(Link to, WireWriter full) {
        lock.unlock();
        try {
            to.wire().write(full.array(), 0, full.size());
        } catch (IOException broken) {
            // Whoever reads finds the same, and the daemon sees to it.
            unlink(to);
        } finally {
            lock.lock();
        }
    }

    boolean needsAcknowledgement() {
        return received - acknowledged >= UNACKNOWLEDGED_MAX;
    }

    /// Tells the server what has been received, if nothing else will soon and it can't block: so little is on its way that
    /// the socket has room.
    void acknowledgeIfQuiet() {
        if (received == acknowledged || !lock.tryLock()) {
            return;
        }
        try {
            if (!writing && inFlightBytes < QUIET_BYTES_MAX) {
                acknowledge();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Tells the server what has been received.
    void acknowledge() {
        lock.lock();
        try {
            long acknowledging = received;
            acknowledged = acknowledging;
            if (link != null) {
                FrameCodec.write(gathering, new Frame.Requests(acknowledging, List.of()));
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Says whether that answer has not been received before.
    boolean isNew(long answerNumber) {
        return answerNumber > received;
    }

    /// Notes an answer as received, and returns the request it answers; null if nobody waits for it. What comes once this
    /// is closed has not been received: it can't be acknowledged any more. The leader's to call.
    @Nullable Slot answered(long number, long answerNumber) {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            received = answerNumber;
            Slot slot = slots.remove(number);
            if (slot != null) {
                release(slot);
            }
            return slot;
        } finally {
            lock.unlock();
        }
    }

    private void release(Slot slot) {
        boolean wasFull = inFlightBytes > inFlightBytesMax;
        inFlightBytes -= slot.bytes;
        if (wasFull && inFlightBytes <= inFlightBytesMax) {
            room.signalAll();
        }
    }

    /// Takes a connection that is broken out of use.
    void unlink(Link broken) {
        lock.lock();
        try {
            if (link == broken) {
                link = null;
                gathering.cut(0);
            }
        } finally {
            lock.unlock();
        }
        broken.close();
    }

    /// Takes a connection into use whose server has seen the requests up to `seen`: sends the others, and starts the
    /// watches again.
    void link(Link fresh, long seen) {
        lock.lock();
        try {
            gathering.cut(0);
            link = fresh;
            if (closed) {
                part();
                return;
            }
            List<Slot> again = new ArrayList<>(slots.values());
            again.removeIf(slot -> slot.number <= seen);
            again.sort(Comparator.comparingLong(slot -> slot.number));
            for (Slot slot : again) {
                // Acknowledging nothing, which Resume has done: so it is no larger than when it was sent first.
                FrameCodec.writeRequest(gathering, 0, slot.number, slot.request);
            }
            restartWatches();
            flush();
        } finally {
            lock.unlock();
        }
    }

    private void restartWatches() {
        for (RemoteWatch watch : List.copyOf(watches.values())) {
            if (watch.isStarted()) {
                watches.remove(watch.number());
                add(Slot.forNobody(Request.of(new Operation.Withdraw(watch.number()))));
                add(Slot.forRestart(Request.of(watch.restart()), watch));
            }
        }
    }

    /// Forgets the session: the numbers begin again. Returns the requests that will not be answered. Watches stay, to be
    /// started again, but for those that never began.
    List<Slot> reset() {
        lock.lock();
        try {
            lastNumber = 0;
            received = 0;
            acknowledged = 0;
            return abandon();
        } finally {
            lock.unlock();
        }
    }

    /// Forgets the requests that are not answered, and returns them.
    List<Slot> abandon() {
        lock.lock();
        try {
            List<Slot> lost = new ArrayList<>(slots.values());
            lost.sort(Comparator.comparingLong(slot -> slot.number));
            slots.clear();
            watches.values().removeIf(watch -> !watch.isStarted());
            inFlightBytes = 0;
            room.signalAll();
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /// Lets nobody send any more. What arrives from now on counts as not received.
    void close() {
        lock.lock();
        try {
            closed = true;
            watches.clear();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Says goodbye, if there is a connection, but first what has been received: the server undoes takes whose answers it
    /// doesn't know to have arrived. To be called once this is closed; a later connection begins with it.
    void part() {
        lock.lock();
        try {
            if (link != null) {
                acknowledged = received;
                FrameCodec.write(gathering, new Frame.Requests(received, List.of()));
                FrameCodec.write(gathering, new Frame.Goodbye());
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Notes that the server has said goodbye, too.
    void parted() {
        parted = true;
    }

    boolean hasParted() {
        return parted;
    }
}
