package io.tupelo.examples.javanow;

import io.tupelo.operation.Entry;
import io.tupelo.operation.Event;
import io.tupelo.operation.Receipt;
import io.tupelo.space.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Hears of entities that are put, and remembers up to where it did. Used by one thread; to be closed.
public final class EntityListener implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Subscription events;
    private Receipt lastSeen;

    EntityListener(Subscription events) {
        this.events = events;
        this.lastSeen = events.since();
    }

    /// Returns the values of the next `number` entities, waiting for them.
    ///
    /// @throws IllegalStateException if they don't come, or if the space no longer keeps some of them
    public List<Double> hear(int number) {
        List<Double> values = new ArrayList<>();
        while (values.size() < number) {
            Event event = events.next(PATIENCE).orElseThrow(() -> new IllegalStateException("nothing came any more"));
            Entry entry = event.entry();
            if (entry == null) {
                throw new IllegalStateException("a gap: some events are no longer kept");
            }
            values.add(entry.tuple().as(Entity.class).value());
            lastSeen = event.receipt();
        }
        return values;
    }

    /// Returns where in the space's order the last event it heard of was: where to go on from.
    public Receipt lastSeen() {
        return lastSeen;
    }

    @Override
    public void close() {
        events.close();
    }
}
