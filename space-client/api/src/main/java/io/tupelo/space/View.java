package io.tupelo.space;

import io.tupelo.operation.Answer;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A port, and what every request through it carries.
record View(SpacePort port, long transaction, boolean atMostOnce, Request.@Nullable ReplyTo replyTo) {
    static View plain(SpacePort port) {
        return new View(port, 0, false, null);
    }

    View in(long ofTransaction) {
        return new View(port, ofTransaction, atMostOnce, replyTo);
    }

    View deliveringAtMostOnce() {
        return new View(port, transaction, true, replyTo);
    }

    View replyingTo(Request.ReplyTo place) {
        return new View(port, transaction, atMostOnce, place);
    }

    Answer call(Operation operation) {
        return port.call(request(operation));
    }

    <T> CompletableFuture<T> send(Operation operation, Function<Answer, T> meaning) {
        return Pending.of(port.send(request(operation)), meaning);
    }

    <T> CompletableFuture<T> sendHelping(Operation operation, Function<Answer, T> meaning) {
        return Pending.of(port.sendHelping(request(operation)), meaning);
    }

    /// Sends what ends something, and waits for it even if the thread is interrupted. A failure is left alone: what was
    /// to be ended then ends by its deadline.
    void end(Operation operation) {
        port.send(request(operation)).handle((answer, failure) -> answer).join();
    }

    private Request request(Operation operation) {
        return new Request(operation, transaction, atMostOnce, replyTo);
    }
}
