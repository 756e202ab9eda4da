package io.tupelo.node;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.Request;
import io.tupelo.protocol.Frame;
import io.tupelo.protocol.FrameCodec;
import io.tupelo.protocol.ProtocolLimits;
import io.tupelo.protocol.WireWriter;
import io.tupelo.runtime.RemoteSession;
import io.tupelo.runtime.SessionSink;
import io.tupelo.space.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows interceptors what a session asks and is answered: stands between session and connection, in both directions,
/// on nodes that have interceptors.
///
/// What the session has to say comes under the space's lock. It is queued, and goes on once the lock is released, so that
/// no interceptor runs under it; in one queue, because an event must not overtake the answer that its watch has begun.
final class Interception implements SessionSink {
    private static final Logger LOG = LoggerFactory.getLogger(Interception.class);
    private static final int WRITER_BYTES = 256;

    /// A request that isn't answered yet.
    ///
    /// @param seenBy how many of the interceptors have let it pass
    private record Asked(Interceptor.Context context, Request request, int seenBy) {}

    private final List<Interceptor> interceptors;
    private final String space;
    private final SessionSink connection;
    private final Queue<Runnable> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drains = new AtomicInteger();
    /// By number; belongs to the session, and goes from one connection's interception to the next one's.
    private volatile Map<Long, Asked> asked = new ConcurrentHashMap<>();

    /// @param interceptors in their order
    Interception(List<Interceptor> interceptors, String space, SessionSink connection) {
        this.interceptors = interceptors;
        this.space = space;
        this.connection = connection;
    }

    /// Returns the session with its requests intercepted.
    RemoteSession of(RemoteSession session) {
        return new InterceptedSession(session);
    }

    @Override
    public void follows(SessionSink before) {
        if (before instanceof Interception earlier) {
            asked = earlier.asked;
        }
    }

    // ---- what is asked ----

    private void submit(RemoteSession session, long number, Request request) {
        Interceptor.Context context = new Interceptor.Context(space, session.id());
        Request latest = request;
        int passed = 0;
        ErrorCode refused = null;
        String why = "";
        try {
            for (Interceptor each : interceptors) {
                latest = before(each, context, latest);
                passed++;
            }
        } catch (Interceptor.Veto veto) {
            refused = ErrorCode.VETOED;
            why = String.valueOf(veto.getMessage());
        } catch (Throwable failed) {
            LOG.error("interceptor {} failed; the request is refused", interceptors.get(passed), failed);
            refused = ErrorCode.INTERNAL;
            why = "an interceptor failed, so the request was not applied: " + failed;
        }
        asked.put(number, new Asked(context, latest, passed));
        if (refused == null) {
            session.submit(number, latest);
        } else {
            session.refuse(number, refused, why);
        }
    }

    @SuppressWarnings("ReferenceEquality") // most interceptors return the very request they are given
    private static Request before(Interceptor interceptor, Interceptor.Context context, Request request) {
        Request replacement = interceptor.before(context, request);
        if (replacement == request) {
            return request;
        }
        if (replacement.operation().getClass() != request.operation().getClass()) {
            throw new IllegalArgumentException("a request is replaced by one for the same kind of operation");
        }
        return asSent(replacement);
    }

    /// Returns the request as it would be if a client had sent it, or throws if none could have.
    private static Request asSent(Request replacement) {
        WireWriter out = new WireWriter(WRITER_BYTES);
        FrameCodec.writeRequest(out, 0, 1, replacement);
        int length = out.size() - ProtocolLimits.LENGTH_BYTES;
        Frame.Requests sent = (Frame.Requests) FrameCodec.read(out.array(), ProtocolLimits.LENGTH_BYTES, length);
        return sent.requests().getFirst().request();
    }

    // ---- what is answered ----

    @Override
    public void answered(long number, long answerNumber, Answer answer) {
        arrivals.add(() -> {
            after(number, answer);
            connection.answered(number, answerNumber, answer);
        });
    }

    /// An answer that is sent again was seen before.
    private void after(long number, Answer answer) {
        Asked was = asked.remove(number);
        if (was == null) {
            return;
        }
        for (Interceptor each : interceptors.subList(0, was.seenBy()).reversed()) {
            try {
                each.after(was.context(), was.request(), answer);
            } catch (Throwable failed) {
                LOG.error("interceptor {} failed; the answer leaves all the same", each, failed);
            }
        }
    }

    @Override
    public void event(long number, Event event) {
        arrivals.add(() -> connection.event(number, event));
    }

    @Override
    public void ended(String why) {
        arrivals.add(() -> connection.ended(why));
    }

    @Override
    public void refused(ErrorCode code, String why) {
        arrivals.add(() -> connection.refused(code, why));
        flush();
    }

    /// Lets go on what has come, unless another thread does so already: that one goes on then.
    @Override
    public void flush() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            for (Runnable next = arrivals.poll(); next != null; next = arrivals.poll()) {
                next.run();
            }
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
        connection.flush();
    }

    /// The session behind the interceptors. Requests are for the thread that reads the connection.
    private final class InterceptedSession implements RemoteSession {
        private final RemoteSession session;
        private long lastNumber;

        InterceptedSession(RemoteSession session) {
            this.session = session;
            this.lastNumber = session.lastNumber();
        }

        @Override
        public long id() {
            return session.id();
        }

        @Override
        public long lastNumber() {
            return session.lastNumber();
        }

        /// What is asked again isn't intercepted again: it has its answer.
        @Override
        public void submit(long number, Request request) {
            if (number > lastNumber) {
                lastNumber = number;
                Interception.this.submit(session, number, request);
            } else {
                session.submit(number, request);
            }
        }

        @Override
        public void refuse(long number, ErrorCode code, String sentence) {
            session.refuse(number, code, sentence);
        }

        @Override
        public void acknowledge(long answerNumber, boolean follows) {
            session.acknowledge(answerNumber, follows);
        }

        /// The sink that the session knows is the interception.
        @Override
        public void detach(SessionSink gone) {
            session.detach(Interception.this);
        }

        @Override
        public void close(Runnable then) {
            session.close(then);
        }
    }
}
