package io.tupelo.actor;

import io.tupelo.actor.test.SimulatedDispatcher;
import io.tupelo.coordinator.contract.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A host in a time of its own, whose order of turns follows from a seed that is printed; and somebody to ask its actors.
public final class SimulatedHost {
    private final Random random;
    private final SimulatedDispatcher time;
    private final List<ActorHost.DeadLetter> dead = new ArrayList<>();
    private final ActorHost host;

    /// Makes one for a test.
    public SimulatedHost(String test) {
        random = Seed.random(test);
        time = new SimulatedDispatcher(random.nextLong());
        host = ActorHost.open(time, dead::add);
    }

    /// What came of a question.
    ///
    /// @param reply the reply, or null
    /// @param failure why there is none, or null
    public record Outcome(@Nullable Object reply, @Nullable ExitReason failure) {}

    public Random random() {
        return random;
    }

    public SimulatedDispatcher time() {
        return time;
    }

    public List<ActorHost.DeadLetter> dead() {
        return dead;
    }

    public ActorHost host() {
        return host;
    }

    /// Has an actor do something once, in its setup, which then gets messages of any kind.
    public ActorRef<Object> actor(Consumer<Context<Object>> does, Consumer<Object> got) {
        return host.spawn(ActorSpec.of(context -> {
            does.accept(context);
            return new Behavior<Object>() {
                @Override
                public Behavior<Object> receive(Context<Object> c, Object message) {
                    got.accept(message);
                    return this;
                }

                @Override
                public Behavior<Object> signal(Context<Object> c, Signal signal) {
                    got.accept(signal);
                    return this;
                }
            };
        }));
    }

    /// Has an actor do something.
    public void act(Consumer<Context<Object>> does) {
        actor(does, _ -> {});
    }

    /// Has an actor ask another one; returns what it gets.
    public <N, R> List<Outcome> askLater(ActorRef<N> other, Function<ActorRef<R>, ? extends N> question, Duration timeout) {
        List<Outcome> got = new ArrayList<>();
        actor(
                context -> context.<N, R>ask(other, question, timeout, SimulatedHost::outcome),
                message -> got.add((Outcome) message));
        return got;
    }

    /// Returns what came of a question that was asked by [Context#ask].
    public static Outcome outcome(@Nullable Object reply, @Nullable Throwable failure) {
        return new Outcome(reply, failure instanceof AskException ask ? ask.reason() : null);
    }

    /// Asks, and has turns run until there is an answer.
    @SuppressWarnings("unchecked") // only replies are told
    public <N, R> R ask(ActorRef<N> other, Function<ActorRef<R>, ? extends N> question) {
        List<Outcome> got = askLater(other, question, Duration.ofDays(1));
        while (got.isEmpty()) {
            if (!time.step()) {
                time.pass(Duration.ofMillis(1));
            }
        }
        Outcome outcome = got.getFirst();
        if (outcome.failure() != null) {
            throw new AssertionError("no answer: " + outcome.failure());
        }
        return (R) Objects.requireNonNull(outcome.reply());
    }

    /// Returns why an actor ends, once it does.
    public CompletableFuture<ExitReason> end(ActorRef<?> of) {
        CompletableFuture<ExitReason> end = new CompletableFuture<>();
        actor(context -> context.monitor(of), message -> {
            if (message instanceof Signal.Down(var _, var _, ExitReason reason)) {
                end.complete(reason);
            }
        });
        time.settle();
        return end;
    }

    /// Lets turns run until there are none.
    public void settle() {
        time.settle();
    }

    /// Lets time pass.
    public void pass(long millis) {
        time.pass(Duration.ofMillis(millis));
    }
}
