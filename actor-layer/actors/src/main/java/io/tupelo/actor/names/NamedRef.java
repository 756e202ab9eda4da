package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.durable.Messages;
import io.tupelo.tuple.Tuple;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where messages to an address go, wherever the actor lives: straight into its mailbox if that is this process, else by mail. Each arrives
/// at most once. Thread-safe; two of the same address are equal.
///
/// What is sent over one of these arrives in its order. Whoever has sent by mail goes on to do so, even if the address has moved to this
/// process since: its earlier messages may be on their way still.
///
/// @param <M> the messages that the actor accepts
public final class NamedRef<M> implements ActorRef<M> {
    private final SpaceNames names;
    private final String address;
    private final Class<M> type;
    private final Outbox outbox;
    private volatile boolean byMail;

    NamedRef(SpaceNames names, String address, Class<M> type, Registry.@Nullable Place place) {
        this.names = names;
        this.address = address;
        this.type = type;
        this.outbox = new Outbox(names, address, type, place);
    }

    /// Returns the address, to be written into a tuple: [SpaceNames#resolve] makes a reference of it again.
    @Override
    public String name() {
        return address;
    }

    /// Sends a message, at most once, and doesn't wait. If nobody is there any more, the failures given to
    /// [io.tupelo.actor.durable.SpaceActors#open] are told; [#send] tells the sender.
    ///
    /// @throws IllegalArgumentException if the actor doesn't accept it
    @Override
    public void tell(M message) {
        var _ = send(message).exceptionally(failure -> {
            names.report(address, "a message was not sent: " + SpaceNames.cause(failure));
            return null;
        });
    }

    /// Sends a message, at most once.
    ///
    /// @return completes when it is in the actor's mailbox, or in the mail to its process; with [UnknownNameException] if nobody is there,
    ///     and with a [io.tupelo.space.SpaceException] if the space has failed
    /// @throws IllegalArgumentException if the actor doesn't accept it
    public CompletableFuture<Void> send(M message) {
        ActorRef<M> here = byMail ? null : here();
        if (here != null) {
            here.tell(checked(message));
            return CompletableFuture.completedFuture(null);
        }
        Tuple encoded = Messages.of(type).encode(message, address);
        byMail = true;
        return outbox.add(encoded);
    }

    private M checked(M message) {
        if (!type.isInstance(message)) {
            throw new IllegalArgumentException(address + " accepts " + type.getName() + ", not " + message.getClass().getName());
        }
        return message;
    }

    private @Nullable ActorRef<M> here() {
        return names.here(address, type);
    }

    /// Asks, if the actor lives in this process.
    ///
    /// @throws IllegalArgumentException if it lives elsewhere, where the answer's place can't be sent to
    @Override
    public <R> R ask(Function<ActorRef<R>, ? extends M> question, Duration timeout) {
        ActorRef<M> here = here();
        if (here == null) {
            throw new IllegalArgumentException(
                    address + " isn't in this process: tell it an address to answer to, or make it a durable actor");
        }
        return here.ask(question, timeout);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NamedRef<?> ref && ref.address.equals(address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }

    @Override
    public String toString() {
        return "actor " + address;
    }
}
