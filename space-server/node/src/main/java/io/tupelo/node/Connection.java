package io.tupelo.node;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameBuffer;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.NumberedRequest;
import io.tupelo.protocol.ProtocolException;
import io.tupelo.protocol.ServerLimits;
import io.tupelo.protocol.WireWriter;
import io.tupelo.runtime.RemoteSession;
import io.tupelo.runtime.SessionSink;
import io.tupelo.runtime.SpaceRuntime;
import io.tupelo.space.SpaceException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection: reads frames, runs them, and sends what the space answers. Frames are read on MINA's thread; answers may
/// come on any.
final class Connection implements SessionSink {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int WRITER_BYTES = 512;

    private final IoSession io;
    private final ConnectionContext context;
    private final FrameBuffer frames = new FrameBuffer();
    private final Outbox outbox;
    private final Object writing = new Object();
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicBoolean dirty = new AtomicBoolean();
    private final long openedAtNanos;
    private volatile @Nullable RemoteSession session;
    private volatile @Nullable SpaceRuntime space;
    private volatile boolean greeted;
    /// While a session is being taken up: what it has to say comes after the welcome.
    private volatile boolean holding;
    private volatile boolean refused;
    private volatile boolean suspended;
    private volatile long refusedAtNanos;

    Connection(IoSession io, ConnectionContext context) {
        this.io = io;
        this.context = context;
        outbox = new Outbox(context.config().unsentBytesMax());
        openedAtNanos = context.nanoTime();
    }

    // ---- what arrives ----

    void received(IoBuffer buffer) {
        if (refused) {
            return;
        }
        try {
            frames.add(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining(), this::received);
        } catch (ProtocolException wrong) {
            refused(wrong.code(), String.valueOf(wrong.getMessage()));
        } catch (SpaceException failed) {
            refused(failed.code(), String.valueOf(failed.getMessage()));
        }
    }

    private void received(Frame frame) {
        if (refused) {
            return;
        }
        switch (frame) {
            case Frame.Requests requests -> run(requests);
            case Frame.Ping _ -> say(new Frame.Pong());
            case Frame.Pong _ -> {
                // That it arrived is all it says.
            }
            case Frame.Hello hello -> open(hello);
            case Frame.Resume resume -> resume(resume);
            case Frame.ListSpaces _ -> say(new Frame.Spaces(context.spaceNames()));
            case Frame.Goodbye _ -> goodbye();
            case Frame.Welcome _, Frame.Answers _, Frame.Events _, Frame.Refused _, Frame.Spaces _ ->
                refused(ErrorCode.MALFORMED_FRAME, "only a server sends " + frame.getClass().getSimpleName());
        }
    }

    private void run(Frame.Requests requests) {
        RemoteSession open = session;
        SpaceRuntime used = space;
        if (open == null || used == null) {
            refused(ErrorCode.MALFORMED_FRAME, "requests come after Hello or Resume");
            return;
        }
        if (context.config().data() != null) {
            context.passedTo(used);
        }
        if (requests.acknowledged() > 0) {
            open.acknowledge(requests.acknowledged(), !requests.requests().isEmpty());
        }
        for (NumberedRequest each : requests.requests()) {
            open.submit(each.number(), each.request());
        }
    }

    private void open(Frame.Hello hello) {
        SpaceRuntime wanted = spaceFor(hello.space());
        if (wanted == null) {
            return;
        }
        long secret = context.newSecret();
        long asked = hello.leaseMillis() == 0 ? context.config().leaseMillis() : hello.leaseMillis();
        long lease = Math.min(asked, context.config().leaseMillisMax());
        begin(wanted, secret, sink -> wanted.open(secret, lease, sink));
    }

    private void resume(Frame.Resume resume) {
        SpaceRuntime wanted = spaceFor(resume.space());
        if (wanted == null) {
            return;
        }
        begin(
                wanted,
                resume.secret(),
                sink -> wanted.resume(resume.session(), resume.secret(), resume.receivedAnswers(), sink));
    }

    private @Nullable SpaceRuntime spaceFor(String name) {
        if (greeted) {
            refused(ErrorCode.MALFORMED_FRAME, "a connection has one session");
            return null;
        }
        SpaceRuntime found = context.space(name);
        if (found == null) {
            refused(
                    ErrorCode.UNKNOWN_SPACE,
                    "there is no space " + name + "; this server has " + String.join(", ", context.spaceNames()));
        }
        return found;
    }

    private void begin(SpaceRuntime begun, long secret, Function<SessionSink, @Nullable RemoteSession> opening) {
        holding = true;
        space = begun;
        Interception interception = context.interceptors().isEmpty()
                ? null
                : new Interception(context.interceptors(), begun.name(), this);
        RemoteSession opened = opening.apply(interception == null ? this : interception);
        if (opened == null) {
            refused(ErrorCode.SESSION_EXPIRED, "the session is no more");
        } else {
            welcome(interception == null ? opened : interception.of(opened), secret);
        }
    }

