package io.tupelo.actor.test;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ActorSpec;
import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import io.tupelo.actor.ExitReason;
import io.tupelo.actor.Setup;
import io.tupelo.actor.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What goes wrong with an actor in a test: at its n-th message it crashes, or the message is lost, or comes later. Messages are counted
/// from 1, over all beginnings of the actors that share this. Thread-safe.
public final class Faults {
    private final Random random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Fault> planned = new HashMap<>();
    private final List<String> happened = new ArrayList<>();
    private final Set<Object> delayed = Collections.newSetFromMap(new IdentityHashMap<>());
    private double crashes;
    private double drops;
    private double delays;
    private Duration longest = Duration.ofMillis(1);
    private long count;

    /// What an actor ends of that was made to crash.
    public static final class CrashException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CrashException(long message) {
            super("made to crash at message " + message);
        }
    }

    private sealed interface Fault {
        record Crash(long message) implements Fault {}

        record Drop() implements Fault {}

        record Delay(Duration by) implements Fault {}
    }

    /// Plans none.
    ///
    /// @param seed from which follows what [#randomly] brings
    public Faults(long seed) {
        random = new Random(seed);
    }

    /// Has the actor crash at its n-th message, which is lost.
    public Faults crashAt(long n) {
        return plan(n, new Fault.Crash(n));
    }

    /// Has the n-th message lost.
    public Faults dropAt(long n) {
        return plan(n, new Fault.Drop());
    }

    /// Has the n-th message come later, after those that come meanwhile.
    public Faults delayAt(long n, Duration by) {
        return plan(n, new Fault.Delay(by));
    }

    private Faults plan(long n, Fault fault) {
        lock.lock();
        try {
            planned.put(n, fault);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /// Has any message for which nothing is planned crash the actor, be lost, or be delayed, by chance.
    ///
    /// @param crash how often, from 0 to 1
    /// @param drop how often
    /// @param delay how often
    /// @param atMost how long it is delayed at most
    public Faults randomly(double crash, double drop, double delay, Duration atMost) {
        lock.lock();
        try {
            crashes = crash;
            drops = drop;
            delays = delay;
            longest = atMost;
        } finally {
            lock.unlock();
        }
        return this;
    }

    /// Returns what has happened, as `crash 3`, `drop 5`, `delay 7`, in its order.
    public List<String> happened() {
        lock.lock();
        try {
            return List.copyOf(happened);
        } finally {
            lock.unlock();
        }
    }

    /// Returns an actor to which these happen. Not for supervisors, which are more than a behavior.
    public <M> ActorSpec<M> in(ActorSpec<M> spec) {
        Setup<M> setup = context -> wrap(spec.setup().start(context));
        return new ActorSpec<>(setup, spec.name(), spec.blocking(), spec.capacity(), spec.overflow(), spec.priority());
    }

    private <M> Behavior<M> wrap(Behavior<M> behavior) {
        return Behavior.isStop(behavior) ? behavior : new Faulty<>(behavior);
    }

    /// Does what a behavior does, but for the faults.
    private final class Faulty<M> implements Behavior<M> {
        private final Behavior<M> behavior;

        Faulty(Behavior<M> behavior) {
            this.behavior = behavior;
        }

        @Override
        public Behavior<M> receive(Context<M> context, M message) throws Exception {
            return switch (Faults.this.next(message)) {
                case null -> become(behavior.receive(context, message));
                case Fault.Crash(long number) -> throw new CrashException(number);
                case Fault.Drop() -> this;
                case Fault.Delay(Duration by) -> {
                    ActorRef<M> self = context.self();
                    var _ = context.host().dispatcher().after(by, () -> self.tell(message));
                    yield this;
                }
            };
        }

        @Override
        public Behavior<M> signal(Context<M> context, Signal signal) throws Exception {
            return become(behavior.signal(context, signal));
        }

        @Override
        public void terminate(Context<M> context, ExitReason reason) throws Exception {
            behavior.terminate(context, reason);
        }

        @Override
        public void exited(Context<M> context, ExitReason reason) throws Exception {
            behavior.exited(context, reason);
        }

        private Behavior<M> become(Behavior<M> next) {
            return next.equals(behavior) ? this : wrap(next);
        }
    }

    /// Returns what happens at this message; null for nothing.
    private @Nullable Fault next(Object message) {
        lock.lock();
        try {
            if (delayed.remove(message)) {
                return null;
            }
            count++;
            Fault fault = planned.containsKey(count) ? planned.get(count) : byChance();
            if (fault != null) {
                happened.add(switch (fault) {
                    case Fault.Crash _ -> "crash " + count;
                    case Fault.Drop _ -> "drop " + count;
                    case Fault.Delay _ -> "delay " + count;
                });
            }
            if (fault instanceof Fault.Delay) {
                delayed.add(message);
            }
            return fault;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Fault byChance() {
        double chance = random.nextDouble();
        if (chance < crashes) {
            return new Fault.Crash(count);
        }
        if (chance < crashes + drops) {
            return new Fault.Drop();
        }
        if (chance < crashes + drops + delays) {
            return new Fault.Delay(Duration.ofNanos(1 + random.nextLong(longest.toNanos())));
        }
        return null;
    }
}
