package io.tupelo.actor.names;

import io.tupelo.actor.durable.SpaceActors;
import io.tupelo.operation.ErrorCode;
import io.tupelo.space.Batch;
import io.tupelo.space.BatchOutcome;
import io.tupelo.space.SpaceException;
import io.tupelo.tuple.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What goes to one address by mail, in order: all that has come while a batch was on its way is the next one. A batch requires that who
/// was at the address still is; if not, it goes to who is there now. Thread-safe.
final class Outbox {
    private static final int LETTERS_MAX = 1_000;

    private final SpaceNames names;
    private final String address;
    private final Class<?> messages;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Letter> pending = new ArrayDeque<>();
    private boolean underWay;
    /// How many of the first ones go one by one, since together they failed.
    private int alone;
    /// Who was there last; null if that isn't known. Of whoever has something under way.
    private volatile Registry.@Nullable Place place;

    private record Letter(Tuple message, CompletableFuture<Void> sent) {}

    Outbox(SpaceNames names, String address, Class<?> messages, Registry.@Nullable Place place) {
        this.names = names;
        this.address = address;
        this.messages = messages;
        this.place = place;
    }

    /// Adds a message.
    ///
    /// @return completes when it is in the mail of who is there
    CompletableFuture<Void> add(Tuple message) {
        Letter letter = new Letter(message, new CompletableFuture<>());
        List<Letter> batch;
        lock.lock();
        try {
            pending.add(letter);
            batch = next();
        } finally {
            lock.unlock();
        }
        send(batch);
        return letter.sent;
    }

    /// Returns what is to be sent now; nothing if there is nothing, or something is under way. Under the lock.
    private List<Letter> next() {
        if (underWay || pending.isEmpty()) {
            return List.of();
        }
        underWay = true;
        int most = alone > 0 ? 1 : LETTERS_MAX;
        alone = Math.max(0, alone - 1);
        List<Letter> batch = new ArrayList<>(Math.min(most, pending.size()));
        while (batch.size() < most && !pending.isEmpty()) {
            batch.add(pending.removeFirst());
        }
        return batch;
    }

    private void send(List<Letter> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Registry.Place to = place;
        if (to == null) {
            lookUp(batch);
            return;
        }
        Batch mail = new Fence(to.entry()).require(names.space().batch());
        batch.forEach(letter -> mail.write(SpaceActors.MAIL, Registry.mail(to, letter.message)));
        var _ = mail.runAsync()
                .whenComplete((outcome, failure) -> names.execute(() -> sent(batch, outcome, failure)));
    }

    private void lookUp(List<Letter> batch) {
        var _ = names.find(address)
                .thenApply(this::accepting)
                .whenComplete((now, failure) -> names.execute(() -> found(batch, now, failure)));
    }

    private Registry.Place accepting(Optional<Registry.Place> found) {
        Registry.Place now = found.orElseThrow(() -> SpaceNames.unknown(address));
        now.check(messages);
        return now;
    }

    private void found(List<Letter> batch, Registry.@Nullable Place now, @Nullable Throwable failure) {
        if (now == null) {
            fail(batch, SpaceNames.cause(Objects.requireNonNull(failure)));
        } else {
            place = now;
            send(batch);
        }
    }

    private void sent(List<Letter> batch, @Nullable BatchOutcome outcome, @Nullable Throwable failure) {
        if (outcome instanceof BatchOutcome.Applied) {
            batch.forEach(letter -> letter.sent.complete(null));
            goOn(List.of());
        } else if (outcome != null) {
            place = null;
            lookUp(batch);
        } else if (batch.size() > 1 && hadNoEffect(failure)) {
            goOn(batch);
        } else {
            fail(batch, failure == null ? new IllegalStateException("no answer") : failure);
        }
    }

    private static boolean hadNoEffect(@Nullable Throwable failure) {
        return failure instanceof SpaceException space && space.outcome() == ErrorCode.Outcome.NOT_APPLIED;
    }

    private void fail(List<Letter> batch, Throwable failure) {
        batch.forEach(letter -> letter.sent.completeExceptionally(failure));
        goOn(List.of());
    }

    /// @param again what is to be sent first, one by one
    private void goOn(List<Letter> again) {
        List<Letter> batch;
        lock.lock();
        try {
            again.reversed().forEach(pending::addFirst);
            alone = Math.max(alone, again.size());
            underWay = false;
            batch = next();
        } finally {
            lock.unlock();
        }
        send(batch);
    }
}
