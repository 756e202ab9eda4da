package io.tupelo.kernel;

import io.tupelo.kernel.StoredEntry.Status;
import io.tupelo.operation.Answer;
import io.tupelo.operation.Entry;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import java.util.ArrayList;
import java.util.List;

/// Takes entries for a while under a fencing token, and ends that: completed, given back, or run out.
final class Claiming {
    private final SpaceState space;
    private final Lookup lookup;
    private final Finder finder;
    private final Transacting transacting;
    private final Writing writing;
    private final Picking picking;

    Claiming(
            SpaceState space,
            Lookup lookup,
            Finder finder,
            Transacting transacting,
            Writing writing,
            Picking picking) {
        this.space = space;
        this.lookup = lookup;
        this.finder = finder;
        this.transacting = transacting;
        this.writing = writing;
        this.picking = picking;
    }

    Answer claim(Call call, Operation.Claim claim) {
        ContainerState container = lookup.container(claim.container());
        if (claim.leaseMillis() < 1) {
            throw new Refusal(ErrorCode.INVALID_REQUEST, "a claim lasts at least a millisecond");
        }
        Answer miss = picking.miss(container, claim.selection(), call, true);
        if (miss != null) {
            return miss;
        }
        List<StoredEntry> found = new ArrayList<>(finder.found());
        if (found.isEmpty()) {
            return new Answer.Empty(space.receipt());
        }
        List<Entry> views = Picking.views(call, found);
        ClaimState state = new ClaimState(space.nextId(), found, call.session().id);
        for (StoredEntry entry : found) {
            container.hold(entry, state);
        }
        space.claims.put(state.token, state);
        restart(state, claim.leaseMillis());
        space.recording.claimed(state);
        return new Answer.Claimed(space.receipt(), state.token, state.leaseEnd, views);
    }

    private void restart(ClaimState claim, long leaseMillis) {
        space.timers.cancel(claim.timer);
        claim.leaseEnd = space.after(leaseMillis);
        claim.timer = space.timers.set(claim.leaseEnd, claim);
    }

    Answer extend(Operation.ExtendClaim extend) {
        if (extend.leaseMillis() < 1) {
            throw new Refusal(ErrorCode.INVALID_REQUEST, "a claim lasts at least a millisecond");
        }
        ClaimState claim = lookup.claim(extend.token());
        restart(claim, extend.leaseMillis());
        space.recording.extended(claim);
        return new Answer.Done(space.receipt());
    }

    Answer complete(Call call, Operation.Complete complete) {
        ClaimState claim = lookup.claim(complete.token());
        Answer answer = transacting.atomically(call, own -> {
            for (StoredEntry entry : claim.entries) {
                entry.holder = own;
                own.held.add(entry);
            }
            try {
                return results(call, complete, own);
            } catch (Refusal refused) {
                giveBackTo(claim, own);
                throw refused;
            }
        });
        forget(claim);
        space.counters.taken += claim.entries.size();
        return answer;
    }

    private Answer results(Call call, Operation.Complete complete, TransactionState own) {
        List<Long> ids = new ArrayList<>(complete.results().size());
        for (Operation.Into into : complete.results()) {
            ContainerState container = lookup.container(into.container());
            var coordinates = writing.check(container, into.draft(), own);
            if (!writing.makeRoom(container, 1, own)) {
                throw new Refusal(
                        ErrorCode.CONTAINER_FULL, "container " + container.name() + " has no room for the result");
            }
            ids.add(writing.add(container, into.draft(), coordinates, own, call.session()).id);
        }
        return new Answer.Written(space.receipt(), ids, 1);
    }

    private static void giveBackTo(ClaimState claim, TransactionState own) {
        for (StoredEntry entry : claim.entries) {
            entry.holder = claim;
            own.held.remove(entry);
        }
    }

    private void forget(ClaimState claim) {
        space.timers.cancel(claim.timer);
        space.claims.remove(claim.token);
        space.recording.ended(claim);
    }

    Answer release(Operation.Release release) {
        release(lookup.claim(release.token()), release.delayMillis());
        return new Answer.Done(space.receipt());
    }

    /// Gives back what was claimed: by who claimed it, or since the claim's lease has ended.
    void release(ClaimState claim, long delayMillis) {
        long visibleAt = space.after(delayMillis);
        forget(claim);
        for (StoredEntry entry : claim.entries) {
            if (entry.status != Status.HELD || entry.holder != claim) {
                continue;
            }
            entry.deliveries++;
            if (entry.deliveries > entry.container.spec.deliveriesMax()) {
                transacting.drop(entry, io.tupelo.operation.EventKind.TAKEN);
                writing.toDeadLetters(entry);
            } else if (delayMillis > 0 && (entry.leaseEnd == 0 || entry.leaseEnd > space.now)) {
                entry.visibleAt(visibleAt);
                entry.container.concealHeld(entry);
                transacting.watchTime(entry);
            } else {
                transacting.giveBack(entry);
            }
            space.recording.returned(entry);
        }
    }
}
