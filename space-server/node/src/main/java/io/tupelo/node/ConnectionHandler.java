package io.tupelo.node;

import io.tupelo.operation.ErrorCode;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.core.session.IoSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What MINA tells, handed to the connection it is about.
final class ConnectionHandler extends IoHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);
    private static final AttributeKey CONNECTION = new AttributeKey(ConnectionHandler.class, "connection");
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ConnectionContext context;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    ConnectionHandler(ConnectionContext context) {
        this.context = context;
        context.loop().atBeginningOfRound(this::beginRound);
        context.loop().atEndOfRound(this::endRound);
    }

    @Override
    public void sessionCreated(IoSession io) {
        Connection connection = new Connection(io, context);
        io.setAttribute(CONNECTION, connection);
        connections.add(connection);
    }

    @Override
    public void sessionOpened(IoSession io) {
        int most = context.config().connectionsMax();
        if (connections.size() > most) {
            of(io).refused(ErrorCode.OVERLOADED, "there are " + most + " connections already; try later");
        }
    }

    @Override
    public void messageReceived(IoSession io, Object message) {
        context.loop().beginReceiving();
        try {
            of(io).received((IoBuffer) message);
        } finally {
            endReceiving();
        }
    }

    /// Writes what has come from other threads. Each connection that fails at it is left out, and the others are not.
    private void beginRound() {
        while (context.hasNoted()) {
            context.loop().beginReceiving();
            try {
                context.flushNoted();
            } catch (RuntimeException defect) {
                LOG.error("a defect met when answers were written; please report it", defect);
            } finally {
                endReceiving();
            }
        }
    }

    private void endRound() {
        if (context.endsRound()) {
            context.loop().beginReceiving();
            try {
                context.endRound();
            } finally {
                endReceiving();
            }
        }
    }

    private void endReceiving() {
        try {
            context.flushAll();
        } finally {
            context.loop().endReceiving();
        }
    }

    @Override
    public void messageSent(IoSession io, Object message) {
        of(io).sent(((IoBuffer) message).limit());
    }

    @Override
    public void sessionIdle(IoSession io, IdleStatus status) {
        of(io).idle(io.getIdleCount(status));
    }

    @Override
    public void exceptionCaught(IoSession io, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("connection {} broke", io.getRemoteAddress(), cause);
            io.closeNow();
        } else {
            LOG.error("a defect met by connection {}; please report it", io.getRemoteAddress(), cause);
            of(io).refused(ErrorCode.INTERNAL, "a defect of the server: " + cause);
        }
    }

    @Override
    public void sessionClosed(IoSession io) {
        Connection connection = of(io);
        connections.remove(connection);
        connection.closed();
    }

    private static Connection of(IoSession io) {
        return (Connection) io.getAttribute(CONNECTION);
    }

    /// Looks after the connections that have had their time.
    void sweep() {
        long now = context.nanoTime();
        connections.forEach(connection -> connection.sweep(now, context.helloNanos(), REFUSED_NANOS));
    }

    /// Tells all connections that the server stops.
    void refuseAll() {
        connections.forEach(connection -> {
            connection.refused(ErrorCode.CLOSED, "the server stops");
            connection.closeOnFlush();
        });
    }
}
