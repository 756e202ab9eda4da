package io.tupelo.space;

import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The events of a watch, in the order of the space. Thread-safe; to be closed.
///
/// Up to 10,000 events wait for who reads them. Beyond that the newest are left out and one [EventKind#GAP] stands in
/// their place: a slow reader never slows the space. Who needs all of them watches again from the receipt of the last
/// event before the gap.
public final class Subscription implements AutoCloseable {
    /// How many events wait at most.
    public static final int BUFFERED_MAX = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Event> buffer = new ArrayDeque<>();
    private SpacePort.@Nullable Watch watch;
    private boolean closed;

    private Subscription() {}

    static Subscription start(SpacePort port, Operation.Watch what) {
        Subscription subscription = new Subscription();
        subscription.watch = port.watch(what, subscription::offer);
        return subscription;
    }

    static Subscription start(SpacePort port, Operation.Watch what, Consumer<? super Event> consumer) {
        Subscription subscription = start(port, what);
        Thread.ofVirtual().name("watch " + what.container()).start(() -> subscription.deliver(consumer));
        return subscription;
    }

    private void offer(Event event) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (buffer.size() < BUFFERED_MAX) {
                buffer.add(event);
            } else if (buffer.getLast().kind() != EventKind.GAP) {
                buffer.add(new Event(EventKind.GAP, event.container(), event.receipt(), null));
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Consumer<? super Event> consumer) {
        try (this) {
            for (Optional<Event> next = await(Long.MAX_VALUE); next.isPresent(); next = await(Long.MAX_VALUE)) {
                consumer.accept(next.get());
            }
        }
    }

    /// Returns the next event, waiting for it `patience` at most; empty if none came or this is closed.
    ///
    /// @throws SpaceException `CANCELLED` if the thread is interrupted while it waits; no event is lost, and the flag is
    ///     set again
    public Optional<Event> next(Duration patience) {
        return await(TimeUnit.NANOSECONDS.convert(patience));
    }

    /// Returns the next event if it is here already.
    public Optional<Event> poll() {
        return await(0);
    }

    private Optional<Event> await(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (buffer.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(buffer.poll());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SpaceException(ErrorCode.CANCELLED, "interrupted while waiting for an event", interrupted);
        } finally {
            lock.unlock();
        }
    }

    /// Returns the receipt after which events come.
    public Receipt since() {
        if (watch == null) {
            throw new IllegalStateException("the watch has not begun");
        }
        return watch.since();
    }

    /// Ends the watch, and drops the events that were not read. Whoever waits for one gets none.
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            buffer.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (watch != null) {
            watch.close();
        }
    }
}
