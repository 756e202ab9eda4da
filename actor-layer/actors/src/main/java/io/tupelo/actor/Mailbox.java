package io.tupelo.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// What waits for an actor: a queue that any thread may add to, and one at a time takes from, without a lock and in the order in
/// which they were added. Two references when it is empty. (Vyukov's queue for many producers, without its stub; the last link is
/// cut as in the lock of Mellor-Crummey and Scott.)
abstract class Mailbox {
    private static final VarHandle TAIL = handle(Mailbox.class, "tail", Node.class);
    private static final VarHandle NEXT = handle(Node.class, "next", Node.class);

    /// The first one; of whoever takes, but for the first after an empty queue.
    private volatile @Nullable Node head;
    private volatile @Nullable Node tail;

    /// One message.
    static class Node {
        final Object message;

        @SuppressWarnings("UnusedVariable") // by its handle
        private volatile @Nullable Node next;

        Node(Object message) {
            this.message = message;
        }
    }

    static VarHandle handle(Class<?> owner, String field, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, field, type);
        } catch (ReflectiveOperationException absent) {
            throw new ExceptionInInitializerError(absent);
        }
    }

    /// Adds one behind the others.
    final void add(Node added) {
        Node before = (Node) TAIL.getAndSet(this, added);
        if (before == null) {
            head = added;
        } else {
            NEXT.setRelease(before, added);
        }
    }

    /// Says whether there is nothing.
    final boolean isEmpty() {
        return tail == null;
    }

    /// Takes the first one; null if there is none. By one thread at a time.
    final @Nullable Node poll() {
        Node first = head;
        if (first == null) {
            if (tail == null) {
                return null;
            }
            // Who was the first to add is about to say so.
            do {
                Thread.onSpinWait();
                first = head;
            } while (first == null);
        }
        Node second = (Node) NEXT.getAcquire(first);
        if (second == null) {
            head = null;
            if (TAIL.compareAndSet(this, first, null)) {
                return first;
            }
            do {
                Thread.onSpinWait();
                second = (Node) NEXT.getAcquire(first);
            } while (second == null);
        }
        head = second;
        return first;
    }
}
