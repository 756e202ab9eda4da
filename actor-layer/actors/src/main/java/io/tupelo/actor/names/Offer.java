package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import java.util.concurrent.CompletableFuture;

/// That this process runs a singleton if no other one does. Thread-safe; to be closed.
///
/// @param <M> the messages that the singleton accepts
public final class Offer<M> implements AutoCloseable {
    private final SpaceNames names;
    private final Candidate<M> candidate;
    private final ActorRef<Candidate.Event> self;

    Offer(SpaceNames names, Candidate<M> candidate, ActorRef<Candidate.Event> self) {
        this.names = names;
        this.candidate = candidate;
        this.self = self;
    }

    /// Says whether it runs in this process.
    public boolean isHere() {
        return candidate.here() != null;
    }

    /// Withdraws the offer: if the singleton runs here, it is ended by `shutdown`, and killed if it hasn't ended after 5 seconds. Blocks
    /// until its name is given up.
    @Override
    public void close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        self.tell(new Candidate.Event.Close(done));
        names.withdrawn(this);
        names.await(done);
    }
}
