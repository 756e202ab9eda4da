package io.tupelo.examples.akka;

import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.StepContext;
import io.tupelo.actor.otp.Call;

/// A shopping cart: an entity with a key, kept in the space, on whichever host has its shard.
///
/// @param host where this code runs
record Cart(String host) implements DurableActor<Cart.Command, Cart.Items> {
    /// What is kept.
    record Items(long number) {}

    /// What is answered.
    ///
    /// @param host who has answered
    record Summary(long number, String host) {}

    /// What it accepts.
    sealed interface Command {
        /// Adds items.
        record Add(long number) implements Command, Call<Summary> {}

        /// Looks.
        record Look() implements Command, Call<Summary> {}

        /// Forgets it: nothing of it is left in the space.
        record Forget() implements Command, Call<Summary> {}
    }

    /// Returns the type, as it is known to a host or, by any name, to who only sends.
    static ActorType<Command, Items> type(String host) {
        return ActorType.of("akka-cart", Command.class, Items.class, new Cart(host));
    }

    @Override
    public Items begin(String key) {
        return new Items(0);
    }

    @Override
    public Items receive(StepContext<Command> step, Items items, Command command) {
        Items after = switch (command) {
            case Command.Add(long number) -> new Items(items.number() + number);
            case Command.Look() -> items;
            case Command.Forget() -> {
                step.forget();
                yield items;
            }
        };
        step.reply(new Summary(after.number(), host));
        return after;
    }
}
