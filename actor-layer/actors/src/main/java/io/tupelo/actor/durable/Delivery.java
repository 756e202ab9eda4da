package io.tupelo.actor.durable;

import io.tupelo.operation.Entry;
import io.tupelo.operation.Receipt;
import io.tupelo.space.BatchOutcome;
import io.tupelo.tuple.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an [Activation] is told.
sealed interface Delivery {
    /// A message is in the mail.
    record Mailed(Entry entry, Receipt receipt) implements Delivery {}

    /// Somebody asks.
    record Asked(Question question) implements Delivery {}

    /// A timer has run out.
    record Timed(Object message) implements Delivery {}

    /// What the space has of the actor was read, or couldn't be.
    record Read(BatchOutcome.@Nullable Applied read, @Nullable Throwable failure) implements Delivery {}

    /// Its events were read, after the rest.
    record Replay(BatchOutcome.Applied read, @Nullable Tuple kept, List<Tuple> events) implements Delivery {}

    /// A step is safe.
    record Committed() implements Delivery {}

    /// A step, and all after it, didn't take effect.
    record Lost(String why) implements Delivery {}

    /// The message that has failed is to be tried again.
    record TryAgain() implements Delivery {}

    /// It is to leave the memory, once its steps are safe.
    ///
    /// @param comesBack whether it reads its mail anew at once
    record Leave(boolean comesBack) implements Delivery {}

    /// Nothing comes any more but what was on its way.
    record Gone() implements Delivery {}
}
