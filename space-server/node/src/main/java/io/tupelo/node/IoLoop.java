package io.tupelo.node;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Executor;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// MINA's processor, without the system calls that are not needed: to wake its thread up when it is that thread that writes,
/// and to read when everything has been read. And without MINA's alarm when a peer is gone: connections break every day.
///
/// Answers written while a message is being received are flushed in the same round of the loop, so there is nobody to be
/// woken. Everywhere else a wake-up is needed, also on this thread: what is written while a round is being finished must
/// start another one.
final class IoLoop extends NioProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(IoLoop.class);
    private static final Thread NOBODY = Thread.ofPlatform().unstarted(() -> {});
    private static final int END_OF_STREAM = -1;

    private volatile Thread receiving;
    private volatile Runnable beginningOfRound = () -> {};
    private volatile Runnable endOfRound = () -> {};

    IoLoop(Executor executor) {
        super(executor);
        receiving = NOBODY;
    }

    /// Has something done at the beginning of each round, before any session is read. [#wake] begins one.
    void atBeginningOfRound(Runnable action) {
        beginningOfRound = action;
    }

    /// Has something done at the end of each round, when every session that was selected has been read, before what they are
    /// answered is written.
    void atEndOfRound(Runnable action) {
        endOfRound = action;
    }

    @Override
    protected int select(long timeout) throws Exception {
        int selected = super.select(timeout);
        beginningOfRound.run();
        return selected;
    }

    @Override
    protected Iterator<NioSession> selectedSessions() {
        Iterator<NioSession> selected = super.selectedSessions();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (selected.hasNext()) {
                    return true;
                }
                endOfRound.run();
                return false;
            }

            @Override
            public NioSession next() {
                return selected.next();
            }

            @Override
            public void remove() {
                selected.remove();
            }
        };
    }

    void beginReceiving() {
        receiving = Thread.currentThread();
    }

    void endReceiving() {
        receiving = NOBODY;
    }

    /// Says whether this is the loop's thread, within a batch whose end will flush.
    boolean isReceiving() {
        return receiving == Thread.currentThread();
    }

    /// Reads once for each time a session is selected. MINA reads until there is nothing left, which costs a system call for
    /// each request to hear that; should there be more, the session is selected again.
    @Override
    protected int read(NioSession session, IoBuffer buffer) throws Exception {
        if (buffer.position() > 0) {
            return 0;
        }
        try {
            return super.read(session, buffer);
        } catch (IOException cause) {
            broken(session, cause);
            return END_OF_STREAM;
        }
    }

    @Override
    protected int write(NioSession session, IoBuffer buffer, int length) throws IOException {
        try {
            return super.write(session, buffer, length);
        } catch (IOException cause) {
            broken(session, cause);
            session.closeNow();
            return 0;
        }
    }

    private static void broken(NioSession session, IOException cause) {
        LOG.info("connection {} broke: {}", session.getRemoteAddress(), cause.getMessage());
    }

    /// Has a round begun once the present one is over, or at once if the loop waits.
    void wake() {
        super.wakeup();
    }

    @Override
    protected void wakeup() {
        if (!isReceiving()) {
            super.wakeup();
        }
    }
}