    private void welcome(RemoteSession opened, long secret) {
        session = opened;
        greeted = true;
        WireWriter out = new WireWriter(WRITER_BYTES);
        ServerLimits limits = ServerLimits.of(context.config().limits());
        FrameCodec.write(out, new Frame.Welcome(opened.id(), secret, opened.lastNumber(), limits));
        synchronized (writing) {
            send(out);
            holding = false;
        }
        flush();
    }

    private void goodbye() {
        RemoteSession open = session;
        session = null;
        stopReading();
        if (open == null) {
            sayGoodbye();
        } else {
            open.close(this::sayGoodbye);
        }
    }

    private void sayGoodbye() {
        outbox.say(new Frame.Goodbye());
        pump();
        io.closeOnFlush();
    }

    private void stopReading() {
        refusedAtNanos = context.nanoTime();
        refused = true;
        holding = false;
    }

    // ---- what leaves ----

    @Override
    public void answered(long number, long answerNumber, Answer answer) {
        outbox.answered(number, answerNumber, answer);
    }

    @Override
    public void event(long number, Event event) {
        outbox.event(number, event, unsent.get());
    }

    @Override
    public void ended(String why) {
        if (session != null) {
            session = null;
            stopReading();
            outbox.say(new Frame.Refused(ErrorCode.SESSION_EXPIRED, why));
        }
    }

    @Override
    public void flush() {
        if (dirty.compareAndSet(false, true)) {
            context.flushLater(this);
        }
    }

    void flushNow() {
        dirty.set(false);
        pump();
    }

    void say(Frame frame) {
        outbox.say(frame);
        flush();
    }

    /// Refuses, says why, and ignores from now on what arrives; the session keeps its lease. The connection is closed a
    /// little later: closed at once, with bytes unread, it would be reset, and the client would not read why.
    @Override
    public void refused(ErrorCode code, String message) {
        if (refused) {
            return;
        }
        stopReading();
        LOG.warn("connection {} is refused: {}: {}", io.getRemoteAddress(), code, message);
        RemoteSession open = session;
        session = null;
        if (open != null) {
            open.detach(this);
        }
        say(new Frame.Refused(code, message));
    }

    private void pump() {
        synchronized (writing) {
            if (holding) {
                return;
            }
            while (!outbox.isEmpty() && unsent.get() < context.config().unsentBytesMax()) {
                WireWriter out = new WireWriter(WRITER_BYTES);
                outbox.write(out);
                send(out);
            }
            if (!outbox.isEmpty() && !suspended) {
                suspended = true;
                io.suspendRead();
            }
        }
    }

    private void send(WireWriter out) {
        if (out.size() > 0) {
            unsent.addAndGet(out.size());
            io.write(IoBuffer.wrap(out.array(), 0, out.size()));
        }
    }

    /// So many bytes have gone out.
    void sent(int bytes) {
        if (unsent.addAndGet(-bytes) >= context.config().unsentBytesMax() / 2) {
            return;
        }
        outbox.tellGaps();
        if (!outbox.isEmpty()) {
            pump();
        }
        synchronized (writing) {
            if (suspended && outbox.isEmpty()) {
                suspended = false;
                io.resumeRead();
            }
        }
    }

    // ---- life ----

    void idle(int times) {
        boolean isStuck = suspended && context.millisSince(io.getLastWriteTime()) < silenceMillisMax();
        if (times >= ConnectionContext.SILENCES_MAX && !isStuck) {
            LOG.info("connection {} is taken for dead: silent for {} s", io.getRemoteAddress(), silenceMillisMax() / 1000);
            io.closeNow();
        } else if (!refused) {
            say(new Frame.Ping());
        }
    }

    private long silenceMillisMax() {
        return ConnectionContext.SILENCES_MAX * 1000L * context.config().silenceSeconds();
    }

    /// Closes the connection if it has had its time: for a first frame, or for reading why it is refused.
    void sweep(long nowNanos, long helloNanos, long refusedNanos) {
        if (refused) {
            pump();
            if (nowNanos - refusedAtNanos > refusedNanos) {
                io.closeNow();
            }
        } else if (!greeted && nowNanos - openedAtNanos > helloNanos) {
            refused(ErrorCode.MALFORMED_FRAME, "no Hello came in time");
        }
    }

    void closed() {
        RemoteSession open = session;
        session = null;
        refused = true;
        if (open != null) {
            open.detach(this);
        }
    }

    /// Closes the connection once what it is told has been sent.
    void closeOnFlush() {
        pump();
        io.closeOnFlush();
    }
}
