package io.tupelo.actor.test;

import io.tupelo.actor.ActorHost;
import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Monitor;
import io.tupelo.actor.Signal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An actor that a test looks through: what comes to it is expected, one by one, and so are the ends of actors that it watches. Time is
/// that of the dispatcher: with a [SimulatedDispatcher] waiting runs the other actors, and passes no real time. For the thread of a test.
///
/// @param <M> the messages that it accepts
public final class Probe<M> {
    private final ActorHost host;
    private final ActorRef<Object> self;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Object> messages = new ArrayDeque<>();
    private final Map<ActorRef<?>, ExitReason> ends = new HashMap<>();
    /// What is done as soon as something has come; null if nobody waits.
    private @Nullable CompletableFuture<Boolean> waiting;

    private record Watch(ActorRef<?> actor, CompletableFuture<Monitor> done) {}

    private Probe(ActorHost host) {
        this.host = host;
        this.self = host.spawn(ActorSpec.always(new Eye()));
    }

    /// Starts one.
    public static <M> Probe<M> on(ActorHost host) {
        return new Probe<>(host);
    }

    private final class Eye implements Behavior<Object> {
        @Override
        public Behavior<Object> receive(Context<Object> context, Object message) {
            if (message instanceof Watch(ActorRef<?> actor, CompletableFuture<Monitor> done)) {
                done.complete(context.monitor(actor));
            } else {
                came(() -> messages.add(message));
            }
            return this;
        }

        @Override
        public Behavior<Object> signal(Context<Object> context, Signal signal) {
            if (signal instanceof Signal.Down(_, ActorRef<?> actor, ExitReason reason)) {
                came(() -> ends.put(actor, reason));
            }
            return this;
        }
    }

    private void came(Runnable what) {
        CompletableFuture<Boolean> waiter;
        lock.lock();
        try {
            what.run();
            waiter = waiting;
            waiting = null;
        } finally {
            lock.unlock();
        }
        if (waiter != null) {
            waiter.complete(true);
        }
    }

    /// Returns the actor, to be given to others.
    @SuppressWarnings("unchecked") // it takes everything
    public ActorRef<M> ref() {
        return (ActorRef<M>) self;
    }

    // ---- messages ----

    /// Returns the next message.
    ///
    /// @throws AssertionError if none comes within that time
    @SuppressWarnings("unchecked") // nothing else is told
    public M expect(Duration within) {
        return (M) await(messages::poll, "a message", within);
    }

    /// Returns the next message, which is one of a class.
    ///
    /// @throws AssertionError if none comes within that time, or another one does
    public <N extends M> N expect(Class<N> type, Duration within) {
        Object message = await(messages::poll, "a message of " + type.getName(), within);
        if (!type.isInstance(message)) {
            throw new AssertionError("expected a message of " + type.getName() + ", but " + message + " came");
        }
        return type.cast(message);
    }

    /// Expects that the next message equals that one.
    ///
    /// @throws AssertionError if none comes within that time, or another one does
    public void expect(M value, Duration within) {
        Object message = await(messages::poll, "the message " + value, within);
        if (!message.equals(value)) {
            throw new AssertionError("expected the message " + value + ", but " + message + " came");
        }
    }

    /// Expects that no message comes for so long.
    ///
    /// @throws AssertionError if one does
    public void expectNothing(Duration within) {
        Object message = poll(messages::poll, within);
        if (message != null) {
            throw new AssertionError("expected no message, but " + message + " came");
        }
    }

    /// Returns all messages that come within that time, which may be none.
    @SuppressWarnings("unchecked") // nothing else is told
    public List<M> collect(Duration within) {
        List<M> all = new ArrayList<>();
        long end = host.dispatcher().nanos() + within.toNanos();
        for (Object next = poll(messages::poll, within); next != null; ) {
            all.add((M) next);
            next = poll(messages::poll, Duration.ofNanos(Math.max(0, end - host.dispatcher().nanos())));
        }
        return all;
    }

    /// Expects a question, and replies to it.
    ///
    /// @param replyTo where the reply to the question goes
    /// @return the question
    /// @throws AssertionError if none comes within that time, or another message does
    public <N extends M, R> N reply(Class<N> question, Function<N, ActorRef<R>> replyTo, R reply, Duration within) {
        N asked = expect(question, within);
        replyTo.apply(asked).tell(reply);
        return asked;
    }

    // ---- ends ----

    /// Watches an actor from now on: what is sent to it after this has returned comes later.
    public void watch(ActorRef<?> actor) {
        CompletableFuture<Monitor> done = new CompletableFuture<>();
        self.tell(new Watch(actor, done));
        var _ = host.dispatcher().await(done);
    }

    /// Expects that an actor ends which this watches, and returns why it did.
    ///
    /// @throws AssertionError if it doesn't end within that time
    public ExitReason expectDown(ActorRef<?> actor, Duration within) {
        return (ExitReason) await(() -> ends.remove(actor), "the end of " + actor, within);
    }

    // ---- waiting ----

    private interface Look {
        @Nullable Object look();
    }

    private Object await(Look look, String what, Duration within) {
        Object came = poll(look, within);
        if (came == null) {
            throw new AssertionError("expected " + what + " within " + within + ", but it didn't come; "
                    + "so far came " + messages + ", and ended " + ends);
        }
        return came;
    }

    /// Looks until there is something, or the time is over.
    private @Nullable Object poll(Look look, Duration within) {
        long end = host.dispatcher().nanos() + within.toNanos();
        while (true) {
            CompletableFuture<Boolean> waiter = new CompletableFuture<>();
            lock.lock();
            try {
                Object came = look.look();
                if (came != null) {
                    return came;
                }
                waiting = waiter;
            } finally {
                lock.unlock();
            }
            Duration left = Duration.ofNanos(Math.max(0, end - host.dispatcher().nanos()));
            var timer = host.dispatcher().after(left, () -> waiter.complete(false));
            boolean again = host.dispatcher().await(waiter);
            timer.cancel(false);
            if (!again) {
                return last(look);
            }
        }
    }

    private @Nullable Object last(Look look) {
        lock.lock();
        try {
            waiting = null;
            return look.look();
        } finally {
            lock.unlock();
        }
    }
}
