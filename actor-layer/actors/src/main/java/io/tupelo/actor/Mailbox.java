package io.tupelo.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What waits for an actor: a queue that any thread may add to, and one at a time takes from, without a lock and in the order in
/// which they were added. Two references when it is empty. (Vyukov's queue for many producers, without its stub; the last link is
/// cut as in the lock of Mellor-Crummey and Scott.)
///
/// The first one stays in it while it is handled. So there is something in it just as long as the actor has something to do, and who
/// adds to an empty one is the one who has to see to it that it is done.
abstract class Mailbox {
    private static final VarHandle TAIL = handle(Mailbox.class, "tail", Node.class);
    private static final VarHandle NEXT = handle(Node.class, "next", Node.class);
    private static final VarHandle HEAD = handle(Mailbox.class, "head", Node.class);
    private static final int SPINS_MAX = 100;

    /// The first one, of whoever takes; what is written to it is ordered by the tail.
    private @Nullable Node head;

    @SuppressWarnings("UnusedVariable") // by its handle
    private volatile @Nullable Node tail;

    /// One message.
    static class Node {
        final Object message;

        @SuppressWarnings("UnusedVariable") // by its handle
        private volatile @Nullable Node next;

        Node(Object message) {
            this.message = message;
        }

        /// Sends it to another actor that accepts it.
        @SuppressWarnings("unchecked") // who asks for it knows
        <M> void sendTo(ActorRef<M> other) {
            other.tell((M) message);
        }
    }

    static VarHandle handle(Class<?> owner, String field, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, field, type);
        } catch (ReflectiveOperationException absent) {
            throw new ExceptionInInitializerError(absent);
        }
    }

    /// One that begins with something in it, in the hands of who has made it.
    Mailbox(Node first) {
        head = first;
        TAIL.set(this, first);
    }

    /// Adds one behind the others; says whether there were none.
    final boolean add(Node added) {
        Node before = (Node) TAIL.getAndSet(this, added);
        if (before != null) {
            NEXT.setRelease(before, added);
            return false;
        }
        head = added;
        return true;
    }

    /// Returns the first one, of which there is one. By one thread at a time, as what follows.
    final Node first() {
        return Objects.requireNonNull(head);
    }

    /// Returns the one behind `first`, or null if it isn't known whether there is one.
    static @Nullable Node second(Node first) {
        return (Node) NEXT.getAcquire(first);
    }

    @SuppressWarnings("ThreadPriorityCheck") // the other one may have to have this thread's processor
    private static Node awaitSecond(Node first) {
        for (int spins = 0; ; spins++) {
            Node second = (Node) NEXT.getAcquire(first);
            if (second != null) {
                return second;
            }
            if (spins < SPINS_MAX) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /// Takes the first one out; returns the one behind it, or null if there is none.
    final @Nullable Node removeFirst(Node first) {
        Node second = (Node) NEXT.getAcquire(first);
        if (second == null) {
            head = null;
            if (TAIL.compareAndSet(this, first, null)) {
                return null;
            }
            // Somebody is about to say what.
            second = awaitSecond(first);
        }
        NEXT.set(first, null);
        head = second;
        return second;
    }

    /// Returns the first one, or null; from any thread, about.
    final @Nullable Node firstSeen() {
        return (Node) HEAD.getOpaque(this);
    }

    /// Returns how many there are, `most` at most; from any thread, about.
    final int lengthSeen(int most) {
        int length = 0;
        for (Node node = firstSeen(); node != null && length < most; node = second(node)) {
            length++;
        }
        return length;
    }

    /// Takes the mailbox away from the thread that handles the first one, and won't go on; there is another one behind it. The caller is the
    /// one who takes from then on, and begins with that.
    final void takeAway(Node first) {
        HEAD.setRelease(this, awaitSecond(first));
    }
}
