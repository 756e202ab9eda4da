package io.tupelo.space;

import io.tupelo.coordinator.Selection;
import io.tupelo.coordinator.Selector;
import io.tupelo.operation.Draft;
import io.tupelo.operation.Edit;
import io.tupelo.operation.Operation;
import io.tupelo.operation.Receipt;
import io.tupelo.operation.Wait;
import io.tupelo.tuple.Tuple;
import java.util.List;

/// A container whose operations are answered by an entry in another container (XVSM's answer containers), for a client
/// that goes away meanwhile. Thread-safe. Got by [Container#replyingTo].
///
/// The answer is `("answer", outcome, [tuple, …])`, written under the key that was given. Each method returns once the
/// space has the request, with where in the order that was. It fails with the codes of the same operation of
/// [Container] as far as they are known by then.
public final class Replying {
    private final View view;
    private final String name;

    Replying(View view, String name) {
        this.view = view;
        this.name = name;
    }

    /// Reads what `selection` picks.
    public Receipt read(Selection selection, Wait patience) {
        return send(new Operation.Get(Operation.Pick.READ, name, selection, patience));
    }

    /// Takes what `selection` picks.
    public Receipt take(Selection selection, Wait patience) {
        return send(new Operation.Get(Operation.Pick.TAKE, name, selection, patience));
    }

    /// Deletes what `selection` picks.
    public Receipt delete(Selection selection, Wait patience) {
        return send(new Operation.Get(Operation.Pick.DELETE, name, selection, patience));
    }

    /// Counts what `selection` picks.
    public Receipt count(Selection selection, Wait patience) {
        return send(new Operation.Get(Operation.Pick.COUNT, name, selection, patience));
    }

    /// Edits what `selection` picks.
    public Receipt change(Selection selection, Wait patience, Edit... edits) {
        return send(new Operation.Change(name, selection, List.of(edits), patience));
    }

    /// Moves what `selection` picks to another container.
    public Receipt move(Selection selection, String to, Wait patience) {
        return send(new Operation.Move(name, selection, to, false, patience));
    }

    /// Writes a tuple, waiting for room.
    public Receipt write(Tuple tuple, Wait patience, Selector... coordinates) {
        return send(new Operation.Write(name, List.of(Draft.of(tuple, coordinates)), patience));
    }

    private Receipt send(Operation operation) {
        return Answers.done(view.call(operation));
    }
}
