package io.tupelo.actor.names;

import io.tupelo.actor.ActorRef;
import io.tupelo.actor.ExitReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who in this process has an address, and mail for those who have one already but don't know it yet: others may see the entry, and send,
/// before the answer to its write is here. Thread-safe.
final class Locals {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Local<?>> byAddress = new ConcurrentHashMap<>();
    private final Map<ActorRef<?>, List<String>> addresses = new ConcurrentHashMap<>();
    /// Under the lock, by address.
    private final Map<String, Expected> expected = new HashMap<>();
    private final SpaceNames names;

    private static final class Expected {
        private int attempts;
        private final List<Incoming> early = new ArrayList<>();
    }

    Locals(SpaceNames names) {
        this.names = names;
    }

    @Nullable Local<?> get(String address) {
        return byAddress.get(address);
    }

    /// Returns an address of an actor, its name before its places in groups.
    Optional<String> addressOf(ActorRef<?> actor) {
        return addresses.getOrDefault(actor, List.of()).stream()
                .min(Comparator.comparing(address -> !address.startsWith(Registry.NAME)));
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
            add(address, local);
        } finally {
            lock.unlock();
        }
    }

    /// One who has tried knows what came of it.
    void settled(String address) {
        List<Incoming> late = List.of();
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
        late.forEach(letter -> tooLate(address, letter));
    }

    /// Has an actor reached at an address of its own from now on, unless it has one already; says whether it hadn't.
    boolean export(String address, Local<?> local) {
        lock.lock();
        try {
            boolean isNew = !addresses.containsKey(local.actor());
            if (isNew) {
                add(address, local);
            }
            return isNew;
        } finally {
            lock.unlock();
        }
    }

    /// Under the lock.
    private void add(String address, Local<?> local) {
        byAddress.put(address, local);
        addresses.merge(local.actor(), List.of(address), (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    }

    /// Says whether it was there still.
    boolean departed(String address, Local<?> local) {
        lock.lock();
        try {
            boolean was = byAddress.remove(address, local);
            if (was) {
                addresses.computeIfPresent(local.actor(), (_, all) -> {
                    List<String> left = all.stream().filter(other -> !other.equals(address)).toList();
                    return left.isEmpty() ? null : left;
                });
            }
            return was;
        } finally {
            lock.unlock();
        }
    }

    /// Delivers a message that has come by mail.
    void deliver(String address, Incoming letter) {
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
            tooLate(address, letter);
        } else {
            hand(address, to, letter);
        }
    }

    private void hand(String address, Local<?> to, Incoming letter) {
        try {
            to.deliver(letter, new References(names, letter.answering()));
        } catch (RuntimeException refused) {
            undelivered(address, letter, new ExitReason.Because("a message was refused: " + refused));
        }
    }

    private void tooLate(String address, Incoming letter) {
        undelivered(address, letter, new ExitReason.Because("a message came too late: nobody is there"));
    }

    private void undelivered(String address, Incoming letter, ExitReason.Because why) {
        Answering answering = letter.answering();
        if (answering == null) {
            names.report(address, why.toString());
        } else {
            answering.fail(why);
        }
    }
}
