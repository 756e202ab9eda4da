package io.tupelo.actor;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The mailbox of an actor that has a bound, or an order of its own. Thread-safe.
final class Inbox {
    private final ActorSpec<?> spec;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final TreeSet<Place> waiting =
            new TreeSet<>(Comparator.comparingInt(Place::rank).thenComparingLong(Place::number));
    /// The same by when they came, of those that may be dropped.
    private final TreeSet<Place> oldestFirst = new TreeSet<>(Comparator.comparingLong(Place::number));
    private long count;

    private record Place(int rank, long number, Mailbox.Node node) {}

    Inbox(ActorSpec<?> spec) {
        this.spec = spec;
    }

    /// Adds one.
    ///
    /// @param mayWait whether the caller may wait for room
    /// @return one that was dropped for it, or null
    /// @throws MailboxFullException if there is no room
    Mailbox.@Nullable Node add(Mailbox.Node node, String actor, boolean mayWait) {
        lock.lock();
        try {
            Mailbox.Node dropped = null;
            if (waiting.size() >= spec.capacity()) {
                dropped = makeRoom(actor, mayWait);
            }
            Place place = new Place(rank(node), count++, node);
            waiting.add(place);
            if (spec.overflow() == ActorSpec.Overflow.DROP_OLDEST) {
                oldestFirst.add(place);
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("unchecked") // tell accepts nothing else
    private int rank(Mailbox.Node node) {
        ToIntFunction<Object> priority = (ToIntFunction<Object>) spec.priority();
        return priority == null ? 0 : priority.applyAsInt(node.message);
    }

    private Mailbox.@Nullable Node makeRoom(String actor, boolean mayWait) {
        switch (spec.overflow()) {
            case DROP_OLDEST -> {
                Place oldest = oldestFirst.removeFirst();
                waiting.remove(oldest);
                return oldest.node;
            }
            case WAIT -> {
                while (mayWait && waiting.size() >= spec.capacity()) {
                    room.awaitUninterruptibly();
                }
            }
            case REFUSE -> {}
        }
        if (waiting.size() >= spec.capacity()) {
            throw new MailboxFullException(actor, spec.capacity());
        }
        return null;
    }

    Mailbox.@Nullable Node poll() {
        lock.lock();
        try {
            Place first = waiting.pollFirst();
            if (first == null) {
                return null;
            }
            oldestFirst.remove(first);
            room.signal();
            return first.node;
        } finally {
            lock.unlock();
        }
    }

    void drain(Consumer<Mailbox.Node> to) {
        for (Mailbox.Node node = poll(); node != null; node = poll()) {
            to.accept(node);
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
