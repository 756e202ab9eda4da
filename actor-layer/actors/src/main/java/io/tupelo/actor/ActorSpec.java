package io.tupelo.actor;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// What an actor is to be: what it does, and how its messages wait. Immutable.
///
/// @param setup makes what it does at first; again for each new beginning
/// @param name under which it is registered, or null
/// @param blocking whether it waits for others while it handles a message (for a space, a file, a lock); it then runs on a virtual thread
/// @param capacity how many messages may wait; [Integer#MAX_VALUE] for no bound
/// @param overflow what happens to a message beyond that
/// @param priority of two messages that wait, which is handled first: that for which this is less; null for the one that came first
public record ActorSpec<M>(
        Setup<M> setup,
        @Nullable String name,
        boolean blocking,
        int capacity,
        Overflow overflow,
        @Nullable ToIntFunction<? super M> priority) {
    /// What happens to a message for which there is no room.
    public enum Overflow {
        /// Its sender waits for room. An actor that doesn't block, and the actor itself, get a [MailboxFullException].
        WAIT,
        /// Its sender gets a [MailboxFullException].
        REFUSE,
        /// The oldest that waits goes to the dead letters.
        DROP_OLDEST
    }

    /// Checks the capacity.
    public ActorSpec {
        if (capacity < 1) {
            throw new IllegalArgumentException("a mailbox holds at least one message, not " + capacity);
        }
    }

    /// Says what an actor does; one without a name, that doesn't block, with an unbounded mailbox.
    public static <M> ActorSpec<M> of(Setup<M> setup) {
        return new ActorSpec<>(setup, null, false, Integer.MAX_VALUE, Overflow.REFUSE, null);
    }

    /// Says what an actor without a state of its own does, whose every beginning is the same.
    public static <M> ActorSpec<M> always(Behavior<M> behavior) {
        return of(_ -> behavior);
    }

    /// Returns this with a name.
    public ActorSpec<M> named(String to) {
        return new ActorSpec<>(setup, to, blocking, capacity, overflow, priority);
    }

    /// Returns this for one that waits for others.
    public ActorSpec<M> blockingly() {
        return new ActorSpec<>(setup, name, true, capacity, overflow, priority);
    }

    /// Returns this with a mailbox for at most so many messages.
    public ActorSpec<M> bounded(int most, Overflow rule) {
        return new ActorSpec<>(setup, name, blocking, most, rule, priority);
    }

    /// Returns this with messages handled in an order of their own; those of equal rank in that in which they came.
    public ActorSpec<M> prioritized(ToIntFunction<? super M> rank) {
        return new ActorSpec<>(setup, name, blocking, capacity, overflow, rank);
    }

    /// Returns this with facets around what it does, the first one outermost, those that there are further in.
    @SafeVarargs
    public final ActorSpec<M> with(Facet<? super M>... facets) {
        Facets<M> all = Facets.none();
        for (Facet<? super M> facet : facets) {
            all = all.with(facet);
        }
        Facets<M> around = all;
        return new ActorSpec<>(
                context -> Faceted.around(setup.start(context), around), name, blocking, capacity, overflow, priority);
    }

    boolean isPlain() {
        return capacity == Integer.MAX_VALUE && priority == null;
    }
}
