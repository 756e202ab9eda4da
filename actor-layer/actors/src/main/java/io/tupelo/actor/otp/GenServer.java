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
/// What a callback throws ends the server with [ExitReason.Failed], after [#terminate]. What it returns and may not ends it with
/// [BadReturn]. Whoever has called and wasn't answered is told why it ended.
///
/// Signals come before the messages that wait. Callbacks are called by one thread at a time.
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

    /// Starts one on a host, without a supervisor: `start`.
    ///
    /// @throws io.tupelo.actor.StartException if it can't begin, or needn't
    public static <M> ServerRef<M> start(ActorHost host, Class<M> protocol, Supplier<? extends GenServer<M>> make) {
        return new ServerRef<>(host.spawn(spec(make)), protocol);
    }

    /// Begins: `init`. Whoever starts the server waits for it. With [Step#andContinue] the starter goes on, and the rest of the beginning
    /// is done before any message. If this throws or stops, the server hasn't begun, and [#terminate] isn't called.
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

    /// Is told that it ends, before anybody else is: since a callback has stopped it or thrown, or by the exit of its parent if it traps
    /// exits. Who is killed isn't told, nor is who ends by an exit signal that isn't trapped. What this throws is why it has ended.
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
        Server server = new Server();
        return server.begin(init());
    }

    private final class Server implements Behavior<ServerMessage<M>> {
        private boolean timing;
        /// What comes before any message; null if nothing.
        private @Nullable Object begins;

        private @Nullable From lastCaller;
        private @Nullable Object lastReply;

        private Behavior<ServerMessage<M>> begin(@Nullable Step first) {
            if (first == null || first.reply() != null) {
                return bad(first);
            }
            return switch (first.next()) {
                case Step.Next.Ignore() -> Behavior.ignore();
                case Step.Next.Stop(ExitReason reason) -> Behavior.stop(reason);
                case Step.Next.Message() -> this;
                case Step.Next.Timeout(Duration after) -> time(after);
                case Step.Next.Continue(Object term) -> {
                    begins = term;
                    context().handleFirst(new ServerMessage.Begun<>());
                    yield this;
                }
            };
        }

        private Behavior<ServerMessage<M>> bad(@Nullable Step step) {
            return Behavior.stop(BadReturn.reason(BadReturn.VALUE, step == null ? "null" : step));
        }

        private Behavior<ServerMessage<M>> after(Step given, @Nullable From by) throws Exception {
            Step step = given;
            From from = by;
            while (true) {
                if (step == null || (step.reply() != null && from == null)) {
                    return bad(step);
                }
                Object reply = step.reply();
                if (step.next() instanceof Step.Next.Stop(ExitReason reason)) {
                    lastCaller = from;
                    lastReply = reply;
                    return Behavior.stop(reason);
                }
                if (from != null && reply != null) {
                    from.reply(reply);
                }
                switch (step.next()) {
                    case Step.Next.Message() -> {
                        return this;
                    }
                    case Step.Next.Timeout(Duration after) -> {
                        return time(after);
                    }
                    case Step.Next.Continue(Object term) -> {
                        from = null;
                        step = handleContinue(term);
                    }
                    case Step.Next.Ignore(), Step.Next.Stop(var _) -> {
                        return bad(step);
                    }
                }
            }
        }

        private Behavior<ServerMessage<M>> time(Duration timeout) {
            timing = true;
            context().startTimer(TIMEOUT, timeout);
            return this;
        }

        private void stopTiming() {
            if (timing) {
                timing = false;
                context().cancelTimer(TIMEOUT);
            }
        }

        /// Does what comes before any message; says how to go on, [#this] to handle it.
        private Behavior<ServerMessage<M>> beginning() throws Exception {
            Object term = begins;
            if (term == null) {
                return this;
            }
            begins = null;
            return after(handleContinue(term), null);
        }

        @Override
        public Behavior<ServerMessage<M>> receive(Context<ServerMessage<M>> by, ServerMessage<M> message) throws Exception {
            if (begins != null) {
                Behavior<ServerMessage<M>> next = beginning();
                if (next != this) {
                    return next;
                }
            }
            if (message instanceof ServerMessage.Begun<M>) {
                return this;
            }
            stopTiming();
            return switch (message) {
                case ServerMessage.Asked<M>(M request, From from) -> after(handleCall(request, from), from);
                case ServerMessage.Cast<M>(M request) -> after(handleCast(request), null);
                case ServerMessage.Other<M>(Object info) -> after(handleInfo(info), null);
                case ServerMessage.Begun<M>() -> this;
            };
        }

        @Override
        public Behavior<ServerMessage<M>> signal(Context<ServerMessage<M>> by, Signal signal) throws Exception {
            if (begins != null) {
                Behavior<ServerMessage<M>> next = beginning();
                if (next != this) {
                    return next;
                }
            }
            if (signal instanceof Signal.Timeout(Object key) && TIMEOUT.equals(key)) {
                timing = false;
                // Who waits has come in time, and cancels it.
                return by.isMessageWaiting() ? this : after(handleTimeout(), null);
            }
            stopTiming();
            if (signal instanceof Signal.Exit exit && by.isParent(exit.from())) {
                return Behavior.stop(exit.reason());
            }
            return after(handleInfo(signal), null);
        }

        @Override
        public void terminate(Context<ServerMessage<M>> by, ExitReason reason) throws Exception {
            From caller = lastCaller;
            Object reply = lastReply;
            try {
                GenServer.this.terminate(reason);
            } finally {
                if (caller != null && reply != null) {
                    caller.reply(reply);
                }
            }
        }

        /// As in OTP, who doesn't trap exits isn't told.
        @Override
        public void exited(Context<ServerMessage<M>> by, ExitReason reason) {}
    }
}
