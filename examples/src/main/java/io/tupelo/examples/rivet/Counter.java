package io.tupelo.examples.rivet;

import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.ActorTypes;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.otp.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// A counter that plans its own actions.
///
/// @param clock what time it is where it runs
public record Counter(InstantSource clock) implements DurableActor<Counter.Action, Counter.Count> {
    /// Counters.
    public static final ActorType<Action, Count> TYPE =
            ActorType.of("counter", Action.class, Count.class, new Counter(InstantSource.system()));

    /// What the server hosts.
    public static final class Types implements ActorTypes {
        /// Makes them.
        public Types() {}

        @Override
        public List<ActorType<?, ?>> types() {
            return List.of(TYPE);
        }
    }

    /// What is kept of one.
    ///
    /// @param value what it has counted
    /// @param planned how many actions it has ever planned: the next one's name
    public record Count(long value, long planned) {}

    /// What one does.
    public sealed interface Action {
        /// Counts, and tells the new value.
        record Increment(long amount) implements Action, Call<Long> {}

        /// Counts later; tells the name of what is planned.
        record After(long millis, long amount) implements Action, Call<String> {}

        /// Counts at that time, or at once if that is over; tells the name of what is planned.
        record At(Instant time, long amount) implements Action, Call<String> {}

        /// Doesn't do what is planned under that name.
        record Cancel(String name) implements Action, Call<Boolean> {}
    }

    @Override
    public Count begin(String key) {
        return new Count(0, 0);
    }

    @Override
    public Count receive(StepContext<Action> step, Count now, Action action) {
        return switch (action) {
            case Action.Increment(long amount) -> {
                step.reply(now.value + amount);
                yield new Count(now.value + amount, now.planned);
            }
            case Action.After(long millis, long amount) -> plan(step, now, Duration.ofMillis(millis), amount);
            case Action.At(Instant time, long amount) -> plan(step, now, Duration.between(clock.instant(), time), amount);
            case Action.Cancel(String name) -> {
                step.cancelReminder(name);
                step.reply(true);
                yield now;
            }
        };
    }

    private static Count plan(StepContext<Action> step, Count now, Duration after, long amount) {
        String name = "action-" + now.planned;
        step.remind(name, after.isNegative() ? Duration.ZERO : after, new Action.Increment(amount));
        step.reply(name);
        return new Count(now.value, now.planned + 1);
    }
}
