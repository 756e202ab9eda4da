package io.tupelo.reliability.actors;

import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.ActorTypes;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.Retries;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.otp.Call;
import java.time.Duration;
import java.util.List;

/// Actors that count, for tests to host.
public final class Counters implements ActorTypes {
    static final ActorType<Command, Total> COUNTER = ActorType.of("counter", Command.class, Total.class, new Counter())
            .retrying(new Retries(2, Duration.ofMillis(1), Duration.ofMillis(10)));

    /// Makes them.
    public Counters() {}

    @Override
    public List<ActorType<?, ?>> types() {
        return List.of(COUNTER);
    }

    /// What one has counted.
    ///
    /// @param amount how much
    /// @param notes what it was told, in order
    public record Total(long amount, String notes) {}

    /// What one accepts.
    public sealed interface Command {
        /// Counts.
        record Add(long amount) implements Command, Call<Long> {}

        /// Gives some of it to another one.
        record Move(String to, long amount) implements Command, Call<Boolean> {}

        /// Remembers.
        record Note(String text) implements Command, Call<Boolean> {}

        /// Tells.
        record Look() implements Command, Call<Total> {}

        /// Fails.
        record Fail() implements Command, Call<Boolean> {}
    }

    private static final class Counter implements DurableActor<Command, Total> {
        @Override
        public Total begin(String key) {
            return new Total(0, "");
        }

        @Override
        public Total receive(StepContext<Command> step, Total total, Command command) {
            return switch (command) {
                case Command.Add(long amount) -> {
                    step.reply(total.amount + amount);
                    yield new Total(total.amount + amount, total.notes);
                }
                case Command.Move(String to, long amount) -> {
                    step.tell(step.ref(COUNTER, to), new Command.Add(amount));
                    step.reply(true);
                    yield new Total(total.amount - amount, total.notes);
                }
                case Command.Note(String text) -> {
                    step.reply(true);
                    yield new Total(total.amount, total.notes + text);
                }
                case Command.Look() -> {
                    step.reply(total);
                    yield total;
                }
                case Command.Fail() -> throw new IllegalStateException("as it was told");
            };
        }
    }
}
