package io.tupelo.examples.durableobjects;

import io.tupelo.actor.durable.ActorType;
import io.tupelo.actor.durable.DurableActor;
import io.tupelo.actor.durable.StepContext;

/// The client's end of a connection: it runs in the client's process, and checks what comes.
public final class Connection implements DurableActor<Connection.Changed, Connection.Received> {
    /// Connections.
    public static final ActorType<Changed, Received> TYPE =
            ActorType.of("connection", Changed.class, Received.class, new Connection());

    /// What has come.
    ///
    /// @param last the last value
    /// @param wrong how many values were not one more than the value before
    public record Received(long last, long wrong) {}

    /// The counter has changed.
    public record Changed(long value) {}

    private Connection() {}

    @Override
    public Received begin(String key) {
        return new Received(0, 0);
    }

    @Override
    public Received receive(StepContext<Changed> step, Received now, Changed changed) {
        return new Received(changed.value, now.wrong + (changed.value == now.last + 1 ? 0 : 1));
    }
}
