package io.tupelo.examples.erlangotp;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.otp.Call;
import io.tupelo.actor.otp.From;
import io.tupelo.actor.otp.GenServer;
import io.tupelo.actor.otp.ServerMessage;
import io.tupelo.actor.otp.Step;

/// A counter: OTP's `gen_server`. Its state is a field, and gone when it crashes.
final class Counter extends GenServer<Counter.Request> {
    private final ActorRef<Started> listener;
    private long count;

    /// What it is asked; all are answered by the count.
    sealed interface Request {
        /// Adds.
        record Add(long amount) implements Request, Call<Long> {}

        /// Looks.
        record Get() implements Request, Call<Long> {}

        /// Ends it by what it throws.
        record Crash() implements Request, Call<Long> {}
    }

    /// One has begun.
    record Started() {}

    private Counter(ActorRef<Started> listener) {
        this.listener = listener;
    }

    /// Returns what it is as an actor.
    ///
    /// @param listener is told of each beginning
    static ActorSpec<ServerMessage<Request>> spec(ActorRef<Started> listener) {
        ActorSpec<ServerMessage<Request>> spec = GenServer.spec(() -> new Counter(listener));
        return spec.named("counter");
    }

    @Override
    protected Step init() {
        listener.tell(new Started());
        return Step.ok();
    }

    @Override
    protected Step handleCall(Request request, From from) {
        return Step.reply(countAfter(request));
    }

    @Override
    protected Step handleCast(Request request) {
        countAfter(request);
        return Step.ok();
    }

    private long countAfter(Request request) {
        count = switch (request) {
            case Request.Add(long amount) -> count + amount;
            case Request.Get() -> count;
            case Request.Crash() -> throw new IllegalStateException("crashed at " + count);
        };
        return count;
    }
}
