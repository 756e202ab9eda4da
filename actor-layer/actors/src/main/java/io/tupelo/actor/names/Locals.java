package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import io.tupelo.tuple.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Who in this process has an address, and mail for those who have one already but don't know it yet: others may see the entry, and send,
/// before the answer to its write is here. Thread-safe.
final class Locals {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Local<?>> byAddress = new ConcurrentHashMap<>();
    /// Under the lock, by address.
    private final Map<String, Expected> expected = new HashMap<>();
    private final BiConsumer<String, String> failures;

    private static final class Expected {
        private int attempts;
        private final List<Tuple> early = new ArrayList<>();
    }

    Locals(BiConsumer<String, String> failures) {
        this.failures = failures;
    }

    @Nullable Local<?> get(String address) {
        return byAddress.get(address);
    }

    /// Returns an address of an actor, its name before its places in groups.
    Optional<String> addressOf(ActorRef<?> actor) {
        return byAddress.entrySet().stream()
                .filter(entry -> entry.getValue().is(actor))
                .map(Map.Entry::getKey)
                .sorted((a, b) -> Boolean.compare(b.startsWith(Registry.NAME), a.startsWith(Registry.NAME)))
                .findFirst();
    }

    /// Somebody tries to get an address: from now on mail to it is kept.
    void expect(String address) {
        lock.lock();
        try {
            expected.computeIfAbsent(address, _ -> new Expected()).attempts++;
        } finally {
            lock.unlock();
        }
    }

    /// One of those who have tried has it, and gets what has come by now.
    void arrived(String address, Local<?> local) {
        lock.lock();
        try {
            Expected since = expected.get(address);
            if (since != null) {
                since.early.forEach(letter -> hand(address, local, letter));
                since.early.clear();
            }
            byAddress.put(address, local);
        } finally {
            lock.unlock();
        }
    }

    /// One who has tried knows what came of it.
    void settled(String address) {
        List<Tuple> late = List.of();
        lock.lock();
        try {
            Expected since = expected.get(address);
            if (since != null && --since.attempts == 0) {
                expected.remove(address);
                late = since.early;
            }
        } finally {
            lock.unlock();
        }
        late.forEach(_ -> tooLate(address));
    }

    /// Says whether it was there still.
    boolean departed(String address, Local<?> local) {
        return byAddress.remove(address, local);
    }

    /// Delivers a message that has come by mail.
    void deliver(String address, Tuple letter) {
        Local<?> to;
        lock.lock();
        try {
            to = byAddress.get(address);
            Expected since = expected.get(address);
            if (to == null && since != null) {
                since.early.add(letter);
                return;
            }
        } finally {
            lock.unlock();
        }
        if (to == null) {
            tooLate(address);
        } else {
            hand(address, to, letter);
        }
    }

    private void hand(String address, Local<?> to, Tuple letter) {
        try {
            to.deliver(letter);
        } catch (RuntimeException refused) {
            failures.accept(address, "a message was refused: " + refused);
        }
    }

    private void tooLate(String address) {
        failures.accept(address, "a message came too late: nobody is there");
    }
}
