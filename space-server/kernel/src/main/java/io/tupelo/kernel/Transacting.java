package io.tupelo.kernel;

import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Begins and ends transactions, and makes single changes within one or outside any.
final class Transacting {
    private final SpaceState space;

    Transacting(SpaceState space) {
        this.space = space;
    }

    Answer begin(Call call, Operation.Begin begin) {
        SessionState session = call.session();
        if (call.transaction() != null) {
            throw new Refusal(ErrorCode.INVALID_REQUEST, "a transaction can't begin within another");
        }
        if (session.transactions.size() >= space.limits.transactionsMax()) {
            throw new Refusal(
                    ErrorCode.OVERLOADED,
                    "the session has its " + space.limits.transactionsMax() + " open transactions; end one first");
        }
        checkLasts(begin.millis());
        TransactionState transaction = new TransactionState(space.nextId(), session, begin.repeatableRead());
        transaction.deadline = space.after(begin.millis());
        transaction.timer = space.timers.set(transaction.deadline, transaction);
        space.transactions.put(transaction.id, transaction);
        session.transactions.put(transaction.id, transaction);
        return new Answer.Begun(space.receipt(), transaction.id);
    }

    private static void checkLasts(long millis) {
        if (millis < 1) {
            throw new Refusal(ErrorCode.INVALID_REQUEST, "a transaction lasts at least a millisecond");
        }
    }

    Answer extend(TransactionState transaction, long millis) {
        checkLasts(millis);
        transaction.deadline = space.after(millis);
        space.timers.cancel(transaction.timer);
        transaction.timer = space.timers.set(transaction.deadline, transaction);
        return new Answer.Done(space.receipt());
    }

    /// Runs `work` within a transaction of its own, which is committed unless `work` fails or finds nothing.
    Answer atomically(Call call, Function<TransactionState, Answer> work) {
        TransactionState own = new TransactionState(space.nextId(), call.session(), false);
        Answer answer;
        try {
            answer = work.apply(own);
        } catch (RuntimeException failed) {
            rollBack(own);
            throw failed;
        }
        switch (answer) {
            case Answer.Unmet _, Answer.TimedOut _, Answer.Empty _, Answer.Locked _ -> rollBack(own);
            default -> apply(own);
        }
        return answer;
    }

    void commit(TransactionState transaction) {
        forget(transaction);
        apply(transaction);
    }

    void abort(TransactionState transaction) {
        forget(transaction);
        rollBack(transaction);
    }

    private void forget(TransactionState transaction) {
        space.timers.cancel(transaction.timer);
        space.transactions.remove(transaction.id);
        if (transaction.session != null) {
            transaction.session.transactions.remove(transaction.id);
        }
    }

    private void apply(TransactionState own) {
        releaseReads(own);
        for (StoredEntry entry : own.held) {
            if (!own.isReplacing(entry)) {
                drop(entry, EventKind.TAKEN);
            }
        }
        own.pending.forEach((container, pending) -> {
            container.pendings.remove(pending);
            for (StoredEntry entry : pending.entries()) {
                pending.remove(entry);
                if (entry.replaces() == null) {
                    publish(entry);
                } else {
                    replaceForAll(entry.replaces(), entry);
                }
            }
        });
    }

    private void rollBack(TransactionState own) {
        releaseReads(own);
        own.pending.forEach((container, pending) -> {
            pending.discard();
            container.pendings.remove(pending);
            container.freeRoom();
        });
        List<StoredEntry> held = new ArrayList<>(own.held);
        held.forEach(this::giveBack);
    }

    private static void releaseReads(TransactionState own) {
        for (StoredEntry entry : own.read) {
            entry.removeReader(own);
            if (entry.status == Status.AVAILABLE) {
                entry.container.arrive(entry);
                entry.container.depart();
            }
        }
    }

    private boolean isOver(StoredEntry entry) {
        return entry.leaseEnd != 0 && entry.leaseEnd <= space.now;
    }

    /// Removes an entry whose lease has ended.
    void expire(StoredEntry entry) {
        space.counters.expired++;
        drop(entry, EventKind.EXPIRED);
    }

