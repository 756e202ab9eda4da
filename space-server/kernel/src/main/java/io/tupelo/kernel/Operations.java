package io.tupelo.kernel;

import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Wait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tries an operation once: it is applied wholly and answered, or nothing happened and the answer says why.
final class Operations {
    private final SpaceState space;
    private final Finder finder;
    private final Lookup lookup;
    private final Transacting transacting;
    private final Writing writing;
    private final Picking picking;
    private final Claiming claiming;
    private final Batching batching;
    private final Containers containers;
    private final Inspecting inspecting;

    Operations(SpaceState space, Lookup lookup, Transacting transacting, Settling settling) {
        this.space = space;
        this.finder = new Finder(space);
        this.lookup = lookup;
        this.transacting = transacting;
        this.writing = new Writing(space, lookup, transacting);
        this.picking = new Picking(space, lookup, finder, transacting, writing);
        this.claiming = new Claiming(space, lookup, finder, transacting, writing, picking);
        this.batching = new Batching(space, lookup, finder, transacting);
        this.containers = new Containers(space, lookup, transacting, settling);
        this.inspecting = new Inspecting(space, lookup, finder);
    }

    Claiming claiming() {
        return claiming;
    }

    Writing writing() {
        return writing;
    }

    /// Returns what the last operation took for good.
    List<StoredEntry> taken() {
        return picking.taken();
    }

    /// Says whether a try of a waiter's operation would end its wait now. Changes nothing.
    boolean couldServe(Waiter waiter) {
        TransactionState own = space.transactions.get(waiter.request.transaction());
        Finder.Result result =
                switch (waiter.request.operation()) {
                    case Operation.Get get ->
                        finder.find(
                                lookup.container(get.container()),
                                get.selection(),
                                own,
                                get.pick() != Operation.Pick.READ && get.pick() != Operation.Pick.COUNT);
                    case Operation.Change change ->
                        finder.find(lookup.container(change.container()), change.selection(), own, true);
                    case Operation.Claim claim ->
                        finder.find(lookup.container(claim.container()), claim.selection(), own, true);
                    case Operation.Either either -> couldServe(either, own);
                    case Operation.Move move when waiter.roomIn == null ->
                        finder.find(lookup.container(move.from()), move.selection(), own, !move.copy());
                    default -> Finder.Result.LOCKED;
                };
        Wait patience = Settling.patience(waiter.request.operation());
        return switch (result) {
            case FOUND -> true;
            case EMPTY -> patience != null && patience.kind() == Wait.Kind.UNLESS_LOCKED;
            case LOCKED -> false;
        };
    }

    private Finder.Result couldServe(Operation.Either either, @Nullable TransactionState own) {
        Finder.Result result = Finder.Result.EMPTY;
        for (Operation.From from : either.choices()) {
            Finder.Result one = finder.find(
                    lookup.container(from.container()), from.selection(), own, either.pick() == Operation.Pick.TAKE);
            if (one == Finder.Result.FOUND) {
                return one;
            }
            result = one == Finder.Result.LOCKED ? one : result;
        }
        return result;
    }

    /// Tries `call`. Returns null if the answer comes from elsewhere: a procedure that runs now.
    @Nullable Answer apply(Call call) {
        TransactionState own = call.transaction();
        if (own != null) {
            checkAllowedWithin(call.operation());
            own.operations++;
            if (own.operations > space.limits.operationsMax()) {
                throw new Refusal(
                        ErrorCode.OVERLOADED,
                        "a transaction has at most " + space.limits.operationsMax() + " operations");
            }
        }
        return switch (call.operation()) {
            case Operation.Write write -> writing.write(call, write);
            case Operation.Put put -> writing.put(call, put);
            case Operation.Get get -> picking.get(call, get);
            case Operation.Either either -> picking.either(call, either);
            case Operation.Change change -> picking.change(call, change);
            case Operation.Move move -> picking.move(call, move);
            case Operation.Claim claim -> claiming.claim(call, claim);
            case Operation.Complete complete -> claiming.complete(call, complete);
            case Operation.Release release -> claiming.release(release);
            case Operation.ExtendClaim extend -> claiming.extend(extend);
            case Operation.Batch batch -> batching.batch(call, batch, this::applyPart);
            case Operation.Begin begin -> transacting.begin(call, begin);
            case Operation.Commit commit -> commit(call, commit.transaction());
            case Operation.Abort abort -> abort(call, abort.transaction());
            case Operation.ExtendTransaction extend ->
                transacting.extend(lookup.transaction(extend.transaction(), call.session()), extend.millis());
            case Operation.Renew renew -> containers.renew(renew);
            case Operation.Cancel cancel -> containers.cancel(cancel);
            case Operation.CreateContainer create -> containers.create(create);
            case Operation.DropContainer drop -> containers.drop(drop);
            case Operation.FindContainer find -> containers.find(find);
            case Operation.Watch watch -> containers.watch(call, watch);
            case Operation.Withdraw withdraw -> containers.withdraw(call, withdraw);
            case Operation.Explain explain -> inspecting.explain(explain, own);
            case Operation.Inspect inspect -> inspecting.inspect(inspect);
            case Operation.Execute execute -> {
                call.session().running.add(call.number());
                space.effects.run(call.session().id, call.number(), execute.procedure(), execute.arguments());
                yield null;
            }
        };
    }

    private Answer applyPart(Call part) {
        Answer answer = apply(part);
        return answer == null ? new Answer.Done(space.receipt()) : answer;
    }

    private static void checkAllowedWithin(Operation operation) {
        switch (operation) {
            case Operation.Write _, Operation.Put _, Operation.Get _, Operation.Either _, Operation.Change _,
                    Operation.Move _, Operation.Explain _, Operation.Inspect _, Operation.Batch _, Operation.Begin _ -> {}
            default -> throw new Refusal(
                    ErrorCode.INVALID_REQUEST,
                    operation.getClass().getSimpleName() + " can't be part of a transaction");
        }
    }

    private Answer commit(Call call, long id) {
        TransactionState transaction = lookup.transaction(id, call.session());
        transacting.commit(transaction);
        containers.endWaiters(transaction);
        return new Answer.Done(space.receipt());
    }

    private Answer abort(Call call, long id) {
        TransactionState transaction = lookup.transaction(id, call.session());
        abort(transaction);
        return new Answer.Done(space.receipt());
    }

    void abort(TransactionState transaction) {
        transacting.abort(transaction);
        containers.endWaiters(transaction);
    }
}
