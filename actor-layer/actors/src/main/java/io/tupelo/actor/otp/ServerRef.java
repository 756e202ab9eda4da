package io.tupelo.actor.otp;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.AskException;
import io.tupelo.actor.Context;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Where to reach a [GenServer] or a [GenStateMachine]. Thread-safe.
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

    /// Calls, and waits for the answer: `call`. From a thread that may wait.
    ///
    /// @throws AskException if no answer came in time (`timeout`), the server doesn't exist ([io.tupelo.actor.ExitReason#NO_PROCESS]), or
    ///     it ended before it answered (its own reason). Whether the request was handled isn't known
    /// @throws IllegalArgumentException if the server doesn't accept such a request
    public <R> R call(Call<R> request, Duration timeout) {
        M accepted = accepted(request);
        Class<?> type = ReplyTypes.of(request);
        return actor.<R>ask(replyTo -> new ServerMessage.Asked<>(accepted, from(replyTo, type)), timeout);
    }

    /// Calls from an actor, which doesn't wait: `send_request`. What comes of it is made a message to that actor: the answer, or the
    /// [AskException] that [#call(Call, Duration)] would throw. Nothing comes of an answer after that.
    ///
    /// @param by the actor that calls, in its turn
    /// @throws IllegalArgumentException if the server doesn't accept such a request
    public <N, R> void ask(
            Context<N> by,
            Call<R> request,
            Duration timeout,
            BiFunction<@Nullable R, @Nullable Throwable, ? extends N> message) {
        M accepted = accepted(request);
        Class<?> type = ReplyTypes.of(request);
        by.<ServerMessage<M>, R>ask(
                actor, replyTo -> new ServerMessage.Asked<>(accepted, from(replyTo, type)), timeout, message);
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
