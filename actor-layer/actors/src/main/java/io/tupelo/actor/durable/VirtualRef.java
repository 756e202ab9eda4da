package io.tupelo.actor.durable;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.AskException;
import io.tupelo.actor.otp.Call;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Where to reach a virtual actor, which is always there: whoever sends to it needn't know where it runs, and whether it does.
/// Thread-safe; two of the same actor are equal.
///
/// @param <M> the messages that the actor accepts
public interface VirtualRef<M> extends ActorRef<M> {
    /// Returns the name of its type.
    String type();

    /// Returns which one of its type.
    String key();

    /// Sends a message, and completes when it is safe: it will be handled, exactly once.
    ///
    /// @throws IllegalArgumentException if the actor doesn't accept it
    CompletableFuture<Void> send(M message);

    /// Asks. The answer comes when what it tells of is safe.
    ///
    /// @return completes with the answer, or with [AskException]: after a `timeout` it isn't known whether the question was carried out
    /// @throws IllegalArgumentException if the actor doesn't accept such a question
    <R> CompletableFuture<R> askAsync(Call<R> question, Duration timeout);

    /// Asks, and waits for the answer; as [#askAsync]. From a thread that may wait.
    ///
    /// @throws AskException if there is none
    default <R> R ask(Call<R> question, Duration timeout) {
        return Asks.join(askAsync(question, timeout));
    }

    /// As [#ask(Call, Duration)], for 5 seconds at most.
    default <R> R ask(Call<R> question) {
        return ask(question, Asks.TIMEOUT);
    }
}
