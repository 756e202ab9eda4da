package io.tupelo.kernel;

import io.tupelo.kernel.SessionState.Kept;
import io.tupelo.kernel.SessionState.Undo;
import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.operation.EventKind;
import java.util.ArrayList;
import java.util.Iterator;

/// Opens, suspends, resumes and ends sessions. When one ends, what it never acknowledged is undone.
final class Sessions {
    private final SpaceState space;
    private final Operations operations;
    private final Transacting transacting;
    private final Settling settling;

    Sessions(SpaceState space, Operations operations, Transacting transacting, Settling settling) {
        this.space = space;
        this.operations = operations;
        this.transacting = transacting;
        this.settling = settling;
    }

    SessionState open(long secret, long leaseMillis) {
        SessionState session = new SessionState(space.nextId(), secret, leaseMillis);
        space.sessions.put(session.id, session);
        space.recording.opened(session);
        return session;
    }

    /// Serves a session again that has a connection again: its kept answers are sent anew, then its waiters are tried.
    void attach(SessionState session, long received) {
        space.timers.cancel(session.timer);
        session.attached = true;
        // After a restart this counts on from what is recorded; the client has seen what wasn't.
        session.answers = Math.max(session.answers, received);
        acknowledge(session, received);
        space.recording.acknowledged(session);
        for (Kept kept : session.kept) {
            space.effects.answered(session.id, kept.number(), kept.answerNumber(), kept.answer());
        }
        for (Waiter waiter : session.waitersByArrival()) {
            if (!settling.retry(waiter) && waiter.overdue) {
                settling.deadline(waiter);
            }
        }
    }

    void detach(SessionState session) {
        if (session.attached && !session.isLocal()) {
            session.attached = false;
            for (Waiter waiter : session.waiters.values()) {
                if (waiter.roomIn != null) {
                    waiter.roomIn.freeRoom();
                }
            }
            session.timer = space.timers.set(space.after(session.leaseMillis), session);
        }
    }

    static void acknowledge(SessionState session, long answerNumber) {
        session.acknowledged = Math.max(session.acknowledged, Math.min(answerNumber, session.answers));
        while (!session.kept.isEmpty() && session.kept.getFirst().answerNumber() <= answerNumber) {
            session.keptBytes -= session.kept.removeFirst().bytes();
        }
    }

    void end(SessionState session, String why) {
        space.timers.cancel(session.timer);
        space.sessions.remove(session.id);
        session.attached = false;
        for (Waiter waiter : session.waitersByArrival()) {
            waiter.end();
            space.timers.cancel(waiter.timer);
        }
        for (TransactionState transaction : new ArrayList<>(session.transactions.values())) {
            transaction.waiters.clear();
            operations.abort(transaction);
        }
        for (StoredEntry entry : new ArrayList<>(session.ephemeral)) {
            endEphemeral(entry);
        }
        for (WatchState watch : session.watches.values()) {
            watch.container().events.stop(watch);
        }
        Iterator<Kept> latestFirst = session.kept.descendingIterator();
        while (latestFirst.hasNext()) {
            Undo undo = latestFirst.next().undo();
            if (undo != null) {
                undo(undo);
            }
        }
        space.recording.ended(session);
        space.effects.ended(session.id, why);
    }

    void endEphemeral(StoredEntry entry) {
        if (entry.status == Status.HELD) {
            entry.leaseEnd = space.now;
            space.recording.renewed(entry);
        } else {
            space.counters.expired++;
            transacting.drop(entry, EventKind.EXPIRED);
        }
    }

    private void undo(Undo undo) {
        ClaimState claim = space.claims.get(undo.token());
        if (claim != null) {
            operations.claiming().release(claim, 0);
        }
        for (StoredEntry entry : undo.taken()) {
            putBack(entry);
        }
    }

    private void putBack(StoredEntry entry) {
        boolean ended = entry.container.dropped
                || (entry.leaseEnd != 0 && entry.leaseEnd <= space.now)
                || (entry.ephemeralSession() != 0 && !space.sessions.containsKey(entry.ephemeralSession()));
        if (ended || entry.status != Status.GONE) {
            return;
        }
        space.counters.undone++;
        entry.deliveries++;
        if (entry.deliveries > entry.container.spec.deliveriesMax() || isInTheWay(entry)) {
            operations.writing().toDeadLetters(entry);
            return;
        }
        entry.container.restore(entry);
        transacting.bindToSession(entry);
        transacting.watchTime(entry);
    }

    private static boolean isInTheWay(StoredEntry entry) {
        for (int slot = 0; slot < entry.container.types.length; slot++) {
            Object coordinate = entry.coordinate(slot);
            if (coordinate != null && entry.container.conflict(slot, coordinate, null) != null) {
                return true;
            }
        }
        return false;
    }
}
