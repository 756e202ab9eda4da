package io.tupelo.examples.orbit;

import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.ActorTypes;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.otp.Call;
import io.tupelo.examples.stage.Stage;
import java.time.Duration;
import java.util.List;

/// The profile of a user. Says when it comes into memory, and when it leaves it.
public final class Profile implements DurableActor<Profile.Command, Profile.Data> {
    private static final Duration IDLE = Duration.ofMillis(300);

    /// Profiles.
    public static final ActorType<Command, Data> TYPE =
            ActorType.of("profile", Command.class, Data.class, new Profile()).passivatedAfter(IDLE);

    /// What a host hosts.
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
    /// @param name what the user is called
    /// @param visits how often the user was here
    public record Data(String name, long visits) {}

    /// What one accepts.
    public sealed interface Command {
        /// Gives the user another name; answers the one before.
        record Rename(String name) implements Command, Call<String> {}

        /// The user was here.
        record Visit() implements Command {}

        /// Tells what is kept.
        record Look() implements Command, Call<Data> {}
    }

    private Profile() {}

    @Override
    public Data begin(String key) {
        return new Data(key, 0);
    }

    @Override
    public Data receive(StepContext<Command> step, Data now, Command command) {
        return switch (command) {
            case Command.Rename(String name) -> {
                step.reply(now.name);
                yield new Data(name, now.visits);
            }
            case Command.Visit() -> new Data(now.name, now.visits + 1);
            case Command.Look() -> {
                step.reply(now);
                yield now;
            }
        };
    }

    @Override
    public void activated(String key, Data data) {
        Stage.say(key + " is activated: " + data);
    }

    @Override
    public void passivated(String key, Data data) {
        Stage.say(key + " is deactivated: " + data);
    }
}
