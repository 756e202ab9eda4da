package io.tupelo.kernel;

import io.tupelo.coordinator.Count;
import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.kernel.WaiterTable.Line;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Request;
import io.tupelo.operation.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets operations wait, and serves them: after each command, in every container that changed, in the order of their
/// arrival, each waiter that the change could serve is tried again. Who can't be served by it is not woken.
final class Settling {
    /// Where an answer goes that isn't returned on the spot.
    interface Deliveries {
        /// Answers request `number` of `session`, or writes the answer where the request wants it.
        void deliver(SessionState session, long number, Request request, Answer answer);
    }

    private final SpaceState space;
    private final Lookup lookup;
    private final Function<Waiter, @Nullable Answer> attempt;
    private final List<Runnable> afterAnswer = new ArrayList<>();
    private final Deliveries deliveries;

    Settling(SpaceState space, Lookup lookup, Deliveries deliveries, Function<Waiter, @Nullable Answer> attempt) {
        this.space = space;
        this.lookup = lookup;
        this.deliveries = deliveries;
        this.attempt = attempt;
    }

    /// Has `action` run once the current command's own answer is given.
    void afterAnswer(Runnable action) {
        afterAnswer.add(action);
    }

    /// Says whether an operation that was answered so goes on waiting.
    static boolean waits(Answer answer, Operation operation) {
        boolean forData = answer instanceof Answer.Empty;
        boolean forOthers = answer instanceof Answer.Locked || answer instanceof Answer.TimedOut;
        Wait patience = forData || forOthers ? patience(operation) : null;
        if (patience == null) {
            return false;
        }
        return switch (patience.kind()) {
            case NOW -> false;
            case UNLESS_LOCKED -> forOthers;
            case AT_MOST -> patience.millis() > 0;
            case FOREVER -> true;
        };
    }

    /// Returns how long an operation waits, or null if it never does.
    static @Nullable Wait patience(Operation operation) {
        return switch (operation) {
            case Operation.Write write -> write.patience();
            case Operation.Put put -> put.patience();
            case Operation.Get get -> get.patience();
            case Operation.Either either -> either.patience();
            case Operation.Change change -> change.patience();
            case Operation.Move move -> move.patience();
            case Operation.Claim claim when claim.selection().howMany().kind() == Count.Kind.AVAILABLE -> Wait.NOW;
            case Operation.Claim claim -> claim.patience();
            case Operation.FindContainer find -> find.patience();
            default -> null;
        };
    }

    /// Lets `waiter` wait for what would change `answer`.
    void enroll(Waiter waiter, Answer answer) {
        if (waiter.session.waiters.size() >= space.limits.waitersMax()) {
            throw new Refusal(
                    ErrorCode.OVERLOADED,
                    "the session has its " + space.limits.waitersMax() + " waiting operations; let some end first");
        }
        Wait patience = patience(waiter.request.operation());
        if (patience != null && patience.kind() == Wait.Kind.AT_MOST) {
            waiter.deadline = space.after(patience.millis());
            waiter.timer = space.timers.set(waiter.deadline, waiter);
        }
        waiter.session.waiters.put(waiter.number, waiter);
        TransactionState own = space.transactions.get(waiter.request.transaction());
        if (own != null) {
            own.waiters.put(waiter.arrival, waiter);
        }
        space.counters.waited++;
        stand(waiter, answer);
    }

    private void stand(Waiter waiter, Answer answer) {
        waiter.leave();
        waiter.locked = answer instanceof Answer.Locked;
        boolean forRoom = answer instanceof Answer.TimedOut;
        ContainerState before = waiter.roomIn;
        waiter.roomIn = null;
        takePlaces(waiter, forRoom);
        if (before != null && waiter.roomIn == null) {
            before.freeRoom();
        }
    }

    private void takePlaces(Waiter waiter, boolean forRoom) {
        switch (waiter.request.operation()) {
            case Operation.Write write -> standForRoom(waiter, write.container());
            case Operation.Put put -> {
                if (waiter.locked) {
                    standFor(waiter, put.container(), new Selector("key", put.key()));
                } else {
                    standForRoom(waiter, put.container());
                }
            }
            case Operation.Get get -> standFor(waiter, get.container(), get.selection());
            case Operation.Change change -> standFor(waiter, change.container(), change.selection());
            case Operation.Claim claim -> standFor(waiter, claim.container(), claim.selection());
            case Operation.Either either ->
                either.choices().forEach(from -> standFor(waiter, from.container(), from.selection()));
            case Operation.Move move -> {
                if (forRoom) {
                    standForRoom(waiter, move.to());
                    waiter.stand(lookup.container(move.from()).waiters.blocked);
                }
                standFor(waiter, move.from(), move.selection());
            }
            case Operation.FindContainer find -> waiter.stand(Line.of(find.container(), space.containerWaiters));
            default -> throw new IllegalStateException("never waits: " + waiter.request.operation());
        }
    }

    private void standForRoom(Waiter waiter, String name) {
        waiter.roomIn = lookup.container(name);
        waiter.stand(waiter.roomIn.waiters.forRoom);
    }

    private void standFor(Waiter waiter, String name, Selection selection) {
        ContainerState container = lookup.container(name);
        int slot = 0;
        Object key = null;
        for (Selector selector : selection.selectors()) {
            int at = container.slot(selector.coordinator());
            Object wakeKey = container.available()[at].wakeKey(selector.argument());
            if (wakeKey != null && key == null) {
                slot = at;
                key = wakeKey;
            }
        }
        container.waiters.add(waiter, slot, key);
        if (waiter.locked) {
            waiter.stand(container.waiters.blocked);
        }
    }