    /// Lets a held entry be found again; one whose lease has ended meanwhile is gone instead.
    void giveBack(StoredEntry entry) {
        if (isOver(entry)) {
            expire(entry);
        } else if (entry.concealed) {
            entry.container.concealHeld(entry);
            watchTime(entry);
        } else {
            entry.container.unhold(entry);
            watchTime(entry);
        }
    }

    /// Makes an entry that nobody else knows of available to all, now or after its delay; one whose lease has ended
    /// before its transaction did is gone instead.
    void publish(StoredEntry entry) {
        space.counters.written++;
        if (isOver(entry)) {
            space.counters.expired++;
            entry.status = Status.GONE;
            entry.container.freeRoom();
            return;
        }
        if (entry.visibleAt() > space.now) {
            entry.position = 0;
            entry.container.conceal(entry);
        } else {
            entry.container.publish(entry);
        }
        bindToSession(entry);
        watchTime(entry);
    }

    /// Lets an entry end with its session, if it is such a one.
    void bindToSession(StoredEntry entry) {
        SessionState session = entry.ephemeralSession() == 0 ? null : space.sessions.get(entry.ephemeralSession());
        if (session != null) {
            session.ephemeral.add(entry);
        }
    }

    void watchTime(StoredEntry entry) {
        space.timers.cancel(entry.timer);
        long due = entry.nextDue();
        entry.timer = due == 0 ? null : space.timers.set(due, entry);
    }

    /// Removes an entry for good.
    void drop(StoredEntry entry, EventKind why) {
        space.timers.cancel(entry.timer);
        entry.timer = null;
        if (entry.ephemeralSession() != 0) {
            SessionState session = space.sessions.get(entry.ephemeralSession());
            if (session != null) {
                session.ephemeral.remove(entry);
            }
        }
        entry.container.remove(entry, why);
    }

    /// Takes an entry: for good, or for as long as `own` is open.
    void take(StoredEntry entry, @Nullable TransactionState own) {
        if (own == null) {
            space.counters.taken++;
            drop(entry, EventKind.TAKEN);
        } else if (entry.status == Status.PENDING) {
            withdrawPending(entry, own);
            entry.status = Status.GONE;
        } else {
            entry.container.hold(entry, own);
            own.held.add(entry);
            if (!own.waiters.isEmpty()) {
                entry.container.freeRoom();
            }
        }
    }

    /// Notes that `own` has read an entry, if it wants that to be repeatable.
    static void read(StoredEntry entry, @Nullable TransactionState own) {
        if (own != null && own.repeatableRead && entry.status == Status.AVAILABLE && own.read.add(entry)) {
            entry.addReader(own);
        }
    }

    void addPending(StoredEntry entry, TransactionState own) {
        PendingWrites pending = own.pending.computeIfAbsent(entry.container, container -> {
            PendingWrites fresh = new PendingWrites(space, container);
            container.pendings.add(fresh);
            return fresh;
        });
        entry.position = space.nextPosition();
        pending.add(entry);
        if (!own.waiters.isEmpty()) {
            entry.container.arrive(entry);
            entry.container.depart();
        }
    }

    void withdrawPending(StoredEntry entry, TransactionState own) {
        PendingWrites pending = own.pending.get(entry.container);
        if (pending != null) {
            pending.remove(entry);
            entry.container.freeRoom();
        }
        if (entry.replaces() != null) {
            own.replaced.remove(entry.replaces());
        }
    }

    /// Puts `by` in the place of `there`: for everyone, or as long as it is open for `own` alone.
    void replace(StoredEntry there, StoredEntry by, @Nullable TransactionState own) {
        if (own == null) {
            replaceForAll(there, by);
        } else if (there.status == Status.PENDING) {
            withdrawPending(there, own);
            by.replaces(there.replaces());
            there.status = Status.GONE;
            if (by.replaces() != null) {
                own.replaced.add(by.replaces());
            }
            addPending(by, own);
        } else {
            by.replaces(there);
            there.container.hold(there, own);
            own.held.add(there);
            own.replaced.add(there);
            addPending(by, own);
        }
    }

    private void replaceForAll(StoredEntry there, StoredEntry by) {
        there.container.replace(there, by);
        if (isOver(there)) {
            expire(there);
        } else {
            watchTime(there);
        }
    }
}
