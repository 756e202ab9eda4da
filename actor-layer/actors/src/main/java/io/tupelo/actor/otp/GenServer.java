package io.tupelo.actor.otp;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Signal;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A server: OTP's `gen_server`. Its state is its fields; a new one is made for each beginning.
///
/// What a callback throws ends the server with [ExitReason.Failed], after [#terminate].
///
/// @param <M> the requests it accepts; those that are answered are [Call]s
public abstract class GenServer<M> {
    private static final String TIMEOUT = "gen_server timeout";

    private @Nullable Context<ServerMessage<M>> context;

    /// Makes one that hasn't begun.
    protected GenServer() {}

    /// Returns what the server is as an actor.
    ///
    /// @param make makes a server, for each beginning
    public static <M> ActorSpec<ServerMessage<M>> spec(Supplier<? extends GenServer<M>> make) {
        return ActorSpec.of(context -> {
            GenServer<M> server = make.get();
            return server.begin(context);
        });
    }

    /// Starts one on a host, without a supervisor.
    ///
    /// @throws io.tupelo.actor.StartException if it can't begin
    public static <M> ServerRef<M> start(ActorHost host, Class<M> protocol, Supplier<? extends GenServer<M>> make) {
        return new ServerRef<>(host.spawn(spec(make)), protocol);
    }

    /// Begins: `init`.
    protected Step init() throws Exception {
        return Step.ok();
    }

    /// Handles a request that is answered: `handle_call`. Whoever isn't answered now is by [From#reply], some time.
    protected Step handleCall(M request, From from) throws Exception {
        throw new UnsupportedOperationException("no call is answered here: " + request);
    }

    /// Handles a request that isn't answered: `handle_cast`.
    protected Step handleCast(M request) throws Exception {
        throw new UnsupportedOperationException("no cast is handled here: " + request);
    }

    /// Handles what else there is: `handle_info`. Exits that are trapped, downs and timers come as their [Signal].
    protected Step handleInfo(Object info) throws Exception {
        return Step.ok();
    }

    /// No message came for as long as the step before has said: `handle_info(timeout)`.
    protected Step handleTimeout() throws Exception {
        return Step.ok();
    }

    /// Goes on with what a step has put off: `handle_continue`.
    protected Step handleContinue(Object term) throws Exception {
        return Step.ok();
    }

    /// Is told that it ends: by itself, by its parent if it traps exits, or since a callback has thrown.
    protected void terminate(ExitReason reason) throws Exception {}

    /// Returns what the server can do as an actor.
    protected final Context<ServerMessage<M>> context() {
        Context<ServerMessage<M>> there = context;
        if (there == null) {
            throw new IllegalStateException("the server hasn't begun");
        }
        return there;
    }

    private Behavior<ServerMessage<M>> begin(Context<ServerMessage<M>> by) throws Exception {
        context = by;
        Step first = init();
        Server server = new Server();
        return server.after(first, null);
    }

    private final class Server implements Behavior<ServerMessage<M>> {
        private boolean timing;

        private Behavior<ServerMessage<M>> after(Step given, @Nullable From from) throws Exception {
            Step step = given;
            while (true) {
                Object reply = step.reply();
                if (reply != null) {
                    if (from == null) {
                        throw new IllegalStateException("bad_return_value: nobody has called, but a reply is given: " + reply);
                    }
                    from.reply(reply);
                }
                ExitReason end = step.end();
                if (end != null) {
                    return Behavior.stop(end);
                }
                Object then = step.then();
                if (then == null) {
                    time(step.timeout());
                    return this;
                }
                step = handleContinue(then);
            }
        }

        private void time(@Nullable Duration timeout) {
            if (timeout != null) {
                timing = true;
                context().startTimer(TIMEOUT, timeout);
            }
        }

        private void stopTiming() {
            if (timing) {
                timing = false;
                context().cancelTimer(TIMEOUT);
            }
        }

        @Override
        public Behavior<ServerMessage<M>> receive(Context<ServerMessage<M>> by, ServerMessage<M> message) throws Exception {
            stopTiming();
            return switch (message) {
                case ServerMessage.Asked<M>(M request, From from) -> after(handleCall(request, from), from);
                case ServerMessage.Cast<M>(M request) -> after(handleCast(request), null);
                case ServerMessage.Other<M>(Object info) -> after(handleInfo(info), null);
            };
        }

        @Override
        public Behavior<ServerMessage<M>> signal(Context<ServerMessage<M>> by, Signal signal) throws Exception {
            if (signal instanceof Signal.Timeout(Object key) && TIMEOUT.equals(key)) {
                timing = false;
                return after(handleTimeout(), null);
            }
            stopTiming();
            if (signal instanceof Signal.Exit exit && by.isParent(exit.from())) {
                return Behavior.stop(exit.reason());
            }
            return after(handleInfo(signal), null);
        }

        @Override
        public void terminate(Context<ServerMessage<M>> by, ExitReason reason) throws Exception {
            GenServer.this.terminate(reason);
        }

        /// As in OTP, who doesn't trap exits isn't told.
        @Override
        public void exited(Context<ServerMessage<M>> by, ExitReason reason) {}
    }
}