    /// Ends a wait with `answer`.
    void finish(Waiter waiter, Answer answer) {
        waiter.end();
        space.timers.cancel(waiter.timer);
        waiter.session.waiters.remove(waiter.number);
        TransactionState own = space.transactions.get(waiter.request.transaction());
        if (own != null) {
            own.waiters.remove(waiter.arrival);
        }
        deliveries.deliver(waiter.session, waiter.number, waiter.request, answer);
    }

    /// Serves whoever can be served, until nobody can.
    void settle() {
        for (int i = 0; i < afterAnswer.size(); i++) {
            afterAnswer.get(i).run();
        }
        afterAnswer.clear();
        while (!space.unsettled.isEmpty()) {
            space.settling = nextUnsettled();
            settle(space.settling);
            space.settling = null;
        }
    }

    /// Returns the container to settle next: of those that changed, the one that was created first.
    private ContainerState nextUnsettled() {
        ContainerState next = space.unsettled.getFirst();
        for (ContainerState other : space.unsettled) {
            next = other.ordinal < next.ordinal ? other : next;
        }
        space.unsettled.remove(next);
        next.unsettled = false;
        return next;
    }

    private void settle(ContainerState container) {
        if (container.waiters.isEmpty()) {
            container.arrived.clear();
            container.departed = false;
            container.roomFreed = false;
            return;
        }
        while (!container.arrived.isEmpty() || container.departed) {
            serveForMatches(container);
        }
        if (container.roomFreed) {
            container.roomFreed = false;
            serveForRoom(container);
        }
    }

    private void serveForMatches(ContainerState container) {
        if (container.unsettled) {
            space.unsettled.remove(container);
            container.unsettled = false;
        }
        List<StoredEntry> arrived = new ArrayList<>(container.arrived);
        boolean departed = container.departed;
        container.arrived.clear();
        container.departed = false;
        List<Line> lines = new ArrayList<>(2);
        for (StoredEntry entry : arrived) {
            container.waiters.collect(entry, container.available(), lines);
        }
        if (departed && !container.waiters.blocked.isEmpty()) {
            lines.add(container.waiters.blocked);
        }
        if (!serve(container, lines, departed ? List.of() : arrived)) {
            container.arrived.addAll(arrived);
            container.departed |= departed;
        }
    }

    /// Tries those who stand in `lines` in the order of their arrival; stops early once all of `arrived` is gone.
    /// Returns false if someone who was served has changed what another, who came earlier, waits for.
    private boolean serve(ContainerState container, List<Line> lines, List<StoredEntry> arrived) {
        long last = 0;
        int gone = 0;
        for (Waiter next = firstAfter(lines, last); next != null; next = firstAfter(lines, last)) {
            while (gone < arrived.size() && arrived.get(gone).status != Status.AVAILABLE) {
                gone++;
            }
            if (!arrived.isEmpty() && gone == arrived.size()) {
                return true;
            }
            last = next.arrival;
            if (retry(next) && concernsOthers(container)) {
                return false;
            }
        }
        return true;
    }

    private static boolean concernsOthers(ContainerState container) {
        return !container.arrived.isEmpty() || (container.departed && !container.waiters.blocked.isEmpty());
    }

    private static @Nullable Waiter firstAfter(List<Line> lines, long arrival) {
        Waiter first = null;
        for (int i = 0; i < lines.size(); i++) {
            Waiter next = lines.get(i).firstAfter(arrival);
            if (next != null && (first == null || next.arrival < first.arrival)) {
                first = next;
            }
        }
        return first;
    }

    /// Tries those who wait for room, and stops at the first who still has to.
    private void serveForRoom(ContainerState container) {
        for (Waiter waiter : List.copyOf(container.waiters.forRoom.members())) {
            if (waiter.session.attached && !waiter.done) {
                container.waiters.forRoom.remove(waiter);
                if (!retry(waiter)) {
                    return;
                }
            }
        }
    }

    /// Tries again. Returns whether the wait has ended.
    boolean retry(Waiter waiter) {
        if (!waiter.session.attached || waiter.done) {
            return false;
        }
        Answer answer = attempt.apply(waiter);
        if (answer != null && waits(answer, waiter.request.operation())) {
            stand(waiter, answer);
            return false;
        }
        if (answer != null) {
            finish(waiter, answer);
        }
        return true;
    }

    /// The deadline of a wait has come: it is answered with what a last try finds.
    void deadline(Waiter waiter) {
        if (!waiter.session.attached) {
            waiter.overdue = true;
            return;
        }
        Answer answer;
        if (waiter.request.operation() instanceof Operation.FindContainer) {
            answer = new Answer.TimedOut(space.receipt());
        } else {
            answer = attempt.apply(waiter);
        }
        if (answer != null) {
            finish(waiter, answer);
        }
    }

    /// A container was created: whoever waits for it is told.
    void created(String name) {
        Line waiting = space.containerWaiters.remove(name);
        if (waiting != null) {
            for (Waiter waiter : List.copyOf(waiting.members())) {
                retry(waiter);
            }
        }
    }

    /// A container is gone: whoever waits there is told.
    void dropped(ContainerState container) {
        for (Waiter waiter : container.waiters.all()) {
            retry(waiter);
        }
    }
}
