package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.MailboxFullException;
import io.tupelo.actor.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where messages to an address go, wherever the actor lives: straight into its mailbox if that is this process, else by post. Each arrives
/// at most once. Thread-safe; two of the same address are equal.
///
/// What is sent over one of these arrives in its order. Whoever has sent by post goes on to do so, even if the address has moved to this
/// process since: its earlier messages may be on their way still.
///
/// @param <M> the messages that the actor accepts
public final class NamedRef<M> implements ActorRef<M> {
    private final SpaceNames names;
    private final String address;
    private final Class<M> type;
    private final Outbox outbox;
    private volatile boolean byPost;

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
    /// @throws MailboxFullException if too much waits to be sent
    @Override
    public void tell(M message) {
        ActorRef<M> here = here();
        if (here == null) {
            outbox.tell(letter(message));
        } else {
            here.tell(checked(message));
        }
    }

    /// Sends a message, at most once. If it has a place for an answer, a component of the type [ActorRef] that refers to a [Reply], it is
    /// a question: that fails if it isn't sent, or can't be handled there.
    ///
    /// @return completes when it is in the actor's mailbox, or in the post to its process; with [UnknownNameException] if nobody is there,
    ///     and with a [io.tupelo.space.SpaceException] if the space has failed
    /// @throws IllegalArgumentException if the actor doesn't accept it
    /// @throws MailboxFullException if too much waits to be sent
    public CompletableFuture<Void> send(M message) {
        ActorRef<M> here = here();
        if (here == null) {
            return outbox.send(letter(message));
        }
        here.tell(checked(message));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void question(M message, Reply<?> reply) {
        ActorRef<M> here = here();
        if (here == null) {
            outbox.tell(letter(message));
        } else {
            here.question(checked(message), reply);
        }
    }

    private Letter letter(M message) {
        Letter letter = names.letter(type, message, address);
        byPost = true;
        return letter;
    }

    private M checked(M message) {
        if (!type.isInstance(message)) {
            throw new IllegalArgumentException(address + " accepts " + type.getName() + ", not " + message.getClass().getName());
        }
        return message;
    }

    /// Returns the actor, if it is in this process and nothing that was sent before may be on its way to it.
    private @Nullable ActorRef<M> here() {
        return byPost ? null : names.here(address, type);
    }

    /// Asks, wherever the actor lives. The question goes at most once; when no answer has come, it may have been handled. That the actor's
    /// process has ended meanwhile is seen by the time-out alone.
    ///
    /// @throws io.tupelo.actor.AskException if no answer came in time, nobody is there, or it ended before it answered
    @Override
    public <R> R ask(Function<ActorRef<R>, ? extends M> question, Duration timeout) {
        ActorRef<M> here = here();
        return here == null ? ActorRef.super.ask(question, timeout) : here.ask(question, timeout);
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
