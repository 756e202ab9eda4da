package io.tupelo.kernel;

import io.tupelo.coordinator.Selection;
import io.tupelo.operation.Answer;
import io.tupelo.operation.ErrorCode;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Operation.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Applies several operations as one, if some conditions hold: a transaction in one round trip.
final class Batching {
    private final SpaceState space;
    private final Lookup lookup;
    private final Finder finder;
    private final Transacting transacting;

    Batching(SpaceState space, Lookup lookup, Finder finder, Transacting transacting) {
        this.space = space;
        this.lookup = lookup;
        this.finder = finder;
        this.transacting = transacting;
    }

    Answer batch(Call call, Operation.Batch batch, Function<Call, Answer> apply) {
        if (call.transaction() != null) {
            throw new Refusal(
                    ErrorCode.INVALID_REQUEST, "a batch is a transaction by itself and can't be part of another");
        }
        int size = batch.operations().size() + batch.conditions().size();
        if (size > space.limits.operationsMax()) {
            throw new Refusal(
                    ErrorCode.OVERLOADED, "a batch has at most " + space.limits.operationsMax() + " operations");
        }
        for (int i = 0; i < batch.conditions().size(); i++) {
            if (!holds(batch.conditions().get(i))) {
                return new Answer.Unmet(space.receipt(), i, null);
            }
        }
        return transacting.atomically(call, own -> operations(call, batch, own, apply));
    }

    private Answer operations(Call call, Operation.Batch batch, TransactionState own, Function<Call, Answer> apply) {
        List<Answer> answers = new ArrayList<>(batch.operations().size());
        for (int i = 0; i < batch.operations().size(); i++) {
            Operation operation = batch.operations().get(i);
            Answer answer;
            try {
                checkAllowed(operation);
                answer = apply.apply(call.part(operation, own));
            } catch (Refusal refused) {
                String which = "operation " + (i + 1) + " of " + batch.operations().size() + ": ";
                throw new Refusal(refused.code(), which + refused.sentence());
            }
            if (answer instanceof Answer.Empty
                    || answer instanceof Answer.Locked
                    || answer instanceof Answer.TimedOut) {
                return new Answer.Unmet(space.receipt(), batch.conditions().size() + i, answer);
            }
            answers.add(answer);
        }
        Picking.checkAnswers(call, answers);
        return new Answer.Results(space.receipt(), answers);
    }

    private static void checkAllowed(Operation operation) {
        switch (operation) {
            case Operation.Write _, Operation.Put _, Operation.Get _, Operation.Either _, Operation.Change _,
                    Operation.Move _ -> {}
            default -> throw new Refusal(
                    ErrorCode.INVALID_REQUEST,
                    operation.getClass().getSimpleName() + " can't be part of a batch; write, put, read, take, delete,"
                            + " count, change, move and copy can");
        }
    }

    private boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.Exists(Operation.From what) -> search(what) == Finder.Result.FOUND;
            case Condition.Absent(Operation.From what) -> search(what) == Finder.Result.EMPTY;
            case Condition.VersionIs(String name, long id, long version) -> {
                StoredEntry entry = lookup.container(name).entries.get(id);
                yield entry != null && entry.version == version;
            }
        };
    }

    private Finder.Result search(Operation.From what) {
        ContainerState container = lookup.container(what.container());
        Selection selection = what.selection();
        lookup.checkSelection(container, selection);
        return finder.find(container, selection, null, false);
    }
}
