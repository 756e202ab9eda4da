package io.tupelo.client;

import io.tupelo.operation.Operation.Commit;
import io.tupelo.operation.Request;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/// The threads that wait while another one reads, added, removed and woken at once: the results are those of one thing after
/// the other. How they hand the reading on is under stress in `QueueTest`. Stands here to see them.
class FollowersTest {
    @Test
    void addingRemovingAndWakingAtOnce() {
        new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(3)
                .iterations(10)
                .invocationsPerIteration(500)
                .check(Waiting.class);
    }

    /// Three requests that wait, or don't.
    @Param(name = "which", gen = IntGen.class, conf = "0:2")
    public static final class Waiting {
        private final Followers followers = new Followers();
        private final Slot[] slots = new Slot[3];

        /// Makes the requests.
        public Waiting() {
            for (int i = 0; i < slots.length; i++) {
                slots[i] = Slot.forNobody(Request.of(new Commit(i)));
            }
        }

        /// Has it wait, unless it does.
        @Operation(params = "which")
        public void add(int which) {
            synchronized (slots[which]) {
                if (!slots[which].isListed) {
                    followers.add(slots[which]);
                }
            }
        }

        /// Has it wait no longer.
        @Operation(params = "which")
        public void remove(int which) {
            synchronized (slots[which]) {
                followers.remove(slots[which]);
            }
        }

        /// Wakes one of those that wait.
        @Operation
        public boolean wakeOne() {
            return followers.wakeOne();
        }

        /// Wakes those that wait.
        @Operation
        public void wakeAll() {
            followers.wakeAll();
        }
    }
}
