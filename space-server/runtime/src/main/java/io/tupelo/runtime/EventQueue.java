package io.tupelo.runtime;

import io.tupelo.operation.Event;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Hands events to a consumer in order and one at a time, on whichever thread comes first.
final class EventQueue implements Runnable {
    private final ConcurrentLinkedQueue<Event> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drains = new AtomicInteger();
    private final Consumer<Event> consumer;
    private volatile boolean closed;

    EventQueue(Consumer<Event> consumer) {
        this.consumer = consumer;
    }

    void add(Event event) {
        queue.add(event);
    }

    void close() {
        closed = true;
    }

    /// Drains the queue, unless another thread does so already: that one goes on then.
    @Override
    public void run() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            for (Event event = queue.poll(); event != null; event = queue.poll()) {
                if (!closed) {
                    Guarded.tell(consumer, event);
                }
            }
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }
}
