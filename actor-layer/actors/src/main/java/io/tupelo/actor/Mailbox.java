package io.tupelo.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// What waits for an actor: a queue that any thread may add to, and one at a time takes from, without a lock and in the order in
/// which they were added. Two references when it is empty. (Vyukov's queue for many producers, without its stub; the last link is
/// cut as in the lock of Mellor-Crummey and Scott.)
abstract class Mailbox {
    private static final VarHandle TAIL = handle(Mailbox.class, "tail", Node.class);
    private static final VarHandle HEAD = handle(Mailbox.class, "head", Node.class);
    private static final VarHandle NEXT = handle(Node.class, "next", Node.class);

    private static final int SPINS_MAX = 100;

    /// The first one; of whoever takes, but for the first after an empty queue. What is written to it is ordered by the tail.
    private @Nullable Node head;
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
            HEAD.setRelease(this, added);
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
        Node first = (Node) HEAD.getAcquire(this);
        if (first == null) {
            if (tail == null) {
                return null;
            }
            // Who was the first to add is about to say so.
            for (int spins = 0; first == null; spins++) {
                pause(spins);
                first = (Node) HEAD.getAcquire(this);
            }
        }
        Node second = (Node) NEXT.getAcquire(first);
        if (second == null) {
            head = null;
            if (TAIL.compareAndSet(this, first, null)) {
                return first;
            }
            for (int spins = 0; second == null; spins++) {
                pause(spins);
                second = (Node) NEXT.getAcquire(first);
            }
        }
        head = second;
        return first;
    }

    /// Waits for somebody who is about to write; if that takes long, it may be this thread that has its processor.
    private static void pause(int spins) {
        if (spins < SPINS_MAX) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
