package io.tupelo.actor.durable;

import io.tupelo.actor.Facet;
import io.tupelo.actor.Facets;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/// A type of virtual actors: what they accept, what they keep, and what they do. Immutable.
///
/// @param name its name, in every process the same, without a slash or a colon
/// @param messages what they accept: a sealed interface of records, or a record
/// @param states the record that is their state
/// @param actors makes what does it, once for each time that one comes into memory; may return the same always
/// @param upgrade makes a state of a tuple; throws if it can't, and that actor isn't activated
/// @param retries how often a message is tried again that could not be handled
/// @param idle after how long without a message one is passivated
/// @param facets what is put around their steps
public record ActorType<M, S extends Record>(
        String name,
        Class<M> messages,
        Class<S> states,
        Supplier<? extends DurableActor<M, S>> actors,
        Function<Tuple, S> upgrade,
        Retries retries,
        Duration idle,
        Facets<M> facets) {
    private static final Duration IDLE_DEFAULT = Duration.ofMinutes(15);

    /// Checks the name, and that the messages can be told from each other.
    ///
    /// @throws IllegalArgumentException if they can't
    public ActorType {
        if (name.isEmpty() || name.contains("/") || name.contains(":") || name.startsWith("#")) {
            throw new IllegalArgumentException("not a name for a type of actors: '" + name + "'");
        }
        if (!idle.isPositive()) {
            throw new IllegalArgumentException("an actor is kept in memory for some time, not for " + idle);
        }
        var _ = Messages.of(messages);
    }

    /// Defines a type; an actor that is idle for 15 minutes is passivated.
    public static <M, S extends Record> ActorType<M, S> of(
            String name, Class<M> messages, Class<S> states, DurableActor<M, S> actor) {
        return perActivation(name, messages, states, () -> actor);
    }

    /// Defines a type as [#of] does, with an object for each actor that is in memory. Its fields are a cache, such as what is costly to
    /// compute from the state: they are gone when the actor leaves the memory or a step of it can't be made safe, and what a step that
    /// throws has done to them stays. Only one thread at a time uses it.
    ///
    /// @param actors makes it; if it throws, the actor is left alone for a while, and its messages wait
    public static <M, S extends Record> ActorType<M, S> perActivation(
            String name, Class<M> messages, Class<S> states, Supplier<? extends DurableActor<M, S>> actors) {
        return new ActorType<>(name, messages, states, actors, tuple -> tuple.as(states), Retries.DEFAULT, IDLE_DEFAULT, Facets.none());
    }

    /// Defines a type whose actors keep what has happened: see [EventSourcedActor].
    ///
    /// @param events their events: a sealed interface of records, or a record
    /// @param snapshotEvery after how many events the state is kept as well, so that they needn't all be read again
    public static <M, E, S extends Record> ActorType<M, S> eventSourced(
            String name,
            Class<M> messages,
            Class<E> events,
            Class<S> states,
            EventSourcedActor<M, E, S> actor,
            int snapshotEvery) {
        return of(name, messages, states, new EventSourced<>(events, actor, snapshotEvery));
    }

    /// Returns this with another way from a tuple that was kept to a state, for those that an earlier version has written.
    public ActorType<M, S> upgradedBy(Function<Tuple, S> from) {
        return new ActorType<>(name, messages, states, actors, from, retries, idle, facets);
    }

    /// Returns this with another rule for messages that could not be handled.
    public ActorType<M, S> retrying(Retries how) {
        return new ActorType<>(name, messages, states, actors, upgrade, how, idle, facets);
    }

    /// Returns this with actors that are passivated after so long without a message.
    public ActorType<M, S> passivatedAfter(Duration time) {
        return new ActorType<>(name, messages, states, actors, upgrade, retries, time, facets);
    }

    /// Returns this with a facet around the steps, further in than those there are. A message that it refuses is taken, and goes to
    /// `actors.dead` unless somebody waits for an answer. One whose failure it deals with is taken as well, and changes nothing.
    public ActorType<M, S> with(Facet<? super M> facet) {
        return new ActorType<>(name, messages, states, actors, upgrade, retries, idle, facets.with(facet));
    }

    Keeping<S> keeping(DurableActor<?, S> actor, String address) {
        return actor instanceof EventSourced<?, ?, S> events
                ? new EventKeeping<>(this, events, address)
                : new StateKeeping<>(this, actor, address);
    }

    String keyOf(String address) {
        return address.substring(name.length() + 1);
    }

    /// Returns what an actor of this type is called in a space.
    String address(String key) {
        return name + '/' + key;
    }
}
