package io.tupelo.benchmarks.actor;

import java.util.concurrent.CountDownLatch;

/// What actors of either side tell each other.
sealed interface Message {
    /// To a receiver: so many items will come.
    record Expect(int items, CountDownLatch done) implements Message {}

    /// To a sender: send so many items.
    record Send(int items) implements Message {}

    /// To a receiver.
    record Item(int sender) implements Message {}

    /// To a sender: [ActorSide#ITEMS_ACKNOWLEDGED] more items were received.
    record Received() implements Message {}

    /// To an actor in a ring: hand it on, so often.
    record Token(int left, CountDownLatch done) implements Message {}
}
