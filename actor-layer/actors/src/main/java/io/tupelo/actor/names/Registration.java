package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import java.util.concurrent.CompletableFuture;

/// That an actor of this process has an address: a name, or a place in a group. Ends with the actor, or with the session. Thread-safe.
///
/// @param <M> the messages that the actor accepts
public final class Registration<M> implements AutoCloseable {
    private final SpaceNames names;
    private final String address;
    private final Fence fence;
    private final ActorRef<Holder.Event> holder;
    private final ActorRef<M> actor;
    private final CompletableFuture<String> ended;

    Registration(
            SpaceNames names,
            String address,
            Fence fence,
            ActorRef<Holder.Event> holder,
            ActorRef<M> actor,
            CompletableFuture<String> ended) {
        this.names = names;
        this.address = address;
        this.fence = fence;
        this.holder = holder;
        this.actor = actor;
        this.ended = ended;
    }

    /// Returns the address, to be written into a tuple: [SpaceNames#resolve] makes a reference of it.
    public String address() {
        return address;
    }

    /// Returns what proves that this still holds.
    public Fence fence() {
        return fence;
    }

    /// Returns the actor itself.
    public ActorRef<M> actor() {
        return actor;
    }

    /// Completes once the actor isn't to be found there any more, with why.
    public CompletableFuture<String> ended() {
        return ended.copy();
    }

    /// Gives the address up, and doesn't wait. What is on its way to it is lost; the actor lives on.
    ///
    /// @return completes when it is given up
    public CompletableFuture<String> leave() {
        holder.tell(new Holder.Event.Leave());
        return ended();
    }

    /// It is another's already.
    void lose(String why) {
        holder.tell(new Holder.Event.Lost(why));
    }

    /// Gives the address up, and waits until it is; as [#leave].
    @Override
    public void close() {
        var _ = names.await(leave());
    }
}
