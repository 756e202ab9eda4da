package io.tupelo.client;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.space.SpacePort;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A watch, across connections: each new one starts it again from where it had come to.
final class RemoteWatch implements SpacePort.Watch {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteWatch.class);

    private final Operation.Watch operation;
    private final Consumer<Event> events;
    private final Consumer<RemoteWatch> withdraw;
    private volatile long number;
    private volatile boolean closed;
    private volatile @Nullable Receipt since;
    private volatile @Nullable Receipt last;

    /// @param withdraw ends the watch at the server
    RemoteWatch(Operation.Watch operation, Consumer<Event> events, Consumer<RemoteWatch> withdraw) {
        this.operation = operation;
        this.events = events;
        this.withdraw = withdraw;
    }

    long number() {
        return number;
    }

    void numbered(long by) {
        number = by;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isStarted() {
        return since != null;
    }

    void started(Receipt receipt) {
        if (since == null) {
            since = operation.from() == null ? receipt : operation.from();
        }
    }

    /// It has been started again, at `receipt`. If that is before what it was told last, the server has begun anew: nobody
    /// knows what happened in between, and its receipts count from there. On the thread that delivers.
    synchronized void restarted(Receipt receipt) {
        Receipt before = last == null ? since : last;
        if (before != null && receipt.compareTo(before) < 0) {
            last = null;
            deliver(new Event(EventKind.GAP, operation.container(), receipt, null));
        }
    }

    /// It can't be started again: no event comes any more.
    void lost(Answer.Failed why) {
        LOG.error("the watch on {} has ended: {}: {}", operation.container(), why.code(), why.message());
    }

    /// Returns the request that goes on where this has come to.
    Operation.Watch restart() {
        Receipt from = last == null ? since : last;
        return new Operation.Watch(operation.container(), operation.selection(), operation.kinds(), from);
    }

    /// Hands an event on, unless it was seen before, or the watch is closed. On one thread only.
    synchronized void deliver(Event event) {
        Receipt seen = last;
        if (closed || (seen != null && event.kind() != EventKind.GAP && event.receipt().compareTo(seen) <= 0)) {
            return;
        }
        if (seen == null || event.receipt().compareTo(seen) > 0) {
            last = event.receipt();
        }
        try {
            events.accept(event);
        } catch (RuntimeException failed) {
            LOG.error("the consumer of a watch on {} failed; its next event comes all the same", operation.container(), failed);
        }
    }

    @Override
    public Receipt since() {
        Receipt receipt = since;
        if (receipt == null) {
            throw new IllegalStateException("the watch has not begun");
        }
        return receipt;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        withdraw.accept(this);
    }
}
