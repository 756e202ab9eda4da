package io.tupelo.kernel;

import io.tupelo.coordinator.ContainerSpec;
import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.EventKind;
import io.tupelo.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Makes, finds and drops containers; watches them; renews and cancels single entries; withdraws waits.
final class Containers {
    private final SpaceState space;
    private final Lookup lookup;
    private final Transacting transacting;
    private final Settling settling;

    Containers(SpaceState space, Lookup lookup, Transacting transacting, Settling settling) {
        this.space = space;
        this.lookup = lookup;
        this.transacting = transacting;
        this.settling = settling;
    }

    Answer create(Operation.CreateContainer create) {
        ContainerState there = space.containers.get(create.spec().name());
        if (there == null) {
            lookup.create(create.spec());
            settling.created(create.spec().name());
            return new Answer.Done(space.receipt());
        }
        boolean same = there.spec.equals(create.spec())
                || (create.spec().coordinators().isEmpty()
                        && there.spec.equals(create.spec().with("fifo").with("linda")));
        if (create.ifAbsent() && same) {
            return new Answer.Done(space.receipt());
        }
        throw new Refusal(
                ErrorCode.CONTAINER_EXISTS,
                "there is a container " + create.spec().name() + " already, with " + there.spec.coordinators().stream()
                        .map(ContainerSpec.Use::coordinator)
                        .collect(Collectors.joining(", ")));
    }

    Answer drop(Operation.DropContainer drop) {
        if (drop.container().equals(Kernel.DEFAULT_CONTAINER)) {
            throw new Refusal(
                    ErrorCode.INVALID_REQUEST, "every space has the container " + Kernel.DEFAULT_CONTAINER);
        }
        ContainerState container = lookup.container(drop.container());
        if (container.heldCount > 0 || !container.pendings.isEmpty()) {
            throw new Refusal(
                    ErrorCode.INVALID_REQUEST,
                    "container " + drop.container() + " has entries that transactions or claims hold; end those first");
        }
        for (StoredEntry entry : all(container)) {
            transacting.drop(entry, EventKind.TAKEN);
        }
        container.dropped = true;
        space.containers.remove(drop.container());
        space.recording.dropped(container);
        for (WatchState watch : new ArrayList<>(container.events.watches())) {
            stop(watch);
        }
        settling.dropped(container);
        return new Answer.Done(space.receipt());
    }

    private static List<StoredEntry> all(ContainerState container) {
        List<StoredEntry> all = new ArrayList<>(container.entries.size());
        container.entries.iterator().forEachRemaining(all::add);
        return all;
    }

    Answer find(Operation.FindContainer find) {
        ContainerState container = space.containers.get(find.container());
        return container == null
                ? new Answer.Empty(space.receipt())
                : new Answer.Described(space.receipt(), container.spec, container.entries.size());
    }

    Answer renew(Operation.Renew renew) {
        StoredEntry entry = entry(renew.container(), renew.entry());
        entry.leaseEnd = renew.leaseMillis() == 0 ? 0 : space.after(renew.leaseMillis());
        transacting.watchTime(entry);
        space.recording.renewed(entry);
        return new Answer.Done(space.receipt());
    }

    Answer cancel(Operation.Cancel cancel) {
        StoredEntry entry = entry(cancel.container(), cancel.entry());
        if (entry.status == Status.HELD) {
            throw new Refusal(
                    ErrorCode.UNKNOWN_ENTRY, "entry " + cancel.entry() + " is held by a transaction or a claim");
        }
        space.counters.expired++;
        transacting.drop(entry, EventKind.EXPIRED);
        return new Answer.Done(space.receipt());
    }

    private StoredEntry entry(String name, long id) {
        StoredEntry entry = lookup.container(name).entries.get(id);
        if (entry == null) {
            throw new Refusal(ErrorCode.UNKNOWN_ENTRY, "container " + name + " has no entry " + id);
        }
        return entry;
    }

    Answer watch(Call call, Operation.Watch watch) {
        ContainerState container = lookup.container(watch.container());
        if (watch.selection() != null) {
            lookup.checkSelection(container, watch.selection());
        }
        if (call.session().watches.size() >= space.limits.waitersMax()) {
            throw new Refusal(ErrorCode.OVERLOADED, "the session has its " + space.limits.waitersMax() + " watches");
        }
        WatchState state =
                new WatchState(container, call.session(), call.number(), watch.selection(), watch.kinds());
        Answer answer = new Answer.Watching(space.receipt());
        call.session().watches.put(call.number(), state);
        settling.afterAnswer(() -> container.events.start(state, watch.from()));
        return answer;
    }

    void stop(WatchState watch) {
        watch.container().events.stop(watch);
        watch.session().watches.remove(watch.number());
    }

    Answer withdraw(Call call, Operation.Withdraw withdraw) {
        WatchState watch = call.session().watches.get(withdraw.number());
        if (watch != null) {
            stop(watch);
        }
        Waiter waiter = call.session().waiters.get(withdraw.number());
        if (waiter != null) {
            settling.finish(
                    waiter,
                    new Answer.Failed(space.receipt(), ErrorCode.CANCELLED, "the wait was withdrawn"));
        }
        return new Answer.Done(space.receipt());
    }

    /// Ends the waits of a transaction that has ended.
    void endWaiters(TransactionState transaction) {
        for (Waiter waiter : new ArrayList<>(transaction.waiters.values())) {
            settling.finish(
                    waiter,
                    new Answer.Failed(
                            space.receipt(),
                            ErrorCode.UNKNOWN_TRANSACTION,
                            "transaction " + transaction.id + " ended while this operation waited in it"));
        }
    }
}
