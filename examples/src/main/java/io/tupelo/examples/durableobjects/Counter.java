package io.tupelo.examples.durableobjects;

import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.ActorTypes;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.otp.Call;
import io.tupelo.examples.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A counter that tells those who are connected to it of each change. It knows them from its storage, so it needn't be in memory for that.
public final class Counter implements DurableActor<Counter.Command, Counter.Storage> {
    /// How long one stays in memory that nobody uses.
    private static final Duration IDLE = Duration.ofMillis(300);

    /// Counters.
    public static final ActorType<Command, Storage> TYPE =
            ActorType.of("counter", Command.class, Storage.class, new Counter()).passivatedAfter(IDLE);

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
    /// @param alarms how many alarms have rung
    /// @param connected the keys of the connections that are open
    public record Storage(long value, long alarms, List<String> connected) {}

    /// What one accepts.
    public sealed interface Command {
        /// Counts, and tells the new value.
        record Increment() implements Command, Call<Long> {}

        /// Counts, tells everybody, and then throws.
        record IncrementAndThrow() implements Command, Call<Long> {}

        /// Tells a connection of each change from now on.
        record Connect(String connection) implements Command, Call<Boolean> {}

        /// Sets the alarm, which replaces one that is set.
        record SetAlarm(long millis) implements Command, Call<Boolean> {}

        /// The alarm.
        record Alarm() implements Command {}
    }

    private Counter() {}

    @Override
    public Storage begin(String key) {
        return new Storage(0, 0, List.of());
    }

    @Override
    public Storage receive(StepContext<Command> step, Storage now, Command command) {
        return switch (command) {
            case Command.Increment() -> increment(step, now);
            case Command.IncrementAndThrow() -> throw new IllegalStateException("after " + increment(step, now));
            case Command.Connect(String connection) -> {
                List<String> connected = new ArrayList<>(now.connected);
                connected.add(connection);
                step.reply(true);
                yield new Storage(now.value, now.alarms, List.copyOf(connected));
            }
            case Command.SetAlarm(long millis) -> {
                step.remind("alarm", Duration.ofMillis(millis), new Command.Alarm());
                step.reply(true);
                yield now;
            }
            case Command.Alarm() -> new Storage(now.value, now.alarms + 1, now.connected);
        };
    }

    private static Storage increment(StepContext<Command> step, Storage now) {
        long value = now.value + 1;
        now.connected.forEach(each -> step.tell(step.ref(Connection.TYPE, each), new Connection.Changed(value)));
        step.reply(value);
        return new Storage(value, now.alarms, now.connected);
    }

    @Override
    public void passivated(String key, Storage last) {
        Stage.say(key + " hibernates at " + last.value);
    }
}
