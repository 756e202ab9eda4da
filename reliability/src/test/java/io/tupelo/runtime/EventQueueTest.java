package io.tupelo.runtime;

import io.tupelo.operation.Event;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Receipt;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/// The consumer of an embedded watch gets every event, in the order of the space, and one at a time, whichever threads bring
/// them. Stands here to see the queue.
class EventQueueTest {
    @Test
    void eventsComeInOrderAndOneAtATime() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .iterations(3)
                .invocationsPerIteration(1_000)
                .check(Watched.class);
    }

    /// What threads do that change a space, as [LocalPort] does it: add under the space's lock, run without.
    public static final class Watched {
        private final EventQueue queue = new EventQueue(this::consume);
        private final List<Long> consumed = new ArrayList<>();
        private long added;
        private boolean consuming;

        /// Changes the space.
        @Operation
        public void change() {
            synchronized (this) {
                added++;
                queue.add(new Event(EventKind.GAP, "c", new Receipt(1, added, 0), null));
            }
            queue.run();
        }

        private void consume(Event event) {
            if (consuming) {
                throw new IllegalStateException("the consumer is called while it is called");
            }
            consuming = true;
            consumed.add(event.receipt().sequence());
            consuming = false;
        }

        /// After all of them, everything was told.
        @Validate
        public void everythingWasTold() {
            for (int i = 0; i < added; i++) {
                if (i >= consumed.size() || consumed.get(i) != i + 1) {
                    throw new IllegalStateException(consumed + " was told of " + added);
                }
            }
        }
    }
}
