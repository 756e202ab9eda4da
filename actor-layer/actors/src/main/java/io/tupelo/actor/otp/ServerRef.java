package io.tupelo.actor.otp;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.AskException;
import java.time.Duration;

/// Where to reach a [GenServer]. Thread-safe.
///
/// @param actor the actor
/// @param protocol the requests it accepts
public record ServerRef<M>(ActorRef<ServerMessage<M>> actor, Class<M> protocol) {
    /// How long a call waits if nothing is said, as OTP's does.
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    /// Calls, and waits for the answer for 5 seconds at most.
    ///
    /// @throws AskException as [#call(Call, Duration)]
    public <R> R call(Call<R> request) {
        return call(request, CALL_TIMEOUT);
    }

    /// Calls, and waits for the answer. From a thread that may wait.
    ///
    /// @throws AskException if no answer came in time, the server doesn't exist, or it ended before it answered; with why
    /// @throws IllegalArgumentException if the server doesn't accept such a request
    public <R> R call(Call<R> request, Duration timeout) {
        M accepted = accepted(request);
        Class<?> type = ReplyTypes.of(request);
        return actor.<R>ask(replyTo -> new ServerMessage.Asked<>(accepted, from(replyTo, type)), timeout);
    }

    @SuppressWarnings("unchecked") // From lets through only what is of the type
    private static From from(ActorRef<?> replyTo, Class<?> type) {
        return new From((ActorRef<Object>) replyTo, type);
    }

    /// Sends a request that isn't answered. Never fails, whether the server exists or not.
    ///
    /// @throws IllegalArgumentException if the server doesn't accept such a request
    public void cast(M request) {
        actor.tell(new ServerMessage.Cast<>(accepted(request)));
    }

    /// Sends something that isn't a request.
    public void info(Object info) {
        actor.tell(new ServerMessage.Other<>(info));
    }

    private M accepted(Object request) {
        if (!protocol.isInstance(request)) {
            throw new IllegalArgumentException(actor.name() + " accepts " + protocol.getName() + ", not "
                    + request.getClass().getName());
        }
        return protocol.cast(request);
    }
}
