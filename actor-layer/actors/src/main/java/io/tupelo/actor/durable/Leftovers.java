package io.tupelo.actor.durable;

import io.tupelo.actor.Behavior;
import io.tupelo.actor.Context;
import java.util.ArrayList;
import java.util.List;

/// What stays of an actor in memory whose thread was given up: it waits until the steps before are safe, so that its successor sees them,
/// and passes on what still comes.
final class Leftovers implements Behavior<Delivery> {
    private final String address;
    private final Shard shard;
    private final Activation<?, ?> activation;
    private final List<Delivery> waiting;
    private int uncommitted;
    private boolean isGone;

    /// @param waiting what has come by now and wasn't handled
    /// @param uncommitted how many of its steps are not safe yet
    Leftovers(String address, Shard shard, Activation<?, ?> activation, List<Delivery> waiting, int uncommitted) {
        this.address = address;
        this.shard = shard;
        this.activation = activation;
        this.waiting = new ArrayList<>(waiting);
        this.uncommitted = uncommitted;
    }

    Behavior<Delivery> begin() {
        leaveIfSafe();
        return this;
    }

    @Override
    public Behavior<Delivery> receive(Context<Delivery> context, Delivery delivery) {
        switch (delivery) {
            case Delivery.Committed() -> uncommitted--;
            // That step, and those after it, have not taken effect.
            case Delivery.Lost(var _) -> uncommitted = 0;
            case Delivery.Gone() -> {
                return Behavior.stop();
            }
            case Delivery.Mailed _, Delivery.Asked _ -> waiting.add(delivery);
            // Timers are in memory, and end with it.
            case Delivery.Timed _, Delivery.Read _, Delivery.Replay _, Delivery.TryAgain _, Delivery.Leave _ -> {}
        }
        leaveIfSafe();
        return this;
    }

    private void leaveIfSafe() {
        if (uncommitted > 0) {
            return;
        }
        if (!isGone) {
            isGone = true;
            shard.removeFailed(address, activation, true);
            activation.tellSelf(new Delivery.Gone());
        }
        for (Delivery delivery : waiting) {
            // Mail is read by the successor.
            if (delivery instanceof Delivery.Asked(Question question) && !shard.deliver(address, delivery)) {
                question.pass();
            }
        }
        waiting.clear();
    }
}
