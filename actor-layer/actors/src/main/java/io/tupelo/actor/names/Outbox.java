package io.tupelo.actor.names;

import io.tupelo.actor.MailboxFullException;
import io.tupelo.operation.ErrorCode;
import io.tupelo.space.Batch;
import io.tupelo.space.BatchOutcome;
import io.tupelo.space.SpaceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What goes to one address by post, in order: all that has come while a batch was on its way is the next one. A batch requires that who
/// was at the address still is; if not, it goes to who is there now. Thread-safe.
final class Outbox {
    private static final int LETTERS_MAX = 1_000;
    private static final int PENDING_MAX = 100_000;

    private final SpaceNames names;
    private final String address;
    private final Class<?> messages;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Sending> pending = new ArrayDeque<>();
    private boolean underWay;
    /// How many of the first ones go one by one, since together they failed.
    private int alone;
    /// Who was there last; null if that isn't known. Of whoever has something under way.
    private volatile Registry.@Nullable Place place;

    /// @param sent null if nobody waits for that
    private record Sending(Letter letter, @Nullable CompletableFuture<Void> sent) {
        void succeed() {
            if (sent != null) {
                sent.complete(null);
            }
        }
    }

    Outbox(SpaceNames names, String address, Class<?> messages, Registry.@Nullable Place place) {
        this.names = names;
        this.address = address;
        this.messages = messages;
        this.place = place;
    }

    /// Sends a message.
    ///
    /// @return completes when it is in the post of who is there
    /// @throws MailboxFullException if there is too much that hasn't been sent yet
    CompletableFuture<Void> send(Letter letter) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        add(new Sending(letter, sent));
        return sent;
    }

    /// Sends a message. If it can't be sent, who asks is told, or else it is reported.
    ///
    /// @throws MailboxFullException if there is too much that hasn't been sent yet
    void tell(Letter letter) {
        add(new Sending(letter, null));
    }

    private void add(Sending sending) {
        List<Sending> batch;
        lock.lock();
        try {
            if (pending.size() >= PENDING_MAX) {
                names.questions().forget(sending.letter.question());
                throw new MailboxFullException(address, PENDING_MAX);
            }
            pending.add(sending);
            batch = next();
        } finally {
            lock.unlock();
        }
        send(batch);
    }

    /// Returns what is to be sent now; nothing if there is nothing, or something is under way. Under the lock.
    private List<Sending> next() {
        if (underWay || pending.isEmpty()) {
            return List.of();
        }
        underWay = true;
        int most = alone > 0 ? 1 : LETTERS_MAX;
        alone = Math.max(0, alone - 1);
        List<Sending> batch = new ArrayList<>(Math.min(most, pending.size()));
        while (batch.size() < most && !pending.isEmpty()) {
            batch.add(pending.removeFirst());
        }
        return batch;
    }

    private void send(List<Sending> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Registry.Place to = place;
        if (to == null) {
            lookUp(batch);
            return;
        }
        Batch post = to.require(names.space().batch());
        Letter.entries(address, names.process(), batch.stream().map(Sending::letter).toList())
                .forEach(entry -> post.write(Registry.POST, Registry.post(to, entry)));
        var _ = post.runAsync()
                .whenComplete((outcome, failure) -> names.execute(() -> sent(batch, outcome, failure)));
    }

    private void lookUp(List<Sending> batch) {
        var _ = names.find(address)
                .thenApply(this::accepting)
                .whenComplete((now, failure) -> names.execute(() -> found(batch, now, failure)));
    }

    private Registry.Place accepting(Optional<Registry.Place> found) {
        Registry.Place now = found.orElseThrow(() -> SpaceNames.unknown(address));
        now.check(messages);
        return now;
    }

    private void found(List<Sending> batch, Registry.@Nullable Place now, @Nullable Throwable failure) {
        if (now == null) {
            fail(batch, SpaceNames.cause(Objects.requireNonNull(failure)));
        } else {
            place = now;
            send(batch);
        }
    }

    private void sent(List<Sending> batch, @Nullable BatchOutcome outcome, @Nullable Throwable failure) {
        if (outcome instanceof BatchOutcome.Applied) {
            batch.forEach(Sending::succeed);
            goOn(List.of());
        } else if (outcome != null) {
            place = null;
            lookUp(batch);
        } else if (batch.size() > 1 && hadNoEffect(failure)) {
            goOn(batch);
        } else {
            fail(batch, failure == null ? new IllegalStateException("no answer") : SpaceNames.cause(failure));
        }
    }

    private static boolean hadNoEffect(@Nullable Throwable failure) {
        return failure instanceof SpaceException space && space.outcome() == ErrorCode.Outcome.NOT_APPLIED;
    }

    private void fail(List<Sending> batch, Throwable failure) {
        batch.forEach(sending -> fail(sending, failure));
        goOn(List.of());
    }

    private void fail(Sending sending, Throwable failure) {
        long question = sending.letter.question();
        if (question != 0) {
            names.questions().fail(question, String.valueOf(failure.getMessage()));
        }
        if (sending.sent != null) {
            sending.sent.completeExceptionally(failure);
        } else if (question == 0) {
            names.report(address, "a message was not sent: " + failure);
        }
    }

    /// @param again what is to be sent first, one by one
    private void goOn(List<Sending> again) {
        List<Sending> batch;
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
