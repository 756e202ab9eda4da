package io.tupelo.examples.ractor;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.AskException;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Signal;
import io.tupelo.examples.ractor.Calculation.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives each calculation to the worker that has been idle for longest; those for which there is none wait. It is told of the end of its
/// workers, and replaces them.
final class Factory implements Behavior<Factory.Message> {
    /// A worker that needs longer is killed.
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final ActorSpec<Worker.Job> spec;
    private final ActorRef<SupervisionEvent> listener;
    private final Map<ActorRef<?>, String> names = new HashMap<>();
    private final Deque<ActorRef<Worker.Job>> idle = new ArrayDeque<>();
    private final Deque<Message.Dispatch> waiting = new ArrayDeque<>();
    private int started;

    /// What it accepts.
    sealed interface Message {
        /// A calculation.
        record Dispatch(Calculation calculation, ActorRef<Outcome> replyTo) implements Message {}

        /// A worker is done with one, or failed.
        record Done(ActorRef<Worker.Job> worker, ActorRef<Outcome> replyTo, Outcome outcome) implements Message {}
    }

    private Factory(ActorSpec<Worker.Job> spec, ActorRef<SupervisionEvent> listener) {
        this.spec = spec;
        this.listener = listener;
    }

    /// Returns a factory of so many workers.
    ///
    /// @param listener is told what happens to them
    static ActorSpec<Message> spec(int workers, ActorSpec<Worker.Job> worker, ActorRef<SupervisionEvent> listener) {
        return ActorSpec.of(context -> {
            context.trapExits(true);
            Factory factory = new Factory(worker, listener);
            for (int i = 0; i < workers; i++) {
                factory.start(context);
            }
            return factory;
        });
    }

    private void start(Context<Message> context) {
        ActorRef<Worker.Job> worker = context.spawnLink(spec);
        String name = "worker-" + ++started;
        names.put(worker, name);
        idle.add(worker);
        listener.tell(new SupervisionEvent.ActorStarted(name));
    }

    @Override
    public Behavior<Message> receive(Context<Message> context, Message message) {
        switch (message) {
            case Message.Dispatch dispatch -> waiting.add(dispatch);
            case Message.Done(var worker, var replyTo, var outcome) -> {
                switch (outcome) {
                    case Outcome.Value _ -> idle.add(worker);
                    // One that has failed has ended, or is ended now; its exit brings the next one.
                    case Outcome.Failed _ -> context.kill(worker);
                }
                replyTo.tell(outcome);
            }
        }
        giveOut(context);
        return this;
    }

    @Override
    public Behavior<Message> signal(Context<Message> context, Signal signal) {
        if (signal instanceof Signal.Exit(ActorRef<?> from, ExitReason reason)) {
            String name = names.remove(from);
            if (name == null) {
                return Behavior.stop(reason);
            }
            idle.remove(from);
            listener.tell(new SupervisionEvent.ActorFailed(name, why(reason)));
            start(context);
            giveOut(context);
        }
        return this;
    }

    private void giveOut(Context<Message> context) {
        while (!idle.isEmpty() && !waiting.isEmpty()) {
            ActorRef<Worker.Job> worker = idle.remove();
            Message.Dispatch next = waiting.remove();
            context.<Worker.Job, Long>ask(
                    worker,
                    replyTo -> new Worker.Job(next.calculation(), replyTo),
                    LIMIT,
                    (number, failure) -> new Message.Done(worker, next.replyTo(), outcome(number, failure)));
        }
    }

    private static Outcome outcome(@Nullable Long number, @Nullable Throwable failure) {
        if (number != null) {
            return new Outcome.Value(number);
        }
        return new Outcome.Failed(failure instanceof AskException ask ? why(ask.reason()) : String.valueOf(failure));
    }

    private static String why(ExitReason reason) {
        return switch (reason) {
            case ExitReason.Failed(Throwable cause) -> String.valueOf(cause.getMessage());
            case ExitReason.Because(Object term) -> term.toString();
            case ExitReason.Killed() -> "killed";
            case ExitReason.Normal(), ExitReason.Shutdown(_), ExitReason.NoProcess(), ExitReason.NoConnection() -> reason.toString();
        };
    }
}
